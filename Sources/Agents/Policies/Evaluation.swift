/// The returns of whole episodes under a policy, undiscounted.
public struct Evaluation: Sendable, Hashable {
  /// The return of each episode.
  public internal(set) var returns: [Double]
  /// Environment steps of all episodes together.
  public internal(set) var steps: Int
  /// Episodes without a time limit that were cut off after 10 000 steps, their returns as they stood.
  public internal(set) var cutEpisodes: Int
  /// The exact expected return of the policy under the time limit, by dynamic programming, where
  /// the environment has a table.
  public var exact: Double?
  /// What the best policy, which may watch the clock, and the uniform random one would get exactly.
  public var references: ExactReferences?

  /// The mean return.
  public var mean: Double { returns.reduce(0, +) / Double(returns.count) }
  /// The least return.
  public var min: Double { returns.min() ?? .nan }
  /// The greatest return.
  public var max: Double { returns.max() ?? .nan }

  /// The standard deviation of the returns (divided by n, as NumPy's `std`).
  public var standardDeviation: Double {
    // A mean of what is all the same may be rounded.
    if min == max { return 0 }
    let mean = mean
    let squares = returns.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(returns.count)).squareRoot()
  }
}
