extension Histogram {
  /// How many values are in a range, or are the one that has the bar.
  package struct Bar: Sendable, Hashable {
    package var left: Double
    package var right: Double
    package var count: Int

    package init(left: Double, right: Double, count: Int) {
      self.left = left
      self.right = right
      self.count = count
    }
  }

  /// The bars from left to right, and what there is to draw them on.
  struct Bars {
    var bars: [Bar]
    /// How far the axis reaches beyond them.
    var padding: Double
    /// The values that have a bar each; nil where a bar is of a range.
    var values: [Double]?
    /// Where ticks may be: beyond it there are no values.
    var range: ClosedRange<Double>
    var hasWholeTicks = false
  }

  /// A bar for each value where they are few, else one for each bin; nil without a finite value.
  func allBars() -> Bars? {
    let values = values.filter(AxisScale.linear.shows)
    guard let least = values.min(), let greatest = values.max() else { return nil }
    if let bars = distinctBars() {
      let all = Set(values).sorted()
      return Bars(
        bars: bars, padding: (bars[0].right - bars[0].left) / 2, values: all,
        range: least...greatest)
    }
    guard let bins = bins() else { return nil }
    let areWhole = values.allSatisfy { $0 == $0.rounded() } && bins.width == 1
    let bars = bins.counts.enumerated().map { index, count -> Bar in
      let left = bins.lower + Double(index) * bins.width
      if areWhole { return Bar(left: left, right: left + bins.width, count: count) }
      // No value lies beyond the least and the greatest; a bar is still wide enough to be seen.
      let (first, last) = (left + bins.width * 2 / 3, left + bins.width / 3)
      return Bar(
        left: max(left, min(least, first)), right: min(left + bins.width, max(greatest, last)),
        count: count)
    }
    return Bars(
      bars: bars, padding: bins.width / 4, range: least...greatest, hasWholeTicks: areWhole)
  }

  /// A bar for each value that there is; nil where they are many, or too close to each other beside
  /// what else is on the axis.
  package func distinctBars() -> [Bar]? {
    let values = values.filter(AxisScale.linear.shows)
    let counts = values.reduce(into: [Double: Int]()) { $0[$1, default: 0] += 1 }
    let all = counts.keys.sorted()
    guard let first = all.first, let last = all.last, all.count <= 8 else { return nil }
    let lines = verticalLines.map(\.value).filter(AxisScale.linear.shows)
    let span = max(last, lines.max() ?? last) - min(first, lines.min() ?? first)
    var gap = zip(all.dropFirst(), all).map(-).min()
    // A lone bar is as wide as is seen beside the lines.
    if all.count == 1 { gap = span > 0 ? span / 4 : max(first.magnitude / 100, 1) }
    guard let gap, gap >= span / 12, gap > 1e-9 * max(first.magnitude, last.magnitude) else {
      return nil
    }
    return all.map { value in
      Bar(left: value - gap * 0.3, right: value + gap * 0.3, count: counts[value] ?? 0)
    }
  }

  /// The ticks of bars that are of a value each, as far as there is room on a width, in points.
  func ticks(of bars: Bars, along reach: ClosedRange<Double>, width: Double) -> [Tick]? {
    guard let values = bars.values else { return nil }
    var end = -Double.infinity
    return values.compactMap { value in
      let text = numberText(value)
      let middle = (value - reach.lowerBound) / (reach.upperBound - reach.lowerBound) * width
      let half = textWidth(text, size: Measure.tick) / 2
      guard middle - half >= end + 8 else { return nil }
      end = middle + half
      return Tick(value, text)
    }
  }
}
