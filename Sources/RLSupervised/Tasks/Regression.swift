import RLNet
import RLRandom
import RLSettings
import RLState

/// Regression: a number is predicted from others, by a linear model or a perceptron.
public struct Regression: SupervisedTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// What the examples are of.
    public var data = Source.line
    /// The number of examples that are drawn.
    public var count = 250
    /// The standard deviation of what is added to the numbers of a function.
    public var noise = 0.1
    /// The powers of each input, from the first on, that the model sees.
    public var powers = 1
    /// The share of the examples that training does not see.
    public var heldOut = 0.2
    /// The sizes of the hidden layers; none for a linear model.
    public var hidden: [Int] = []
    /// The function after each hidden layer.
    public var activation = Activation.tanh

    public init() {
      training.epochs = 200
      training.batchSize = 32
      training.learningRate = 0.02
      training.decay = 0
      // A squared error's gradient has no bound: without one, plain gradient descent diverges.
      training.gradientNorm = 0.3
      training.evaluateEvery = 50
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("data", \.data, "what the examples are of"),
        Setting(
          "count", \.count, .in(10...100_000), "number of examples that are drawn; none of diabetes"
        ).only(with: "data", \.data, Source.allCases.filter { $0 != .diabetes }),
        Setting(
          "noise", \.noise, .in(0...1000),
          "standard deviation of what is added to the numbers of curves and polynomials"
        ).only(
          with: "data", \.data, Source.allCases.filter { $0 != .diabetes && $0 != .logistic }),
        Setting("powers", \.powers, .in(1...9), "powers of each input that the model sees"),
        Setting(
          "heldOut", \.heldOut, .in(0...0.9), "share of the examples that are for tests alone"),
        Setting("hidden", \.hidden, .layerSizes, "sizes of the hidden layers"),
        Setting("activation", \.activation, "function after each hidden layer")
          .onlyWithHiddenLayers(\.hidden.count),
      ] + trainingSettings
  }

  public static let name = "regression"
  public static let summary =
    "numbers from numbers: lines, curves, polynomials, diabetes"
  public static let presets: [TaskPreset<Configuration>] = [
    TaskPreset("linear", "a line in noise, by a linear model") {
      $0.training.epochs = 400
      $0.training.batchSize = 250
    },
    TaskPreset("logistic", "the probability of 1 along a line, by logistic regression") {
      $0.data = .logistic
      $0.count = 1_000
      $0.training.epochs = 50
      $0.training.learningRate = 0.1
    },
    TaskPreset("polynomial", "2x³ + 4x² + 3x + 1, by a linear model of x, x² and x³") {
      $0.data = .polynomial
      $0.powers = 3
      $0.noise = 0
      $0.count = 125
      $0.training.epochs = 2_000
      $0.training.batchSize = 125
      // x, x² and x³ are nearly the same direction, along which only a long memory makes progress.
      $0.training.optimizer = .momentum
      $0.training.momentum = 0.98
      $0.training.learningRate = 0.1
      $0.training.evaluateEvery = 500
    },
    TaskPreset("curve", "the sine in noise, by 1-32-32-1") {
      $0.data = .sine
      $0.hidden = [32, 32]
      $0.training.learningRate = 0.01
    },
    TaskPreset("universal", "x² + x − √x by 1-50-1: one hidden layer fits what it likes") {
      $0.data = .root
      $0.noise = 0
      $0.count = 1_250
      $0.hidden = [50]
      $0.activation = .sigmoid
    },
    TaskPreset("diabetes", "progression of diabetes by ten measurements, by a linear model") {
      $0.data = .diabetes
      $0.training.epochs = 1_000
      $0.training.batchSize = 442
      $0.training.evaluateEvery = 100
    },
  ]

  private var regressor: Regressor
  private let powers: Int

  public init(
    _ configuration: Configuration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    var dataGenerator = PCG64(streams.data)
    var generator = PCG64(streams.weights)
    let examples = try configuration.examples(store, using: &dataGenerator)
    let parts = examples.parts(
      heldOut: configuration.heldOut, normalizedPer: .feature, using: &dataGenerator)
    powers = configuration.powers
    regressor = Regressor(
      .perceptron(
        [examples.inputShape.count] + configuration.hidden + [1], configuration.activation,
        configuration.training.initializer, using: &generator),
      configuration.data == .logistic ? .logistic : .squared, training: parts.training,
      heldOut: parts.heldOut, configuration.training, streams)
  }

  /// The prediction for each input, in the targets' units; `logistic` predicts the probability of 1.
  ///
  /// - Parameter inputs: `[examples, features]`, row-major, as they are drawn or measured. A count that
  ///   the features do not divide stops the program.
  public func predictions(_ inputs: [Float]) -> [Float] {
    let size = regressor.training.inputShape.count / powers
    let targets = [Float](repeating: 0, count: inputs.count / size)
    let examples = Dataset(inputs: inputs, shape: [size], targets: targets).withPowers(powers)
    let normalized = regressor.training.normalization.map(examples.normalized) ?? examples
    return regressor.predictions(normalized.batch.inputs).elements
  }

  /// The examples to learn from, as they are drawn or measured, with all powers of each number.
  package var training: Dataset<Float> { regressor.training.unnormalized }

  /// The examples to be tested on, in the same form.
  package var heldOut: Dataset<Float> { regressor.heldOut.unnormalized }

  public var exampleCount: Int { regressor.exampleCount }
  public var evaluatesTrainingExamples: Bool { regressor.evaluatesTrainingExamples }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    regressor.update(on: positions, progress: progress)
  }

  public func evaluate() -> [Metric] { regressor.evaluate() }

  public static func holdsOut(_ configuration: Configuration) -> Bool { configuration.heldOut > 0 }

  public func loss(on positions: ArraySlice<Int>) -> Double? { regressor.loss(on: positions) }

  public var penalty: Double { regressor.penalty }

  public var dataDigest: String { regressor.dataDigest }
}

extension Regression {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    regressor.visitTensors(&visitor)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    regressor.visitState(&visitor)
  }
}
