/// What there is to know about a dataset before it is loaded.
public struct DatasetSummary: Sendable, Hashable {
  /// Where its examples come from.
  public enum Origin: Sendable, Hashable {
    /// They are part of the program.
    case inside
    /// A function makes them.
    case generated
    /// They are in files, which a ``DataStore`` finds.
    case files(KnownDataset)
  }

  /// Such as `fashion-mnist`.
  public let name: String
  /// What it shows, in a few words.
  public let summary: String
  public let origin: Origin
  /// The number of examples to train on; nil for as many as are asked for.
  public let trainingCount: Int?
  /// The number of examples of the test part; nil where there is none.
  public let testCount: Int?
  /// The shape of one input: `[features]`, or `[channels, height, width]` of an image.
  public let inputShape: [Int]
  /// The number of classes; nil where a number is to be predicted.
  public let classCount: Int?

  private init(
    _ name: String, _ summary: String, _ origin: Origin, _ trainingCount: Int?,
    test testCount: Int? = nil, _ inputShape: [Int], classes classCount: Int? = nil
  ) {
    self.name = name
    self.summary = summary
    self.origin = origin
    self.trainingCount = trainingCount
    self.testCount = testCount
    self.inputShape = inputShape
    self.classCount = classCount
  }

  /// All datasets: those inside, the generated ones, and those in files.
  public static let all: [DatasetSummary] =
    [
      DatasetSummary("iris", "three species of iris", .inside, 150, [4], classes: 3),
      DatasetSummary("digits", "handwritten digits", .inside, 1797, [1, 8, 8], classes: 10),
      DatasetSummary("gates", "logic gates", .generated, 4, [2]),
      DatasetSummary("moons", "two half circles", .generated, nil, [2], classes: 2),
      DatasetSummary("spirals", "arms of a spiral", .generated, nil, [2], classes: 3),
      DatasetSummary("curves", "a function of a number", .generated, nil, [1]),
    ] + KnownDataset.allCases.map(DatasetSummary.init)

  private init(_ dataset: KnownDataset) {
    let origin = Origin.files(dataset)
    let name = dataset.name
    self =
      switch dataset {
      case .mnist:
        DatasetSummary(
          name, "handwritten digits", origin, 60_000, test: 10_000, [1, 28, 28], classes: 10)
      case .fashionMNIST:
        DatasetSummary(
          name, "pieces of clothing", origin, 60_000, test: 10_000, [1, 28, 28], classes: 10)
      case .cifar10:
        DatasetSummary(name, "photographs", origin, 50_000, test: 10_000, [3, 32, 32], classes: 10)
      case .cifar100:
        DatasetSummary(
          name, "photographs", origin, 50_000, test: 10_000, [3, 32, 32], classes: 100)
      case .breastCancer:
        DatasetSummary(name, "malignant or benign", origin, 569, [30], classes: 2)
      case .diabetes: DatasetSummary(name, "its progress in a year", origin, 442, [10])
      case .wine: DatasetSummary(name, "wines of three growers", origin, 178, [13], classes: 3)
      }
  }
}
