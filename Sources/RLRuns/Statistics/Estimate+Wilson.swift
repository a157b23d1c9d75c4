extension Estimate {
  /// A share of successes with Wilson's score interval, which stays within 0...1 and keeps a width
  /// where all or none succeeded: `scipy.stats.binomtest(successes, trials).proportion_ci(
  /// method="wilson")`. Source: E. B. Wilson, "Probable Inference, the Law of Succession, and
  /// Statistical Inference" (1927).
  ///
  /// - Parameters:
  ///   - successes: in 0...trials.
  ///   - trials: at least 1.
  package static func wilson(successes: Int, of trials: Int) -> Estimate {
    guard trials >= 1, (0...trials).contains(successes) else {
      fatalError("\(successes) successes of \(trials) trials have no share")
    }
    // The normal distribution's 97.5th percentile.
    let z = 1.959963984540054
    let n = Double(trials)
    let share = Double(successes) / n
    let scale = 1 / (1 + z * z / n)
    let centre = scale * (share + z * z / (2 * n))
    let half = scale * z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
    return Estimate(
      value: share,
      low: successes == 0 ? 0 : centre - half,
      high: successes == trials ? 1 : centre + half)
  }
}
