import RLNet
import RLState

/// Something to learn from examples: its data, its model and its loss. One file each, from the
/// hyper-parameters to the metrics.
///
/// As a module it shows what is learned, and is saved as the run's weights; its state is all that
/// training changes: weights, the optimizer's statistics, random streams.
public protocol SupervisedTask: Module, Stateful {
  associatedtype Configuration: TaskConfiguration

  /// The name on the command line.
  static var name: String { get }
  /// What it is, in a few words.
  static var summary: String { get }
  /// Named sets of hyper-parameters; the first is the default.
  static var presets: [TaskPreset<Configuration>] { get }
  /// What `update` returns, such as `cost`.
  static var lossNames: [String] { get }

  /// The task before its first update.
  ///
  /// - Parameters:
  ///   - configuration: the hyper-parameters.
  ///   - store: where data lie.
  ///   - streams: the random streams of the run.
  /// - Throws: `DataError` where data are missing, unreadable or damaged.
  init(_ configuration: Configuration, data store: DataStore, _ streams: TaskStreams)
    throws(DataError)

  /// The number of training examples; an epoch goes over each once.
  var exampleCount: Int { get }

  /// One gradient step.
  ///
  /// - Parameters:
  ///   - positions: the training examples to learn from, each from 0 to `exampleCount` − 1.
  ///   - progress: the part of the training that is done, from 0 to below 1.
  /// - Returns: the losses before the step, as `lossNames` names them.
  mutating func update(on positions: ArraySlice<Int>, progress: Double) -> [Float]

  /// How good the model is on examples that training has not seen, where there are any. It gives the
  /// same each time until the next update.
  func evaluate() -> [Metric]

  /// What some of these numbers are without learning, of the same examples: such as the accuracy of
  /// always saying the most frequent class.
  var baselines: [Baseline] { get }

  /// Whether `evaluate` is of the training examples, because none are held out where some could be.
  var evaluatesTrainingExamples: Bool { get }

  /// Whether `evaluate` is of examples that training does not see.
  static func holdsOut(_ configuration: Configuration) -> Bool

  /// The loss that training minimises: the mean of some training examples, as `update` returns it, and
  /// the `penalty`. The model is as it is applied after training: layers drop nothing, and normalise by
  /// the statistics they have gathered.
  ///
  /// It changes nothing and gives the same each time for the same model.
  ///
  /// - Parameter positions: as for `update`.
  /// - Returns: nil where training minimises no single loss.
  func loss(on positions: ArraySlice<Int>) -> Double?

  /// The L2 penalty of the parameters as they are, in the units of the loss: a part of `loss`, which
  /// neither what `update` returns nor the numbers of `evaluate` have. 0 where there is none.
  var penalty: Double { get }

  /// SHA-256 of the examples, which a run follows from beside its configuration, in hexadecimal
  /// digits.
  var dataDigest: String { get }
}

extension SupervisedTask {
  public static var lossNames: [String] { ["cost"] }

  public var baselines: [Baseline] { [] }

  public var evaluatesTrainingExamples: Bool { false }

  public static func holdsOut(_ configuration: Configuration) -> Bool { false }

  public func loss(on positions: ArraySlice<Int>) -> Double? { nil }

  public var penalty: Double { 0 }
}

extension ArraySlice<Int> {
  /// The mean of a loss over positions, which is computed of some hundred at once.
  func meanLoss(_ loss: (ArraySlice<Int>) -> Float) -> Double {
    var sum = 0.0
    var rest = self
    while !rest.isEmpty {
      let part = rest.prefix(250)
      sum += Double(loss(part)) * Double(part.count)
      rest = rest.dropFirst(part.count)
    }
    return sum / Double(count)
  }
}

/// A number that tells how good a model is.
public struct Metric: Sendable, Hashable {
  /// What it is called: `accuracy`, `cost`.
  public let name: String
  /// The number; a NaN is always the same one, whatever sign the processor gave it.
  public let value: Double
  /// Whether it is a part of 1, which a person reads as a percentage.
  public let isShare: Bool

  /// A number of any size.
  public init(_ name: String, _ value: Double) {
    self.name = name
    self.value = value.isNaN ? .nan : value
    isShare = false
  }

  /// A part of 1.
  public init(_ name: String, share value: Double) {
    self.name = name
    self.value = value.isNaN ? .nan : value
    isShare = true
  }
}

/// A metric of a rule that nothing is learned for.
public struct Baseline: Sendable, Hashable {
  /// What it does: `the most frequent class`.
  public let rule: String
  /// What it comes to, by the name that the metric of the model has.
  public let metric: Metric

  public init(_ rule: String, _ metric: Metric) { (self.rule, self.metric) = (rule, metric) }
}
