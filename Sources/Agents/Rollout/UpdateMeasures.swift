import RLRandom

/// The share of the returns' variance that values account for, 1 − Var(R − V) / Var(R): 1 for
/// perfect values, 0 for one number throughout, below 0 for worse. Nil where the returns do not
/// vary. Values that are not as many as the returns stop the program.
public func explainedVariance(values: [Double], returns: [Double]) -> Double? {
  guard values.count == returns.count else {
    fatalError("\(values.count) values cannot be compared with \(returns.count) returns")
  }
  let whole = variance(returns)
  return whole > 0 ? 1 - variance(zip(returns, values).map { $0 - $1 }) / whole : nil
}

/// How far an update has moved a policy: estimates of the Kullback-Leibler divergence
/// KL(old, new) from actions of the old one (Schulman 2020).
public struct ApproximateDivergence: Sendable, Hashable {
  /// k1, the mean of −Δ with Δ = log π_new − log π_old: unbiased, of large variance, may be below 0.
  public let plain: Double
  /// k3, the mean of exp Δ − 1 − Δ: unbiased too, never below 0. Limits on a divergence are meant
  /// for this one.
  public let nonnegative: Double

  /// The means over log-ratios Δ of actions, at least one; none gives NaN, and so does a NaN among
  /// them.
  public init(logRatios: [some BinaryFloatingPoint]) {
    var (first, third) = (0.0, 0.0)
    for ratio in logRatios {
      let ratio = Double(ratio)
      first -= ratio
      third += exponential(ratio) - 1 - ratio
    }
    plain = first / Double(logRatios.count)
    nonnegative = third / Double(logRatios.count)
  }
}

/// eˣ, the same on every machine, because learning may stop at a limit of the divergence.
private func exponential(_ x: Double) -> Double {
  if abs(x) <= 700 { return Elementary.exp(x) }
  return x.isNaN ? x : x < 0 ? 0 : .infinity
}

private func variance(_ numbers: [Double]) -> Double {
  let mean = numbers.reduce(0, +) / Double(numbers.count)
  return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count)
}
