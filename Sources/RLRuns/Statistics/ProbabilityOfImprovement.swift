/// How often a number of the first group is above one of the second, over all pairs, a tie counting
/// half: Mann and Whitney's U divided by the number of pairs, `rliable`'s
/// `probability_of_improvement` for one task. 0.5 says that neither is better.
///
/// - Parameters:
///   - first: at least one number, none NaN.
///   - second: at least one number, none NaN.
package func probabilityOfImprovement(_ first: [Double], over second: [Double]) -> Double {
  guard !first.isEmpty, !second.isEmpty else {
    fatalError("probabilityOfImprovement: a group has no numbers")
  }
  let (first, second) = (first.sorted(), second.sorted())
  var (below, upToEqual, halfWins) = (0, 0, 0)
  for value in first {
    while below < second.count && second[below] < value { below += 1 }
    while upToEqual < second.count && second[upToEqual] <= value { upToEqual += 1 }
    halfWins += below + upToEqual
  }
  return Double(halfWins) / Double(2 * first.count * second.count)
}

extension Estimate {
  /// The probability of improvement with its percentile bootstrap interval, each group resampled on
  /// its own.
  ///
  /// - Parameter resamples: at least 1.
  /// - Throws: `SampleError` where a group has no numbers, or one is not finite.
  package static func probabilityOfImprovement(
    _ first: [Double], over second: [Double], resamples: Int = 10_000
  ) throws(SampleError) -> Estimate {
    try bootstrap(first, second, resamples: resamples) {
      RLRuns.probabilityOfImprovement($0, over: $1)
    }
  }
}
