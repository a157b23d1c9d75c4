/// Handwritten digits of 8×8 pixels (Alpaydin & Kaynak 1998; the 1 797 digits of scikit-learn).
public struct Digits: ClassificationTask {
  public static let name = "digits"
  public static let summary = "handwritten digits, 8×8, 1,797 images"
  public static let presets: [TaskPreset<TableConfiguration>] = [
    TaskPreset("default", "64-64-10") { $0.hidden = [64] },
    TaskPreset("linear", "64-10: softmax regression") { $0.hidden = [] },
  ]

  public var classifier: Classifier

  public init(_ configuration: TableConfiguration, data store: DataStore, _ streams: TaskStreams) {
    classifier = Classifier(configuration, .digits, normalizedPer: .all, streams)
  }
}
