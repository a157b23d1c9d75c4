import RLRandom

extension Estimate {
  /// The seed of every bootstrap's PCG64: the same numbers always have the same interval.
  package static let bootstrapSeed: UInt64 = 0

  /// A statistic with its percentile bootstrap interval: from the 2.5th to the 97.5th percentile of
  /// the statistic over resamples, each as many numbers as there are, drawn with replacement.
  ///
  /// The numbers are sorted first, so their order does not change the interval. It is that of
  /// `scipy.stats.bootstrap([numpy.sort(x)], statistic, n_resamples=resamples,
  /// method="percentile", rng=numpy.random.Generator(numpy.random.PCG64(0)))` in SciPy 1.17.1. One
  /// number, or equal numbers, give an interval of no width.
  ///
  /// - Parameters:
  ///   - resamples: at least 1.
  ///   - statistic: of numbers in ascending order; its result must not depend on their order.
  /// - Throws: `SampleError` where there are no numbers, or one is not finite.
  package static func bootstrap(
    _ values: [Double], resamples: Int = 10_000, _ statistic: ([Double]) -> Double
  ) throws(SampleError) -> Estimate {
    try SampleError.check(values, quantity: "number")
    var sample = Resampler(values)
    var generator = PCG64(seed: bootstrapSeed)
    return Estimate(value: statistic(sample.sorted), resamples: resamples) {
      statistic(sample.draw(using: &generator))
    }
  }

  /// A statistic of two groups with its percentile bootstrap interval, each group resampled on its
  /// own.
  ///
  /// For every resample the first group's numbers are drawn, then the second's: `scipy.stats
  /// .bootstrap([numpy.sort(x), numpy.sort(y)], ..., batch=1)`, otherwise as for one group.
  ///
  /// - Parameters:
  ///   - resamples: at least 1.
  ///   - statistic: of each group's numbers in ascending order; it must not depend on their order.
  /// - Throws: `SampleError` where a group has no numbers, or one is not finite.
  package static func bootstrap(
    _ first: [Double], _ second: [Double], resamples: Int = 10_000,
    _ statistic: ([Double], [Double]) -> Double
  ) throws(SampleError) -> Estimate {
    try SampleError.check(first, quantity: "number of the first group")
    try SampleError.check(second, quantity: "number of the second group")
    var (x, y) = (Resampler(first), Resampler(second))
    var generator = PCG64(seed: bootstrapSeed)
    return Estimate(value: statistic(x.sorted, y.sorted), resamples: resamples) {
      let drawn = x.draw(using: &generator)
      return statistic(drawn, y.draw(using: &generator))
    }
  }

  private init(value: Double, resamples: Int, next: () -> Double) {
    guard resamples >= 1 else {
      fatalError("a bootstrap has at least 1 resample, not \(resamples)")
    }
    // Sorted once here, the percentiles find it sorted.
    let distribution = (0..<resamples).map { _ in next() }.sorted()
    let tail = (1 - Self.confidence) / 2 * 100
    self.init(
      value: value, low: distribution.percentile(tail), high: distribution.percentile(100 - tail))
  }
}

/// Draws resamples, each in ascending order without sorting: it counts how often each number of the
/// sorted sample was drawn. A statistic that sorts then takes linear time, as Swift's sort finds runs.
private struct Resampler {
  let sorted: [Double]
  private var counts: [Int]
  private var resample: [Double]

  init(_ values: [Double]) {
    sorted = values.sorted()
    counts = Array(repeating: 0, count: values.count)
    resample = sorted
  }

  mutating func draw(using generator: inout PCG64) -> [Double] {
    for _ in sorted.indices { counts[generator.integer(below: sorted.count)] += 1 }
    var end = 0
    for index in sorted.indices {
      for _ in 0..<counts[index] {
        resample[end] = sorted[index]
        end += 1
      }
      counts[index] = 0
    }
    return resample
  }
}
