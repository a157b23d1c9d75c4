extension VectorEnvironment {
  /// `reset(observations:)` with an array for the caller's memory.
  @inlinable
  public mutating func reset(observations: inout [Scalar]) {
    var observations = observations.mutableSpan
    reset(observations: &observations)
  }

  /// `step` with arrays for the caller's memory, of the sizes that `step` states.
  @inlinable
  public mutating func step(
    _ actions: [Action], observations: inout [Scalar], rewards: inout [Double],
    terminated: inout [Bool], truncated: inout [Bool]
  ) {
    var observations = observations.mutableSpan
    var rewards = rewards.mutableSpan
    var terminated = terminated.mutableSpan
    var truncated = truncated.mutableSpan
    step(
      actions.span, observations: &observations, rewards: &rewards, terminated: &terminated,
      truncated: &truncated)
  }
}
