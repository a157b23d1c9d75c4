import Foundation

/// How an axis spaces its values.
public enum AxisScale: Sendable, Hashable {
  case linear
  /// Equal ratios have equal distances; values that are not positive have no place.
  case logarithmic

  /// Whether a value has a place. What is beyond 1e300 counts as infinite, so that differences of
  /// values stay finite.
  package func shows(_ value: Double) -> Bool {
    value.magnitude <= 1e300 && (self == .linear || value >= 1e-300)
  }

  /// The value as a number that the axis spaces evenly.
  func forward(_ value: Double) -> Double { self == .linear ? value : log10(value) }

  func backward(_ value: Double) -> Double { self == .linear ? value : pow(10, value) }
}

/// A range of values on a line of points.
package struct Axis: Sendable, Hashable {
  package var scale: AxisScale
  /// The first and the last value.
  package var lower: Double
  package var upper: Double
  /// Where they are, in points.
  package var start: Double
  package var end: Double

  package init(
    _ scale: AxisScale, _ lower: Double, _ upper: Double, start: Double = 0, end: Double = 1
  ) {
    self.scale = scale
    self.lower = lower
    self.upper = upper
    self.start = start
    self.end = end
  }

  /// The place of a value, which may lie beyond the ends; nil if it has none.
  package func place(_ value: Double) -> Double? {
    guard scale.shows(value) else { return nil }
    return start + fraction(value) * (end - start)
  }

  /// How far from the lower to the upper end a value is.
  package func fraction(_ value: Double) -> Double {
    let (first, last) = (scale.forward(lower), scale.forward(upper))
    return (scale.forward(value) - first) / (last - first)
  }

  /// The value at a place.
  package func value(at place: Double) -> Double {
    let (first, last) = (scale.forward(lower), scale.forward(upper))
    return scale.backward(first + (place - start) / (end - start) * (last - first))
  }

  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }
}

/// The range of an axis for values: padded by a part of it on both sides, but not across 0, and
/// widened where all values are equal; nil if no value has a place.
package func axisRange(
  _ values: some Sequence<Double>, _ scale: AxisScale, padding: Double
) -> ClosedRange<Double>? {
  var (lower, upper) = (Double.infinity, -Double.infinity)
  for value in values where scale.shows(value) {
    lower = min(lower, value)
    upper = max(upper, value)
  }
  guard lower <= upper else { return nil }
  return paddedRange(lower, upper, scale, padding: padding)
}

func paddedRange(
  _ lower: Double, _ upper: Double, _ scale: AxisScale, padding: Double
) -> ClosedRange<Double> {
  switch scale {
  case .linear:
    // Differences that need ten digits to be told are shown as none.
    if upper - lower <= 1e-9 * max(lower.magnitude, upper.magnitude) || upper - lower < 1e-290 {
      let middle = lower / 2 + upper / 2
      let half = middle.magnitude > 1e-280 ? middle.magnitude / 10 : 1
      return middle - half...middle + half
    }
    let pad = (upper - lower) * padding
    // Where 0 is near anyway it is the end.
    let near = padding > 0 ? (upper - lower) / 10 : 0
    let low = lower - pad < near && lower >= 0 ? 0 : lower - pad
    let high = upper + pad > -near && upper <= 0 ? 0 : upper + pad
    return low...high
  case .logarithmic:
    if upper / lower < 1 + 1e-9 { return lower / 2...upper * 2 }
    let ratio = pow(10, (log10(upper) - log10(lower)) * padding)
    return max(lower / ratio, 1e-300)...upper * ratio
  }
}
