import RLRandom

extension VectorEnvironment {
  /// Takes one action in each environment. Each must have been reset before; if not, the step stops
  /// with a message.
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
    Self.withSpans(&members, &finalObservations) { members, finalObservations in
      for index in actions.indices {
        let step = members[index].step(actions[index], mode)
        if step.isDone && mode == .sameStep {
          members[index].observe(into: &finalObservations, row: index, width: width)
          members[index].reset()
        }
        members[index].observe(into: &observations, row: index, width: width)
        rewards[index] = step.reward
        terminated[index] = step.terminated
        truncated[index] = step.truncated
      }
    }
  }

  /// Both arrays as spans, so that uniqueness is checked once, not at each element.
  @inlinable @inline(__always)
  static func withSpans(
    _ members: inout [Member], _ finalObservations: inout [Scalar],
    _ body: (inout MutableSpan<Member>, inout MutableSpan<Scalar>) -> Void
  ) {
    var memberSpan = members.mutableSpan
    var finalSpan = finalObservations.mutableSpan
    body(&memberSpan, &finalSpan)
  }
}

extension VectorEnvironment.Member {
  /// Takes one action, or resets where the episode was over.
  @inlinable @inline(__always)
  mutating func step(_ action: Base.ActionSpace.Element, _ mode: AutoresetMode) -> Step {
    if isOver {
      if mode == .disabled || !hasStarted { refuseStep() }
      reset()
      return Step(reward: 0, terminated: false)
    }
    let step = environment.step(action, using: &generator)
    isOver = step.isDone && mode != .sameStep
    return step
  }

  @usableFromInline @inline(never)
  func refuseStep() -> Never {
    guard hasStarted else {
      fatalError(
        "VectorEnvironment: an environment has not been reset; reset(observations:) must come "
          + "before the first step")
    }
    fatalError(
      "VectorEnvironment: the episode of an environment is over; with autoreset disabled "
        + "reset(where:observations:) must come before the next step")
  }
}
