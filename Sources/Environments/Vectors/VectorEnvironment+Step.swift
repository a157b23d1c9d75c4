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
    var environments = self.environments.mutableSpan
    var generators = self.generators.mutableSpan
    var isOver = self.isOver.mutableSpan
    var finalObservations = self.finalObservations.mutableSpan

    for index in actions.indices {
      var step: Step
      if isOver[index] {
        if mode == .disabled { Self.refuseStep(index) }
        environments[index].reset(using: &generators[index])
        step = Step(reward: 0, terminated: false)
      } else {
        step = environments[index].step(actions[index], using: &generators[index])
        if step.isDone && mode == .sameStep {
          Self.observe(environments[index], into: &finalObservations, row: index, width: width)
          environments[index].reset(using: &generators[index])
        }
      }
      Self.observe(environments[index], into: &observations, row: index, width: width)
      rewards[index] = step.reward
      terminated[index] = step.terminated
      truncated[index] = step.truncated
      isOver[index] = step.isDone && mode != .sameStep
    }
  }

  @usableFromInline
  static func refuseStep(_ index: Int) -> Never {
    fatalError(
      "VectorEnvironment: the episode of environment \(index) is over; with autoreset disabled "
        + "reset(where:observations:) must come before the next step")
  }
}
