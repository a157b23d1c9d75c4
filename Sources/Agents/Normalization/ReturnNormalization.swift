import RLState

/// Rewards divided by the deviation of the discounted return, so that the values to be learned keep
/// one scale; the mean stays, since it says what is good (Engstrom et al. 2020).
///
/// Each environment has a running return R ← γ·R + r, which starts again from 0 after an episode's
/// end; the statistics are those of all R. Whether a time limit is such an end is the caller's to say:
/// it is one in Stable-Baselines3's `VecNormalize`, and none in Gymnasium's `NormalizeReward`.
/// Evaluation reports rewards as they are.
public struct ReturnNormalization: Sendable {
  /// γ.
  public let discount: Double
  /// The statistics of the running returns.
  public private(set) var statistics: RunningStatistics
  private var returns: [Double]

  /// A normalisation that has seen no reward. Less than one environment stops the program.
  ///
  /// - Parameters:
  ///   - environments: side by side, at least 1.
  ///   - discount: γ, that of the algorithm.
  ///   - epsilon: added to the variance under the root of the divisor.
  ///   - bound: normalised rewards are clipped to ± this.
  public init(
    environments: Int, discount: Double, epsilon: Double = 1e-8, bound: Double = 10
  ) {
    guard environments >= 1 else {
      fatalError("rewards come from at least 1 environment, not \(environments)")
    }
    self.discount = discount
    statistics = RunningStatistics(width: 1, epsilon: epsilon, bound: bound)
    returns = Array(repeating: 0, count: environments)
  }

  /// Joins the rewards of a step to the statistics, before they are normalised. Arrays of another
  /// length than there are environments stop the program.
  ///
  /// - Parameters:
  ///   - rewards: `[environments]`.
  ///   - ended: whether each one's return starts again after this step, `[environments]`.
  public mutating func update(_ rewards: [Double], ended: [Bool]) {
    guard rewards.count == returns.count, ended.count == returns.count else {
      fatalError(
        "\(rewards.count) rewards and \(ended.count) ends do not fit \(returns.count) environments")
    }
    for index in returns.indices { returns[index] = returns[index] * discount + rewards[index] }
    let running = returns  // a span of the property itself would hold all of this value
    statistics.update(running.span)
    for index in returns.indices where ended[index] { returns[index] = 0 }
  }

  /// r/√(σ² + ε) within ± the bound, σ² the variance of the running returns.
  public func normalized(_ reward: Double) -> Double {
    statistics.clipped(reward / statistics.divisor(0))
  }
}

extension ReturnNormalization: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("statistics", &statistics)
    visitor.visit("returns", &returns, count: returns.count)
  }
}
