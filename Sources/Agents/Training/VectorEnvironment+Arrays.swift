import Environments

extension VectorEnvironment<AnyEnvironment> {
  /// `reset` with an array for the caller's memory.
  mutating func reset(observations: inout [Float]) {
    var observations = observations.mutableSpan
    reset(observations: &observations)
  }

  /// `step` with arrays for the caller's memory.
  mutating func step(
    _ actions: [Int], observations: inout [Float], rewards: inout [Double],
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
