/// Breast cancer: whether a tumour is malignant or benign by 30 measurements of its cells (Wisconsin,
/// diagnostic; Street, Wolberg & Mangasarian 1993; the 569 examples of scikit-learn).
public struct BreastCancer: ClassificationTask {
  public static let name = "breast-cancer"
  public static let summary = "malignant or benign by 30 measurements, 569 examples"
  public static let presets: [TaskPreset<TableConfiguration>] = [
    // Only the difference of two logits counts, so this is logistic regression.
    TaskPreset("logistic", "30-2: logistic regression") {
      $0.hidden = []
      $0.training.l2 = 1e-3
    },
    TaskPreset("mlp", "30-16-2") {
      $0.hidden = [16]
      $0.training.epochs = 20
      $0.training.l2 = 1e-3
    },
  ]

  public var classifier: Classifier

  public init(
    _ configuration: TableConfiguration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    classifier = Classifier(configuration, try store.breastCancer(), streams)
  }
}
