import RLRuns

/// A line of a chart, with a band around it where there is one.
package struct Curve: Sendable, Hashable {
  package var x: [Double] = []
  package var y: [Double] = []
  /// The band's lower and upper edge at each x; empty where there is no band.
  package var low: [Double] = []
  package var high: [Double] = []

  package init(x: [Double] = [], y: [Double] = [], low: [Double] = [], high: [Double] = []) {
    self.x = x
    self.y = y
    self.low = low
    self.high = high
  }

  package var isEmpty: Bool { x.isEmpty }

  /// The curve with all values of y times a factor.
  package func scaled(by factor: Double) -> Curve {
    guard factor != 1 else { return self }
    func scaled(_ values: [Double]) -> [Double] { values.map { factor * $0 } }
    return Curve(x: x, y: scaled(y), low: scaled(low), high: scaled(high))
  }

  /// As many places as a chart of a page can show apart.
  package static let resolution = 300
}

extension Curve {
  /// The mean of the last numbers at each place, with the range of their middle 80 % as its band.
  ///
  /// - Parameters:
  ///   - window: how many numbers a mean is of, at most; 100 is what the field's loggers take.
  ///   - bins: how many places are left of a longer list.
  package static func recentMeans(
    x: [Double], y: [Double], window: Int = 100, bins: Int = resolution
  ) -> Curve {
    var means: [Double] = []
    means.reserveCapacity(y.count)
    var sum = 0.0
    for index in y.indices {
      sum += y[index]
      if index >= window { sum -= y[index - window] }
      // Rounding would gather in a sum that is never begun anew.
      if index % 10_000 == 0 { sum = y[max(0, index - window + 1)...index].reduce(0, +) }
      means.append(sum / Double(min(index + 1, window)))
    }
    var curve = Curve()
    for bin in bounds(y.count, bins) {
      curve.x.append(x[bin.upperBound - 1])
      curve.y.append(means[bin.upperBound - 1])
      let recent = Array(y[max(0, bin.upperBound - window)..<bin.upperBound])
      curve.low.append(recent.percentile(10))
      curve.high.append(recent.percentile(90))
    }
    return curve
  }

  /// The numbers, or the mean of each bin where they are many; what is not finite is left out.
  package static func means(x: [Double], y: [Double], bins: Int = resolution) -> Curve {
    let places = y.indices.filter { y[$0].isFinite && x[$0].isFinite }
    var curve = Curve()
    for bin in bounds(places.count, bins) {
      curve.x.append(x[places[bin.upperBound - 1]])
      curve.y.append(places[bin].reduce(0) { $0 + y[$1] } / Double(bin.count))
    }
    return curve
  }

  /// Means of samples, with their 95 % confidence intervals as the band: 1.96 standard errors by the
  /// normal approximation, though no further than the least and the greatest number of the sample, since
  /// a mean cannot lie beyond them. A single number has no width.
  ///
  /// - Parameters:
  ///   - deviations: the standard deviation of each sample, as NumPy's `std` gives it.
  ///   - counts: how many numbers each is of.
  ///   - limits: the least and the greatest number of each.
  package static func meansWithIntervals(
    x: [Double], _ means: [Double], deviations: [Double], counts: [Double],
    within limits: some Sequence<(Double, Double)>
  ) -> Curve {
    var curve = Curve(x: x, y: means)
    for (index, (least, greatest)) in limits.enumerated() {
      // One less than there are makes up for deviations being from the sample's own mean.
      let half = 1.959963984540054 * deviations[index] / max(counts[index] - 1, 1).squareRoot()
      curve.low.append(max(means[index] - half, least))
      curve.high.append(min(means[index] + half, greatest))
    }
    return curve
  }

  private static func bounds(_ count: Int, _ bins: Int) -> [Range<Int>] {
    guard count > bins else { return (0..<count).map { $0..<$0 + 1 } }
    return (0..<bins).map { $0 * count / bins..<($0 + 1) * count / bins }
  }

  /// Several runs as one: their interquartile mean, with the range of the middle half as its band.
  ///
  /// Runs that have the same places keep them. Else, between its places a run's value is on the straight
  /// line; one that ended earlier than others keeps its last value.
  package static func interquartile(_ runs: [Curve], places: Int = resolution) -> Curve {
    let runs = runs.filter { !$0.isEmpty }
    guard runs.count > 1 else { return runs.first ?? Curve() }
    return joined(runs, places: places) {
      ($0.interquartileMean, $0.percentile(25), $0.percentile(75))
    }
  }

  /// Several runs as one: their interquartile mean, with its 95 % bootstrap interval as its band; as
  /// `interquartile` otherwise. A single run has no band.
  ///
  /// Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical Precipice"
  /// (2021), section 4.3; as many resamples as they take for curves.
  ///
  /// - Throws: `SampleError` where a value is not finite.
  package static func interquartileWithIntervals(
    _ runs: [Curve], places: Int = 60, resamples: Int = 2_000
  ) throws(SampleError) -> Curve {
    let runs = runs.filter { !$0.isEmpty }
    guard runs.count > 1 else { return Curve(x: runs.first?.x ?? [], y: runs.first?.y ?? []) }
    return try joined(runs, places: places) { values throws(SampleError) in
      let mean = try Estimate.bootstrap(values, resamples: resamples, \.interquartileMean)
      return (mean.value, mean.low, mean.high)
    }
  }

  /// A summary of several runs at each place: the curve's height, and its band's edges.
  private static func joined<Failure: Error>(
    _ runs: [Curve], places: Int,
    _ summary: ([Double]) throws(Failure) -> (y: Double, low: Double, high: Double)
  ) throws(Failure) -> Curve {
    let first = runs.compactMap(\.x.first).max() ?? 0
    let last = runs.compactMap(\.x.last).max() ?? 0
    var xs = runs[0].x
    if xs.count > places || !runs.allSatisfy({ $0.x == xs }) {
      // Where one begins after the others have ended, there is one place.
      xs = (0..<(last > first ? places : 1)).map {
        first + (last - first) * Double($0) / Double(max(places - 1, 1))
      }
    }
    var curve = Curve()
    var positions = runs.map { _ in 0 }
    for x in xs {
      let values = runs.indices.map { run in
        while positions[run] + 1 < runs[run].x.count && runs[run].x[positions[run] + 1] <= x {
          positions[run] += 1
        }
        return runs[run].value(at: x, after: positions[run])
      }
      let (y, low, high) = try summary(values)
      curve.x.append(x)
      curve.y.append(y)
      curve.low.append(low)
      curve.high.append(high)
    }
    return curve
  }

  /// The value at an x that is not before the place at an index, and before the next one if there is
  /// one.
  private func value(at x: Double, after index: Int) -> Double {
    guard index + 1 < self.x.count, x > self.x[index] else { return y[index] }
    let fraction = (x - self.x[index]) / (self.x[index + 1] - self.x[index])
    return y[index] + (y[index + 1] - y[index]) * fraction
  }
}
