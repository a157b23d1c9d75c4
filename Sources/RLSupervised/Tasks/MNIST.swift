/// Handwritten digits: 60 000 to learn from and 10 000 to be tested on (LeCun et al. 1998).
public struct MNIST: ClassificationTask {
  public static let name = "mnist"
  public static let summary = "handwritten digits, 28×28: perceptrons, a small CNN, LeNet-5"
  public static var presets: [TaskPreset<ImageConfiguration>] { ImageConfiguration.presets }

  public var classifier: Classifier

  public init(
    _ configuration: ImageConfiguration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    classifier = try Classifier(
      configuration, of: Self.name, shape: [1, 28, 28], store.mnist(), streams)
  }
}
