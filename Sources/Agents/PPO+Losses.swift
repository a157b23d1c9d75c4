import RLNet

extension PPO {
  /// What a minibatch says of the policy.
  package struct Losses: Sendable {
    package var policy = 0.0
    package var value = 0.0
    package var entropy = 0.0
    /// log π − log π_old of each action.
    package var logRatios: [Float] = []
    let clip: Float

    /// How far it is from the old policy, k3.
    package var divergence: Double { ApproximateDivergence(logRatios: logRatios).nonnegative }

    /// The share of actions whose ratio is beyond 1 ± ε.
    package var clipFraction: Double {
      let beyond = Tensor(logRatios).exp().elements.count { abs($0 - 1) > clip }
      return Double(beyond) / Double(logRatios.count)
    }
  }
}

extension Collection<PPO.Losses> {
  /// The mean of a number over minibatches, as Stable-Baselines3 logs it.
  func mean(_ number: (PPO.Losses) -> Double) -> Double {
    reduce(0) { $0 + number($1) } / Double(count)
  }
}
