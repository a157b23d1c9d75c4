import Environments
import RLNet
import RLRandom
import RLRuns
import RLState

extension RecordTableName {
  /// A row for each evaluation that chooses weights.
  package static let selections = RecordTableName("selections", header: header, wholeColumns: 2)
  /// A row for each evaluation that is only recorded.
  package static let evaluations = RecordTableName("evaluations", header: header, wholeColumns: 2)

  private static let header = "step,episodes,mean,std,min,max"
}

extension Evaluation {
  /// The row of `selections.csv` or `evaluations.csv`.
  fileprivate func fields(at step: Int) -> [Double] {
    [Double(step), Double(returns.count), mean, standardDeviation, min, max]
  }
}

/// Records the evaluations that choose weights, which are part of the training.
struct SelectionRecord<A: Agent>: LoopStep {
  static var name: String { "selections" }

  func isDue(_ status: AgentStatus, after before: AgentStatus) -> Bool { status.selection != nil }

  mutating func act(
    _ training: Training<A>, _ status: AgentStatus, _ record: RunRecord<Training<A>>,
    _ clock: inout SessionClock
  ) throws {
    guard let evaluation = status.selection else { return }
    try record.add(evaluation.fields(at: status.step), to: .selections)
  }
}

/// Keeps when a run first met the threshold of its environment: in an evaluation that chooses weights,
/// or in the mean return of its last 100 episodes.
struct ThresholdWatch<A: Agent>: LoopStep {
  static var name: String { "threshold" }

  let threshold: Double
  private(set) var crossing: ThresholdCrossing?

  init(_ threshold: Double) { self.threshold = threshold }

  func isDue(_ status: AgentStatus, after before: AgentStatus) -> Bool {
    crossing == nil && (status.rows != before.rows || status.selection != nil)
  }

  mutating func act(
    _ training: Training<A>, _ status: AgentStatus, _ record: RunRecord<Training<A>>,
    _ clock: inout SessionClock
  ) {
    let recent = record.recent.isFull ? record.recent.mean : nil
    let best = status.selection == nil ? nil : training.selection.best?.evaluation.mean
    guard let mean = [recent, best].compactMap(\.self).max(), mean >= threshold
    else { return }
    crossing = ThresholdCrossing(step: status.step, seconds: clock.training)
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    var step = crossing?.step ?? -1
    var seconds = crossing?.seconds ?? 0
    visitor.visit("step", &step)
    visitor.visit("seconds", &seconds)
    crossing = step < 0 ? nil : ThresholdCrossing(step: step, seconds: seconds)
  }
}

/// When a run first met the threshold of its environment.
package struct ThresholdCrossing: Sendable, Hashable {
  /// Environment steps of training; of a fork with those of its ancestors.
  package var step: Int
  /// Seconds of training and of choosing weights; of a fork its own alone.
  package var seconds: Double
}

/// Evaluates the present weights now and then, for the record only: it has a random stream of its
/// own and changes nothing.
struct PeriodicEvaluation<A: Agent>: LoopStep {
  static var name: String { "evaluation" }

  private let every: Int
  private let episodes: Int
  private var sequence: SeedSequence

  init(_ options: RecordingOptions, seed: UInt64) {
    every = options.evaluateEvery
    episodes = options.evaluateEpisodes
    sequence = RunStreams(seed: seed).observation
  }

  func isDue(_ status: AgentStatus, after before: AgentStatus) -> Bool {
    status.step / every > before.step / every
  }

  mutating func act(
    _ training: Training<A>, _ status: AgentStatus, _ record: RunRecord<Training<A>>,
    _ clock: inout SessionClock
  ) throws {
    let start = clock.now
    let evaluation = playEpisodes(
      training.agent.policy, in: training.environment, episodes,
      mode: training.configuration.evaluation, sequence: &sequence)
    clock.observed += clock.now - start
    try record.add(evaluation.fields(at: status.step), to: .evaluations)
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("sequence", &sequence)
  }
}
