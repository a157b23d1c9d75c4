/// Irises: the species of a flower by length and width of its sepals and petals (Fisher 1936; the 150
/// flowers of scikit-learn).
public struct Iris: ClassificationTask {
  public static let name = "iris"
  public static let summary = "species of iris by four lengths, 150 flowers"
  public static let presets: [TaskPreset<TableConfiguration>] = [
    TaskPreset("default", "4-16-3") {
      $0.hidden = [16]
      $0.activation = .tanh
      $0.training.batchSize = 16
      $0.training.learningRate = 0.02
      $0.training.l2 = 1e-3
    },
    TaskPreset("small", "4-5-3, its hidden layer with the logistic function") {
      $0.hidden = [5]
      $0.activation = .sigmoid
      $0.training.batchSize = 16
      $0.training.learningRate = 0.05
    },
    TaskPreset("linear", "4-3: softmax regression") {
      $0.hidden = []
      $0.training.epochs = 100
      $0.training.batchSize = 16
      $0.training.learningRate = 0.05
    },
  ]

  public var classifier: Classifier

  public init(_ configuration: TableConfiguration, data store: DataStore, _ streams: TaskStreams) {
    classifier = Classifier(configuration, .iris, streams)
  }
}
