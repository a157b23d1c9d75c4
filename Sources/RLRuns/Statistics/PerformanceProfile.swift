/// The share of runs whose score is at least τ, for every τ: how runs fare altogether, good and bad
/// ones alike, where an average tells of their middle alone.
///
/// Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical Precipice"
/// (2021), section 4.2. There a score must be above τ; here one that is just τ counts, as one at the
/// threshold is solved.
package struct PerformanceProfile: Sendable, Hashable {
  /// The τ, ascending.
  package let thresholds: [Double]
  /// The share at each, with its percentile bootstrap interval: all shares are of the same resamples,
  /// as `rliable`'s `create_performance_profile` has them for one task.
  package let shares: [Estimate]

  /// - Parameters:
  ///   - scores: of each run, at least one.
  ///   - thresholds: the τ, ascending.
  ///   - resamples: at least 1.
  /// - Throws: `SampleError` where there are no scores, or one is not finite.
  package init(
    _ scores: [Double], at thresholds: [Double], resamples: Int = 10_000
  ) throws(SampleError) {
    self.thresholds = thresholds
    let sorted = scores.sorted()
    var shares: [Estimate] = []
    // Between two neighbouring scores the share is the same, and so is its interval.
    var known: [Int: Estimate] = [:]
    for threshold in thresholds {
      let below = sorted.count { $0 < threshold }
      if known[below] == nil {
        known[below] = try .bootstrap(sorted, resamples: resamples) { scores in
          Double(scores.count { $0 >= threshold }) / Double(scores.count)
        }
      }
      if let share = known[below] { shares.append(share) }
    }
    self.shares = shares
  }
}
