/// A run that is trained again; of a fork, its ancestors first.
struct Retraining<T: Trainable>: Sendable {
  var training: T
  private let run: PreparedRun<T>
  private var index: Int

  /// The run before the first step of its oldest ancestor.
  ///
  /// - Parameter blank: the run before its first step, where it has been made.
  /// - Throws: as `advance`.
  init(_ run: PreparedRun<T>, blank: T? = nil) throws {
    self.run = run
    index = 0
    if let blank, run.stages.count == 1 {
      training = blank
    } else {
      training = try T(run.stages[0].recipe, seed: run.seed)
    }
    try goOnToNextStage(at: training.status)
  }

  /// The run in one of its own states.
  init(_ run: PreparedRun<T>, from training: T) {
    self.run = run
    index = run.stages.count - 1
    self.training = training
  }

  /// Whether the run itself has not begun.
  var isAmongAncestors: Bool { index < run.stages.count - 1 }

  var isFinished: Bool { !isAmongAncestors && training.status.isFinished }

  /// As `Trainable.advance`. Where an ancestor comes to its end, the next one takes over its state.
  ///
  /// - Throws: `DivergenceError`; `StateError` where the state does not fit the next one.
  mutating func advance(_ report: (T.Row) -> Void = { _ in }) throws {
    var status = training.status
    try training.advance(from: &status, report)
    try goOnToNextStage(at: status)
  }

  private mutating func goOnToNextStage(at status: T.Status) throws {
    while let step = run.stages[index].untilStep, status.step >= step || status.isFinished {
      let trace = training.trace
      training = try training.forked(
        from: run.stages[index].recipe, to: run.stages[index + 1].recipe, seed: run.seed)
      training.trace = trace
      index += 1
    }
  }
}
