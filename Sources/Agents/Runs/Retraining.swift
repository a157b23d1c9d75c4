import Environments
import RLState

/// A run that is trained again; of a fork, its ancestors first.
struct Retraining<A: Agent>: Sendable {
  var training: Training<A>
  private let stages: [PreparedRun<A>.Stage]
  private var index: Int
  private let seed: UInt64

  /// The run before the first step of its oldest ancestor.
  ///
  /// - Throws: as `advance`.
  init(_ run: PreparedRun<A>) throws {
    stages = run.stages
    seed = run.seed
    index = 0
    training = try Training(stages[0].environment, stages[0].configuration, seed: seed)
    try goOnToNextStage()
  }

  /// The run in one of its own states.
  init(_ run: PreparedRun<A>, from training: Training<A>) {
    stages = run.stages
    seed = run.seed
    index = stages.count - 1
    self.training = training
  }

  /// Whether the run itself has not begun.
  var isAmongAncestors: Bool { index < stages.count - 1 }

  var isFinished: Bool { !isAmongAncestors && training.isFinished }

  /// As `Training.advance`. Where an ancestor comes to its end, the next one takes over its state.
  ///
  /// - Throws: `DivergenceError`; `StateError` where the state does not fit the next one.
  mutating func advance(_ report: (Episode) -> Void = { _ in }) throws {
    try training.advance(report)
    try goOnToNextStage()
  }

  private mutating func goOnToNextStage() throws {
    while let step = stages[index].untilStep,
      training.counters.steps >= step || training.isFinished
    {
      let trace = training.trace
      training = try training.forked(from: stages[index], to: stages[index + 1], seed: seed)
      training.trace = trace
      index += 1
    }
  }
}

extension Training {
  /// As `forked(_:_:seed:keepsBest:)`; the best weights are kept where the environment is the same.
  func forked(
    from old: PreparedRun<A>.Stage, to new: PreparedRun<A>.Stage, seed: UInt64
  ) throws -> Training {
    try forked(
      new.environment, new.configuration, seed: seed,
      keepsBest: old.environmentSettings == new.environmentSettings)
  }
}
