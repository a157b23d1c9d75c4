import RLState

extension RunSource {
  /// A fork of the run that begins at a step, as far as that is known before training: the run with
  /// other settings, in its state there.
  ///
  /// - Parameters:
  ///   - changed: the run with the settings of the fork.
  ///   - step: the step at which it begins, or the first boundary after it; nil for the end of a
  ///     complete run, and the latest checkpoint of another one.
  ///   - note: told of each checkpoint that cannot be used.
  ///   - isInterrupted: asked after each step whether to stop, where the run must be trained again.
  ///   - announce: called where that takes longer than a second, with the step up to which.
  /// - Returns: the fork, and its training at its first step; nil where it was interrupted.
  /// - Throws: `ForkError`, `DivergenceError`, `StateError`.
  package func fork(
    _ changed: RunConfiguration<T.Subject>, at step: Int?, note: (String) -> Void,
    isInterrupted: () -> Bool, announce: (_ step: Int) -> Void
  ) throws -> (run: PreparedRun<T>, training: T)? {
    let target = try target(step)
    let new = try PreparedRun<T>(changed, with: run.resources)
    let blank = try blank()
    // What cannot be is told before it takes long.
    if let target { try requireSteps(new, blank, beyond: target) }
    _ = try forked(blank, new)
    let state = try state(
      at: target, blank, note: note, isInterrupted: isInterrupted, announce: announce)
    guard let state else { return nil }
    let reached = state.status.step
    let training = try forked(state, new)
    try requireSteps(new, training, beyond: reached)
    var fork = changed
    fork.ancestors.append(RunAncestor(run.configuration.settings, untilStep: reached))
    return (try PreparedRun<T>(fork, with: run.resources), training)
  }

  /// The run as it was at a step, or at the first boundary after it: from the latest checkpoint before,
  /// trained again from there.
  ///
  /// - Returns: nil where it was interrupted.
  /// - Throws: `ForkError` where there is no such step; as `fork`.
  package func training(
    at step: Int, isInterrupted: () -> Bool, announce: (_ step: Int) -> Void
  ) throws -> T? {
    try state(
      at: target(step), blank(), note: { _ in }, isInterrupted: isInterrupted, announce: announce)
  }

  /// The step at which a fork begins; nil for that of the latest checkpoint.
  private func target(_ step: Int?) throws(ForkError) -> Int? {
    guard let step else { return receipt?.outcome.step }
    if step < run.firstStep { throw error(.beforeFirstStep(step, first: run.firstStep)) }
    if let end = receipt?.outcome.step, step > end { throw error(.afterEnd(step, end: end)) }
    if receipt == nil, let last = T.lastStep(of: run.recipe), step > last {
      throw error(.afterSteps(step, steps: last))
    }
    return step
  }

  private func requireSteps(
    _ new: PreparedRun<T>, _ training: T, beyond step: Int
  ) throws(ForkError) {
    let last = T.lastStep(of: new.recipe)
    if let last, last <= step { throw error(.nothingToTrain(step, steps: last)) }
    if last == nil, training.status.step >= step, training.status.isFinished {
      throw error(.nothingToTrain(step, steps: training.status.step))
    }
  }

  /// The run at a step; nil where it was interrupted.
  private func state(
    at target: Int?, _ blank: T, note: (String) -> Void, isInterrupted: () -> Bool,
    announce: (_ step: Int) -> Void
  ) throws -> T? {
    let known = try latestState(atMost: target, into: blank, note: note)
    guard let target = target ?? known?.status.step else {
      let recorded = try? NumberedRows.last(in: folder, of: T.Subject.self)?.step
      let end = T.lastStep(of: run.recipe) ?? recorded ?? 0
      throw error(.noCheckpoint(example: max(run.firstStep, (run.firstStep + end) / 2, 1)))
    }
    let start =
      try known?.training
      ?? run.start(blank: blank, isInterrupted: isInterrupted, announce: announce)
    guard var training = start else { return nil }
    var status = training.status
    var patience = Patience()
    while status.step < target {
      if status.isFinished { throw error(.afterEnd(target, end: status.step)) }
      try training.advance(from: &status) { _ in }
      if isInterrupted() { return nil }
      if patience.ends() { announce(target) }
    }
    try training.requireFiniteWeights()
    return training
  }

  /// A state of the run with other settings.
  ///
  /// - Throws: `ForkError` where they do not fit.
  private func forked(_ state: T, _ new: PreparedRun<T>) throws -> T {
    func fork(_ new: PreparedRun<T>) throws -> T {
      try state.forked(from: run.recipe, to: new.recipe, seed: run.seed)
    }
    do { return try fork(new) } catch let problem as StateError {
      let old = run.configuration
      let changes = old.settingDifferences(to: new.configuration)
      let unfit = changes.compactMap { change -> ForkError.Misfit? in
        do {
          let one = old.taking(change.name, from: new.configuration)
          _ = try fork(PreparedRun(one, with: run.resources))
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
    ForkError(path: folder.path, words: T.Subject.words, problem: problem)
  }
}

extension RunConfiguration {
  /// The configuration with one setting of another one.
  fileprivate func taking(_ name: String, from other: RunConfiguration) -> RunConfiguration {
    var run = self
    if let value = other.settings.hyperparameters[name] {
      run.settings.hyperparameters[name] = value
    }
    if let value = other.settings.environment?[name] { run.settings.environment?[name] = value }
    return run
  }
}
