import RLSettings
import RLState

/// What a run trains, as a value: an agent in its world, or a network on its examples.
///
/// It is a function of its recipe and its seed, and a copy of it goes on exactly as the original. All
/// that a run is beside that, from its folder to its receipt, is written once over this.
package protocol Trainable: Stateful, Sendable {
  /// What such runs follow from beside settings and seed.
  associatedtype Subject: RunSubject
  /// What a recipe is looked up in: environments by name, a folder of data.
  associatedtype Resources: Sendable
  /// What it is made from: a configuration as objects.
  associatedtype Recipe: Sendable
  /// What the loop must know after each step.
  associatedtype Status: StepStatus
  /// What becomes a row of `metrics.csv`: an episode, an epoch.
  associatedtype Row: RecordRow
  /// What is told of the latest rows.
  associatedtype Recent: RecentRows where Recent.Row == Row
  /// How the record is told to TensorBoard.
  associatedtype Events: EventScheme
  /// What one step did, as it is compared with that of another run.
  associatedtype Trace: StepTrace

  /// The keys of its hyper-parameters.
  static var hyperparameterKeys: [String] { get }

  /// Makes objects of a configuration.
  ///
  /// - Throws: errors that are `SettingProblem`s where it makes no sense.
  static func recipe(
    for subject: Subject, _ settings: RunSettings, in resources: Resources
  ) throws -> Recipe

  /// The training before its first step.
  init(_ recipe: Recipe, seed: UInt64) throws

  /// Where it is.
  var status: Status { get }

  /// Trains a step.
  ///
  /// - Parameters:
  ///   - status: where it is, and then where it has come to.
  ///   - report: is given what became a row of the record.
  /// - Throws: `DivergenceError` where a number that it has seen or computed is not finite.
  mutating func advance(
    from status: inout Status, _ report: (Row) -> Void
  ) throws(DivergenceError)

  /// - Throws: `DivergenceError` where a weight is infinite or not a number.
  func requireFiniteWeights() throws(DivergenceError)

  /// A training by another recipe in the state of this one.
  ///
  /// - Throws: `StateError` where the state does not fit.
  func forked(from old: Recipe, to new: Recipe, seed: UInt64) throws -> Self

  /// The step at which a training by a recipe ends at the latest; nil where its data tell.
  static func lastStep(of recipe: Recipe) -> Int?

  /// What the results of its sums and products are counted by.
  static var arithmetic: Int { get }

  /// What changes on a schedule, as it is now.
  var schedules: [ScheduledNumber] { get }

  /// What of its settings is hardly what is meant, in sentences.
  var doubts: [String] { get }

  /// SHA-256 of the data that it follows from beside its recipe; nil where there are none.
  var dataDigest: String? { get }

  /// The content of `weights.safetensors`.
  func weights(metadata: [String: String]) -> [UInt8]

  /// What `metrics.csv` begins with, line by line: the header, and what is known before training. A fork
  /// has the header alone: what is known before it is the last row of its ancestor.
  func openingLines(isFork: Bool) -> [String]
  /// The columns of `timing.csv` after `seconds`.
  static var timingColumns: [String] { get }
  /// A row's line of `metrics.csv`, with its newline.
  static func line(of row: Row) -> String
  /// The numbers of a row, a field for each column; not a number where there is none.
  static func fields(of row: Row) -> [Double]
  /// The names of the further files of the record that a run has, each with its header.
  static func tables(of run: RunConfiguration<Subject>, _ recipe: Recipe) -> [RecordTableName]
  /// How its record is told to TensorBoard.
  func events(firstStep: Int) -> Events

  /// What is done beside the loop of a run.
  static func loopSteps(
    of run: RunConfiguration<Subject>, _ recipe: Recipe
  ) -> [any LoopStep<Self>]

  /// What a run came to, for `result.json`, and where it has ended for its receipt.
  ///
  /// - Parameter state: where it has ended or was interrupted; nil where it is trained again, to be
  ///   compared.
  func outcome(
    of run: RunConfiguration<Subject>, _ state: RunState<Self>?
  ) -> RunOutcome<Subject>

  /// The hash over all steps so far.
  var courseHash: String { get }
  /// In how many environments it acts side by side.
  var environmentCount: Int { get }
  /// The steps since it was set to an empty list; nil for none.
  var trace: [Trace]? { get set }
}

extension Trainable {
  package var dataDigest: String? { nil }
  package var environmentCount: Int { 1 }
  package var doubts: [String] { [] }
  package static func tables(
    of run: RunConfiguration<Subject>, _ recipe: Recipe
  ) -> [RecordTableName] { [] }
  package static func loopSteps(
    of run: RunConfiguration<Subject>, _ recipe: Recipe
  ) -> [any LoopStep<Self>] { [] }
}

/// Where a training is.
///
/// A training gives it back after each step: to ask it from outside copies it first.
package protocol StepStatus: Sendable {
  /// What checkpoints, progress and forks are counted by.
  var step: Int { get }
  /// How many rows the record has.
  var rows: Int { get }
  /// The fields of `timing.csv` after `seconds`.
  var timing: [Int] { get }
  var isFinished: Bool { get }
}

/// An episode, an epoch.
package protocol RecordRow: Sendable {
  /// Counted from 1.
  var number: Int { get }
  /// The step of training at its end.
  var lastStep: Int { get }
}

/// What is told of the latest rows while a run trains.
package protocol RecentRows<Row>: Stateful, Sendable {
  associatedtype Row
  init()
  mutating func add(_ row: Row)
}

/// A step that two runs are compared by.
package protocol StepTrace: Sendable, Hashable {
  /// Counted from 1.
  var number: Int { get }
  /// In which of several environments; 0 where there is one.
  var environment: Int { get }
  /// What is not the same in another one, bit for bit.
  func firstDifference(from other: Self) -> SettingDifference?
}
