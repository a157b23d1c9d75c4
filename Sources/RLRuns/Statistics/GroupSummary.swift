/// What training from one seed came to.
package struct SeedOutcome: Sendable, Hashable {
  /// The number of the evaluation after training that runs are compared by, such as the mean return.
  package var score: Double
  /// When training first reached the threshold; nil where it did not, or nothing was measured.
  package var reached: Reached?

  package struct Reached: Sendable, Hashable {
    /// Environment steps of training.
    package var steps: Int
    /// Seconds of training; nil where they were not measured.
    package var seconds: Double?

    package init(steps: Int, seconds: Double? = nil) {
      self.steps = steps
      self.seconds = seconds
    }
  }

  package init(score: Double, reached: Reached? = nil) {
    self.score = score
    self.reached = reached
  }
}

/// Runs that differ in their seed alone, in numbers.
///
/// Intervals hold with 95 % confidence, for the average by bootstrap, for the share by Wilson. A seed
/// whose run failed has no return, so that it is not in the averages; it counts as not solved.
package struct GroupSummary: Sendable, Hashable {
  /// How many seeds there are, with those that failed.
  package let seeds: Int
  /// How many of them failed, so that they have no return.
  package let failures: Int
  /// The interquartile mean over seeds of their mean returns.
  package let interquartileMean: Estimate
  /// The mean over seeds of their mean returns.
  package let mean: Estimate
  package let median: Double
  package let min: Double
  package let max: Double
  /// The mean return at which the environment counts as solved.
  package let threshold: Double?
  /// The seeds whose mean return is at least the threshold; nil without one.
  package let solved: Solved?
  /// When training reached the threshold; nil without one.
  package let reached: Reached?

  package struct Solved: Sendable, Hashable, Encodable {
    package let seeds: Int
    /// Of all seeds.
    package let share: Estimate
  }

  /// Seeds that never got there are not in the medians: read them beside `seeds`.
  package struct Reached: Sendable, Hashable {
    /// How many seeds reached the threshold in training.
    package let seeds: Int
    /// Over the seeds that did; nil where none did.
    package let medianSteps: Double?
    /// The interval of that median, by bootstrap; nil where a seed did not get there, since it would be
    /// that of the lucky ones, or where there is one seed alone.
    package let stepsInterval: Estimate?
    /// Over the seeds that did; nil where none did, or one of them has no time.
    package let medianSeconds: Double?
  }

  /// Summarises seeds. All that were begun must be here, in `outcomes` or among the failures, since
  /// leaving out failures makes the others look better.
  ///
  /// - Parameters:
  ///   - outcomes: at least one; their order does not matter.
  ///   - failures: how many more seeds failed; 0 or more.
  ///   - threshold: the mean return at which the environment counts as solved. Without one, when
  ///     training reached it is left aside.
  ///   - resamples: of each bootstrap; at least 1.
  /// - Throws: `SampleError` where there are no outcomes, or a return or a time is not finite.
  package init(
    _ outcomes: [SeedOutcome], failures: Int = 0, threshold: Double?, resamples: Int = 10_000
  ) throws(SampleError) {
    guard failures >= 0 else { fatalError("GroupSummary: \(failures) failures") }
    let returns = outcomes.map(\.score)
    try SampleError.check(returns, quantity: "mean return")
    try SampleError.check(outcomes.map { $0.reached?.seconds ?? 0 }, quantity: "time in seconds")
    seeds = outcomes.count + failures
    self.failures = failures
    interquartileMean = try .bootstrap(returns, resamples: resamples, \.interquartileMean)
    mean = try .bootstrap(returns, resamples: resamples, \.mean)
    median = returns.median
    min = returns.min()!
    max = returns.max()!
    self.threshold = threshold
    guard let threshold else {
      (solved, reached) = (nil, nil)
      return
    }
    let count = returns.count { $0 >= threshold }
    solved = Solved(seeds: count, share: .wilson(successes: count, of: seeds))
    reached = try Reached(outcomes.compactMap(\.reached), of: seeds, resamples: resamples)
  }
}

extension GroupSummary.Reached {
  /// - Parameter total: how many seeds there are, those that did not get there among them.
  fileprivate init(
    _ all: [SeedOutcome.Reached], of total: Int, resamples: Int
  ) throws(SampleError) {
    seeds = all.count
    let steps = all.map { Double($0.steps) }
    medianSteps = steps.isEmpty ? nil : steps.median
    stepsInterval =
      all.count > 1 && all.count == total
      ? try .bootstrap(steps, resamples: resamples, \.median) : nil
    let seconds = all.compactMap(\.seconds)
    medianSeconds = all.isEmpty || seconds.count < all.count ? nil : seconds.median
  }
}
