import RLState

/// Statistics of one list of numbers, which must not be empty. NaN among them gives NaN, and
/// an infinity may.
extension [Double] {
  /// The arithmetic mean. Equal numbers give exactly that number.
  package var mean: Double {
    guard !isEmpty else { fatalError("mean: there are no numbers") }
    return average(self[...])
  }

  /// The middle number, or the mean of the two in the middle, as `numpy.median`.
  package var median: Double { percentile(50) }

  /// The mean without the lowest and the highest quarter, each rounded down to whole numbers:
  /// `scipy.stats.trim_mean(x, 0.25)`.
  ///
  /// Less swayed by one lucky or failed run than the mean, and steadier over few runs than the
  /// median. Source: R. Agarwal et al., "Deep Reinforcement Learning at the Edge of the Statistical
  /// Precipice" (2021).
  package var interquartileMean: Double {
    guard !isEmpty else { fatalError("interquartileMean: there are no numbers") }
    guard !contains(where: \.isNaN) else { return .nan }
    let cut = count / 4
    return average(sorted()[cut..<count - cut])
  }

  /// The number below which `percent` of a hundred lie, interpolated linearly, as
  /// `numpy.percentile(x, percent)`.
  ///
  /// - Parameter percent: in 0...100.
  package func percentile(_ percent: Double) -> Double {
    guard !isEmpty else { fatalError("percentile: there are no numbers") }
    guard (0...100).contains(percent) else {
      fatalError("percentile: \(percent) is not in 0...100")
    }
    guard !contains(where: \.isNaN) else { return .nan }
    let sorted = sorted()
    let position = percent / 100 * Double(count - 1)
    let below = sorted[Int(clamped: position)]
    let above = sorted[Swift.min(Int(clamped: position) + 1, count - 1)]
    let fraction = position - position.rounded(.down)
    // From the nearer end, as NumPy, so that a fraction near 1 does not pass `above`.
    return fraction < 0.5
      ? below + (above - below) * fraction : above - (above - below) * (1 - fraction)
  }
}

private func average(_ values: ArraySlice<Double>) -> Double {
  let origin = values[values.startIndex]
  // A plain sum of equal numbers rounds: (0.1 + 0.1 + 0.1) / 3 is more than 0.1.
  return origin + values.reduce(0) { $0 + ($1 - origin) } / Double(values.count)
}
