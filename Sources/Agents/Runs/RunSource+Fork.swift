import RLRuns
import RLState

extension RunSource {
  /// A fork of the run that begins at a step, as far as that is known before training: the run with
  /// other settings, in its state there.
  ///
  /// - Parameters:
  ///   - changed: the run with the settings of the fork, as `RunConfiguration.changed` gives it.
  ///   - step: environment steps at which it begins, or the first boundary after them; nil for the
  ///     end of a complete run, and the latest checkpoint of another one.
  ///   - note: told of each checkpoint that cannot be used.
  ///   - isInterrupted: asked after each step whether to stop, where the run must be trained again.
  ///   - announce: called where that takes longer than a second, with the step up to which.
  /// - Returns: the configuration of the fork and the fork at its first step; nil where it was
  ///   interrupted.
  /// - Throws: `ForkError`, `DivergenceError`, `StateError`.
  package func fork(
    _ changed: RunConfiguration, at step: Int?, note: (String) -> Void,
    isInterrupted: () -> Bool, announce: (_ step: Int) -> Void
  ) throws -> (run: RunConfiguration, prepared: PreparedRun<A>, training: Training<A>)? {
    let target = try target(step)
    let steps = try PreparedRun<A>(changed).configuration.steps
    // What cannot be is told before it takes long.
    if let target { try requireSteps(steps, beyond: target) }
    _ = try forked(try prepared.blank, changed)
    let state = try state(
      at: target, note: note, isInterrupted: isInterrupted, announce: announce)
    guard let state else { return nil }
    let reached = state.counters.steps
    try requireSteps(steps, beyond: reached)
    let training = try forked(state, changed)
    var fork = changed
    fork.ancestors.append(
      .init(
        environmentSettings: run.environmentSettings, hyperparameters: run.hyperparameters,
        untilStep: reached))
    return (fork, try PreparedRun<A>(fork), training)
  }

  /// The step at which a fork begins; nil for that of the latest checkpoint.
  private func target(_ step: Int?) throws(ForkError) -> Int? {
    guard let step else { return receipt?.steps }
    let first = prepared.firstStep
    if step < first { throw error(.beforeFirstStep(step, first: first)) }
    let steps = prepared.configuration.steps
    if let receipt, step > receipt.steps { throw error(.afterEnd(step, end: receipt.steps)) }
    if receipt == nil, step > steps { throw error(.afterSteps(step, steps: steps)) }
    return step
  }

  private func requireSteps(_ steps: Int, beyond step: Int) throws(ForkError) {
    if steps <= step { throw error(.nothingToTrain(step, steps: steps)) }
  }

  /// The run at a step; nil where it was interrupted.
  private func state(
    at target: Int?, note: (String) -> Void, isInterrupted: () -> Bool,
    announce: (_ step: Int) -> Void
  ) throws -> Training<A>? {
    let snapshot = try latestSnapshot(atMost: target, note: note)
    guard let target = target ?? snapshot?.training.counters.steps else {
      throw error(.noCheckpoint)
    }
    let start =
      try snapshot?.training
      ?? prepared.start(isInterrupted: isInterrupted, announce: announce)
    guard var training = start else { return nil }
    var patience = Patience()
    while training.counters.steps < target {
      if training.isFinished {
        throw error(.afterEnd(target, end: training.counters.steps))
      }
      try training.advance()
      if isInterrupted() { return nil }
      if patience.ends() { announce(target) }
    }
    try training.requireFiniteWeights()
    return training
  }

  /// A state of the run with other settings.
  ///
  /// - Throws: `ForkError` where they do not fit.
  private func forked(_ state: Training<A>, _ changed: RunConfiguration) throws -> Training<A> {
    func fork(_ changed: RunConfiguration) throws -> Training<A> {
      let new = try PreparedRun<A>(changed)
      return try state.forked(from: prepared.lastStage, to: new.lastStage, seed: run.seed)
    }
    do {
      return try fork(changed)
    } catch let problem as StateError {
      let canonical = try run.changed(by: [])
      let changes = canonical.settingDifferences(to: changed)
      let unfit = changes.compactMap { change -> ForkError.Misfit? in
        do {
          _ = try fork(canonical.taking(change.name, from: changed))
        } catch let problem as StateError {
          return ForkError.Misfit(setting: change, problem: problem)
        } catch {}
        return nil
      }
      // Where each of them fits alone, it is all of them together that do not.
      throw error(
        .misfit(unfit.isEmpty ? changes.map { .init(setting: $0, problem: problem) } : unfit))
    }
  }

  private func error(_ problem: ForkError.Problem) -> ForkError {
    ForkError(path: folder.path, problem: problem)
  }
}

extension RunConfiguration {
  /// The configuration with one setting of another one.
  fileprivate func taking(_ name: String, from other: RunConfiguration) -> RunConfiguration {
    var run = self
    if let value = other.hyperparameters[name] { run.hyperparameters[name] = value }
    if let value = other.environmentSettings[name] { run.environmentSettings[name] = value }
    return run
  }
}
