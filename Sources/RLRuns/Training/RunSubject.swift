/// What a run follows from beside its settings and its seed, by the names that `config.json` has: an
/// agent and its environment, or a task.
package protocol RunSubject: Codable, Hashable, Sendable {
  /// What of a run that has ended is written to its receipt.
  associatedtype Outcome: ReceiptOutcome
  /// What of a run is written to `result.json`.
  associatedtype Result: Encodable, Sendable

  /// What is trained, and in what, by the keys of `config.json`, as `agent`: `dqn`. The first is what
  /// runs must have in common to be summarised together: the environment, the task.
  var names: [(key: String, value: String)] { get }
  /// What learns, where that is to be told: the agent.
  var learner: String? { get }
  /// What else a run follows from, by what a person calls it.
  var facts: [(name: String, value: String)] { get }
  /// Whether every row is in the record, as every episode is; not every epoch ends with an evaluation.
  static var recordsEveryRow: Bool { get }
  /// Files of the run's folder that hold nothing but what settings, seed and data determine, where
  /// they are there, beside `metrics.csv`; with a slash at its end, a folder whose files all do.
  static var determinedFiles: [String] { get }
  /// Whether it follows from data that lie elsewhere.
  static var hasData: Bool { get }
  /// What of an evaluation runs are compared by, such as the mean return: of its numbers by the names
  /// of `result.json`.
  static func scores(of evaluation: [String: Double]) -> [RunScore]
  /// What a step and a row of the record are called: `step` and `episode`.
  static var words: (step: String, row: String) { get }
}

/// A number that runs are compared by.
package struct RunScore: Sendable, Hashable {
  /// As `result.json` has it.
  package var name: String
  package var value: Double

  package init(_ name: String, _ value: Double) { (self.name, self.value) = (name, value) }
}

/// What a run came to.
package struct RunOutcome<Subject: RunSubject>: Sendable {
  package var result: Subject.Result
  /// Of a run that has ended.
  package var outcome: Subject.Outcome?
  /// What TensorBoard shows beside the settings.
  package var scores: [RunScore]

  package init(
    result: Subject.Result, outcome: Subject.Outcome?, scores: [RunScore]
  ) {
    (self.result, self.outcome, self.scores) = (result, outcome, scores)
  }
}

extension RunSubject {
  package static var hasData: Bool { false }

  /// The environment, the task.
  package var problem: (key: String, value: String) { names[0] }
}
