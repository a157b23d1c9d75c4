/// What the x of a curve can also be told as: how many episodes there were, or seconds of training, at a
/// number of steps.
package struct CounterAxis: Sendable, Hashable {
  /// `episodes`, `updates`; `time` for seconds of training.
  package var name: String
  /// Places along x, ascending, and what there was at each; between them it is on the straight line.
  package var x: [Double]
  package var y: [Double]

  /// One of several runs together: the mean of what each had, one that ended earlier than others going
  /// on at its pace. Nil where a run has none, or it does not rise.
  ///
  /// - Parameter places: how many are kept at most.
  package init?(_ name: String, of runs: [Curve], places: Int = 100) {
    guard let end = runs.compactMap(\.x.last).max(), runs.allSatisfy({ $0.x.count > 1 }) else {
      return nil
    }
    self.name = name
    if runs.count == 1 {
      let curve = runs[0]
      let last = curve.x.count - 1
      let kept =
        last < places ? Array(0...last) : (0..<places).map { $0 * last / (places - 1) }
      (x, y) = (kept.map { curve.x[$0] }, kept.map { curve.y[$0] })
    } else {
      let start = runs.compactMap(\.x.first).max() ?? 0
      x = (0..<places).map { start + (end - start) * Double($0) / Double(places - 1) }
      y = x.map { place in
        runs.map { $0.continued(to: place) }.reduce(0, +) / Double(runs.count)
      }
    }
    guard let first = y.first, let last = y.last, last > first else { return nil }
  }
}

extension Curve {
  /// The value at a place, on the straight lines between the curve's own; beyond its end as if it went
  /// on as it did altogether.
  fileprivate func continued(to place: Double) -> Double {
    guard let first = x.first, let last = x.last, let end = y.last, last > first else { return 0 }
    if place >= last { return end + (end - y[0]) / (last - first) * (place - last) }
    // The first of those that are beyond it.
    var (low, high) = (0, x.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if x[middle] > place { high = middle } else { low = middle + 1 }
    }
    guard low > 0 else { return y[0] }
    let fraction = (place - x[low - 1]) / (x[low] - x[low - 1])
    return y[low - 1] + (y[low] - y[low - 1]) * fraction
  }
}

/// Axes as the page's script reads them.
func jsonAxes(_ axes: [CounterAxis]) -> String {
  let texts = axes.map {
    "{\"name\":\(jsonText($0.name)),\"x\":\(jsonNumbers($0.x)),\"y\":\(jsonNumbers($0.y))}"
  }
  return "[\(texts.joined(separator: ","))]"
}
