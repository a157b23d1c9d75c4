/// Photographs of ten kinds of things (Krizhevsky 2009): 50 000 to learn from and 10 000 to be
/// tested on, or what there is of them.
public struct CIFAR10: ClassificationTask {
  public static let name = "cifar10"
  public static let summary = "photographs, 3×32×32: LeNet-5, a residual network"
  public static var presets: [TaskPreset<ImageConfiguration>] {
    [
      TaskPreset("lenet5", "LeNet-5, 62,006 parameters") {
        $0.model = .lenet5
        $0.training.batchSize = 32
        $0.training.learningRate = 2e-3
      },
      TaskPreset("resnet10", "a residual network of ten layers, 16 to 128 channels") {
        $0.model = .resnet10
        $0.training.initializer = .he
      },
    ]
  }

  public var classifier: Classifier

  public init(
    _ configuration: ImageConfiguration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    classifier = try Classifier(
      configuration, of: Self.name, shape: [3, 32, 32], store.cifar10(), streams)
  }
}
