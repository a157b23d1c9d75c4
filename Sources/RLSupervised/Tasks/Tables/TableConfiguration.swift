import RLNet
import RLRandom
import RLSettings

/// The hyper-parameters of a classifier of a table's rows: a perceptron, and how many rows it is
/// tested on.
public struct TableConfiguration: TaskConfiguration {
  public var training = TrainingOptions()
  /// The sizes of the hidden layers; none for a linear model.
  public var hidden = [32]
  /// The function after each hidden layer.
  public var activation = Activation.relu
  /// The share of the rows that training does not see; without any, tests are on the training rows.
  public var heldOut = 0.2

  public init() {
    training.epochs = 50
    training.batchSize = 32
    training.learningRate = 5e-3
    training.decay = 0
    training.evaluateEvery = 10
  }

  public static let settings: [Setting<Self>] =
    [
      Setting("hidden", \.hidden, .layerSizes, "sizes of the hidden layers"),
      Setting("activation", \.activation, "function after each hidden layer")
        .onlyWithHiddenLayers(\.hidden.count),
      Setting("heldOut", \.heldOut, .in(0...0.9), "share of the rows that are for tests alone"),
    ] + trainingSettings
}

extension Classifier {
  /// A perceptron for the rows of a table, a part of which is held out by the run's data stream. The
  /// inputs are shifted and scaled by the statistics of the training part.
  init(
    _ configuration: TableConfiguration, _ table: Dataset<Int>,
    normalizedPer scope: Normalization.Scope = .feature, _ streams: TaskStreams
  ) {
    var dataGenerator = PCG64(streams.data)
    var generator = PCG64(streams.weights)
    let parts = table.parts(
      heldOut: configuration.heldOut, normalizedPer: scope, using: &dataGenerator)
    let network = Sequential.perceptron(
      [table.inputShape.count] + configuration.hidden + [table.classNames.count],
      configuration.activation, configuration.training.initializer, using: &generator)
    self.init(
      Sequential([Flatten()] + network.layers), training: parts.training, heldOut: parts.heldOut,
      configuration.training, streams)
  }
}

extension ClassificationTask where Configuration == TableConfiguration {
  public static func holdsOut(_ configuration: Configuration) -> Bool { configuration.heldOut > 0 }
}
