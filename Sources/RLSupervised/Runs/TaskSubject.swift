import RLNet
import RLRuns
import RLSettings

/// What the run of a task follows from: the task.
package struct TaskSubject: RunSubject {
  package var task: String

  package init(task: String) { self.task = task }

  private enum CodingKeys: String, CodingKey { case task }

  package init(from decoder: any Decoder) throws {
    task = try decoder.container(keyedBy: CodingKeys.self).decodeName(forKey: .task)
  }

  package var names: [(key: String, value: String)] { [("task", task)] }
  package var learner: String? { nil }
  package var facts: [(name: String, value: String)] { [] }
  package static var recordsEveryRow: Bool { false }
  package static let words = (step: "update", row: "epoch")
  package static var hasData: Bool { true }
  package static let determinedFiles = ["table.csv", "table.csv.gz", "samples/"]

  package static func scores(of evaluation: [String: Double]) -> [RunScore] {
    evaluation.sorted { $0.key < $1.key }.map { RunScore($0.key, $0.value) }
  }

  package typealias Outcome = TaskOutcome
  package typealias Result = TaskResult
}

/// The configuration of a task's run.
package typealias TaskRun = RunConfiguration<TaskSubject>

/// What the receipt of a task's run has.
package struct TaskOutcome: ReceiptOutcome {
  @RunCount package var epochs: Int
  @RunCount package var updates: Int
  /// SHA-256 over the examples and losses of every update, as `SupervisedTraining.updateHash`.
  package var losses: String
  /// The evaluation after training.
  @NamedNumbers package var evaluation: [String: Double]

  package var step: Int { updates }
  package var rows: Int { epochs }
  package var course: String { losses }
  package var counts: [(name: String, value: Int)] { [("epochs", epochs), ("updates", updates)] }
  package var evaluationNumbers: [(name: String, value: Double)] {
    evaluation.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  package func fieldsThatDiffer(from other: TaskOutcome) -> [String] {
    let fields = [
      ("epochs", epochs != other.epochs),
      ("updates", updates != other.updates),
      ("losses", losses != other.losses),
      (
        "evaluation",
        evaluation.mapValues(\.bitPattern) != other.evaluation.mapValues(\.bitPattern)
      ),
    ]
    return fields.filter(\.1).map(\.0)
  }
}

/// What the run of a task got, as `result.json` has it.
package struct TaskResult: Sendable, Encodable {
  package var epochs: Int
  package var updates: Int
  /// The update with which the run began: 0, but for a fork.
  package var firstUpdate: Int
  /// Training examples, which an epoch goes over once.
  package var examples: Int
  /// Trained numbers.
  package var parameters: Int
  package var secondsPerEpoch: Double?
  /// The evaluation of the weights as they are.
  package var metrics: [Metric]
  /// What some of them are without learning.
  package var baselines: [Baseline]
  /// The L2 penalty λ/2·Σw² of the weights, which training makes smaller beside its cost; nil where
  /// there is none.
  package var penalty: Double?

  init<T: SupervisedTask>(
    _ training: SupervisedTraining<T>, _ metrics: [Metric], firstStep: Int, seconds: Double
  ) {
    epochs = training.epochs
    updates = training.updates
    firstUpdate = firstStep
    examples = training.task.exampleCount
    parameters = training.task.parameterCount
    let passed = Double(updates - firstStep) / Double(max(training.updatesPerEpoch, 1))
    secondsPerEpoch = passed > 0 ? seconds / passed : nil
    self.metrics = metrics
    baselines = training.task.baselines
    let l2 = training.configuration.training.l2
    penalty = l2 > 0 ? training.task.penalty : nil
  }

  private enum CodingKeys: String, CodingKey {
    case epochs, updates, examples, parameters, secondsPerEpoch, evaluation, baseline, penalty
  }

  /// `baseline` and `penalty` are there only where there is one.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(updates, forKey: .updates)
    try container.encode(examples, forKey: .examples)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(secondsPerEpoch, forKey: .secondsPerEpoch)
    try container.encode(metrics.values, forKey: .evaluation)
    if !baselines.isEmpty {
      try container.encode(baselines.map(\.metric).values, forKey: .baseline)
    }
    try container.encodeIfPresent(penalty, forKey: .penalty)
  }
}

extension [Metric] {
  /// The numbers by name.
  package var values: [String: Double] {
    Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
