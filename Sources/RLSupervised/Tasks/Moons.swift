import RLNet
import RLRandom
import RLSettings

/// Points in the plane whose classes no straight line divides: two moons, or the arms of a spiral.
public struct Moons: ClassificationTask {
  /// The hyper-parameters.
  public struct Configuration: TaskConfiguration {
    public var training = TrainingOptions()
    /// Where the points lie.
    public var shape = Layout.moons
    /// The number of points, of all classes.
    public var count = 1_000
    /// The standard deviation of the noise: of each coordinate of a moon's point, of the angle of a
    /// spiral's in radians.
    public var noise = 0.1
    /// The number of a spiral's arms, each of them a class.
    public var arms = 3
    /// The share of the points that training does not see.
    public var heldOut = 0.2
    /// The sizes of the hidden layers.
    public var hidden = [32, 32]
    /// The function after each hidden layer.
    public var activation = Activation.relu

    public init() {
      training.epochs = 40
      training.batchSize = 32
      training.learningRate = 0.01
      training.decay = 0
      training.evaluateEvery = 10
    }

    public static let settings: [Setting<Self>] =
      [
        Setting("shape", \.shape, "where the points lie"),
        Setting("count", \.count, .in(20...100_000), "number of points, of all classes"),
        Setting("noise", \.noise, .in(0...10), "standard deviation of the noise"),
        Setting("arms", \.arms, .in(2...10), "number of a spiral's arms")
          .only(with: "shape", \.shape, [.spirals]),
        Setting(
          "heldOut", \.heldOut, .in(0...0.9), "share of the points that are for tests alone"),
        Setting("hidden", \.hidden, .layerSizes, "sizes of the hidden layers"),
        Setting("activation", \.activation, "function after each hidden layer")
          .onlyWithHiddenLayers(\.hidden.count),
      ] + trainingSettings
  }

  /// Where the points lie.
  public enum Layout: String, CaseIterable, SettingConvertible {
    /// Two interleaved half circles.
    case moons
    /// Arms from the middle to the unit circle.
    case spirals
  }

  public static let name = "moons"
  public static let summary = "points in the plane: two moons, or the arms of a spiral"
  public static let presets: [TaskPreset<Configuration>] = [
    TaskPreset("default", "two moons, 2-32-32-2"),
    TaskPreset("spirals", "three arms of a spiral, 2-64-64-3") {
      $0.shape = .spirals
      $0.hidden = [64, 64]
      $0.training.epochs = 100
    },
  ]

  public var classifier: Classifier

  public static func holdsOut(_ configuration: Configuration) -> Bool { configuration.heldOut > 0 }

  public init(_ configuration: Configuration, data store: DataStore, _ streams: TaskStreams) {
    var dataGenerator = PCG64(streams.data)
    var generator = PCG64(streams.weights)
    let points: Dataset<Int> =
      switch configuration.shape {
      case .moons:
        .twoMoons(configuration.count, noise: configuration.noise, using: &dataGenerator)
      case .spirals:
        .spirals(
          arms: configuration.arms, pointsPerArm: configuration.count / configuration.arms,
          noise: configuration.noise, using: &dataGenerator)
      }
    let parts = points.parts(
      heldOut: configuration.heldOut, normalizedPer: .feature, using: &dataGenerator)
    let network = Sequential.perceptron(
      [2] + configuration.hidden + [points.classNames.count], configuration.activation,
      configuration.training.initializer, using: &generator)
    classifier = Classifier(
      network, training: parts.training, heldOut: parts.heldOut, configuration.training, streams)
  }
}
