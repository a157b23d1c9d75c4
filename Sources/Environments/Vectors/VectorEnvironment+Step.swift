import RLRandom

extension VectorEnvironment {
  /// Takes one action in each environment.
  ///
  /// - Parameters:
  ///   - actions: `[count]`.
  ///   - observations: `[count, observationScalars]`, written.
  ///   - rewards: `[count]`, written.
  ///   - terminated: `[count]`, written.
  ///   - truncated: `[count]`, written.
  @inlinable
  public mutating func step(
    _ actions: Span<Action>, observations: inout MutableSpan<Scalar>,
    rewards: inout MutableSpan<Double>, terminated: inout MutableSpan<Bool>,
    truncated: inout MutableSpan<Bool>
  ) {
    requireRows(actions.count, "actions", of: 1)
    requireRows(observations.count, "observations", of: observationScalars)
    requireRows(rewards.count, "rewards", of: 1)
    requireRows(terminated.count, "terminated", of: 1)
    requireRows(truncated.count, "truncated", of: 1)

    let (mode, width) = (autoreset, observationScalars)
    for index in actions.indices {
      let step = members[index].step(
        actions[index], index, mode, finalObservations: &finalObservations, width: width)
      members[index].observe(into: &observations, row: index, width: width)
      rewards[index] = step.reward
      terminated[index] = step.terminated
      truncated[index] = step.truncated
    }
  }
}

extension VectorEnvironment.Member {
  /// Takes one action, or resets, as `mode` has it.
  @inlinable
  mutating func step(
    _ action: Base.ActionSpace.Element, _ index: Int, _ mode: AutoresetMode,
    finalObservations: inout [Base.ObservationSpace.Scalar], width: Int
  ) -> Step {
    if isOver {
      if mode == .disabled { refuseStep(index) }
      reset()
      return Step(reward: 0, terminated: false)
    }
    let step = environment.step(action, using: &generator)
    if step.isDone {
      if mode == .sameStep {
        var rows = finalObservations.mutableSpan
        observe(into: &rows, row: index, width: width)
        reset()
      } else {
        isOver = true
      }
    }
    return step
  }

  @usableFromInline
  func refuseStep(_ index: Int) -> Never {
    fatalError(
      "VectorEnvironment: the episode of environment \(index) is over; with autoreset disabled "
        + "reset(where:observations:) must come before the next step")
  }
}
