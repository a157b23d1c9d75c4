import RLNet
import RLRandom
import RLState

/// A table of one's own, as a file of separated values holds it: a class or a number is predicted from
/// the other columns, by a linear model or a perceptron.
///
/// ```swift
/// var configuration = CSVTask.Configuration()
/// configuration.file = "penguins.csv"
/// configuration.target = "species"
/// var training = try SupervisedTraining<CSVTask>(configuration, seed: 1)
/// ```
///
/// The file is sought in the working folder and where other data are. Numbers are shifted and scaled by
/// the mean and the standard deviation of the training rows; words are 1 or 0 for each that there is.
public struct CSVTask: SupervisedTask {
  public static let name = "csv"
  public static let summary = "a table of one's own: a class or a number by the other columns"
  public static let presets: [TaskPreset<Configuration>] = [
    TaskPreset("mlp", "one hidden layer of 32 units") { _ in },
    TaskPreset("linear", "a linear model: linear, logistic or softmax regression") {
      $0.hidden = []
    },
  ]

  /// What learns: a `Classifier` or a `Regressor`.
  package private(set) var model: any TableModel
  /// What each feature is: `size`, or `colour=red`.
  package let featureNames: [String]
  /// What is predicted by what: `price, a number, by 7 features`.
  package let aim: String

  public init(
    _ configuration: Configuration, data store: DataStore, _ streams: TaskStreams
  ) throws(DataError) {
    let place = try store.place(ofTable: configuration.file)
    let file = place.path
    let table = try OwnTable(
      DataError.bytes(of: place, atMost: TableFile.greatestSize), configuration, file: file)
    featureNames = table.featureNames
    aim = table.aim
    var dataGenerator = PCG64(streams.data)
    var generator = PCG64(streams.weights)
    func perceptron(_ outputs: Int) -> Sequential {
      .perceptron(
        [table.featureNames.count] + configuration.hidden + [outputs], configuration.activation,
        configuration.training.initializer, using: &generator)
    }
    let share = configuration.heldOut
    switch table.targets {
    case .classes(let labels, let names):
      let parts = try table.parts(
        labels, classNames: names, heldOut: share, file: file, using: &dataGenerator)
      model = Classifier(
        perceptron(names.count), training: parts.training, heldOut: parts.heldOut,
        configuration.training, streams)
    case .numbers(let values):
      let parts = try table.parts(values, heldOut: share, file: file, using: &dataGenerator)
      model = Regressor(
        perceptron(1), .squared, training: parts.training, heldOut: parts.heldOut,
        configuration.training, streams)
    }
  }

  public var exampleCount: Int { model.exampleCount }
  public var evaluatesTrainingExamples: Bool { model.evaluatesTrainingExamples }

  public mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float] {
    model.update(on: positions, progress: progress)
  }

  public func evaluate() -> [Metric] { model.metrics }

  public var baselines: [Baseline] { model.baselines }

  public static func holdsOut(_ configuration: Configuration) -> Bool { configuration.heldOut > 0 }

  public func loss(on positions: ArraySlice<Int>) -> Double? { model.loss(on: positions) }

  public var penalty: Double { model.penalty }

  public var dataDigest: String { model.dataDigest }
}

extension CSVTask {
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    model.visitTensors(&visitor)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) { model.visitState(&visitor) }
}
