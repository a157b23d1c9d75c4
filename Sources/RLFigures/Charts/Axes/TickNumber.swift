import Foundation
import RLState

/// A decimal number, whole times a power of ten: ticks are kept so, since 3 × 0.1 as floating-point
/// numbers would be written as 0.30000000000000004.
package struct TickNumber: Sendable, Hashable {
  package var whole: Int
  package var exponent: Int

  /// The number `whole` × 10^`exponent`; it is kept without zeros at its end.
  package init(_ whole: Int, exponent: Int) {
    var (whole, exponent) = (whole, whole == 0 ? 0 : exponent)
    while whole != 0 && whole % 10 == 0 {
      whole /= 10
      exponent += 1
    }
    self.whole = whole
    self.exponent = exponent
  }

  /// A finite value to a count of significant digits.
  package init(_ value: Double, digits: Int) {
    guard value.isFinite && value != 0 else {
      self.init(0, exponent: 0)
      return
    }
    let exponent = Int(clamped: log10(value.magnitude).rounded(.down)) - digits + 1
    self.init(Int(clamped: scaled(value, exponent: -exponent).rounded()), exponent: exponent)
  }

  package var value: Double { scaled(Double(whole), exponent: exponent) }

  /// The number as text: `−0.5`, `1500`, `10k`, `1.5M`, `2e−5`.
  ///
  /// - Parameter largest: the largest magnitude beside it, which decides whether thousands are
  ///   written as k and whether powers of ten are needed.
  package func text(largest: Double) -> String {
    if whole == 0 { return "0" }
    let magnitude = value.magnitude
    let largest = max(largest, magnitude)
    if largest >= 1e9 || largest < 0.999_999_999e-3 {
      let digitCount = String(whole.magnitude).count
      let power = exponent + digitCount - 1
      if power == 0 { return plain(shift: 0) }
      return plain(shift: -power) + "e" + (power < 0 ? "−" : "") + "\(abs(power))"
    }
    if magnitude >= 0.999_999_999e6 { return plain(shift: -6) + "M" }
    if magnitude >= 0.999_999_999e3 && largest >= 0.999_999_999e4 { return plain(shift: -3) + "k" }
    return plain(shift: 0)
  }

  /// The number times 10^`shift`, digit by digit.
  private func plain(shift: Int) -> String {
    let sign = whole < 0 ? "−" : ""
    var digits = String(whole.magnitude)
    let exponent = exponent + shift
    if exponent >= 0 { return sign + digits + String(repeating: "0", count: exponent) }
    if digits.count <= -exponent {
      digits = String(repeating: "0", count: -exponent - digits.count + 1) + digits
    }
    return sign + digits.dropLast(-exponent) + "." + digits.suffix(-exponent)
  }
}

/// A value to a count of significant digits, as labels have it: `475`, `0.693`, `12.3k`, `∞`.
package func numberText(_ value: Double, digits: Int = 3) -> String {
  if value.isNaN { return "NaN" }
  if value.isInfinite { return value < 0 ? "−∞" : "∞" }
  // Four digits before the point are all written: 1234, not 1230.
  let places = value.magnitude >= 100 && value.magnitude < 9999.5 ? max(digits, 4) : digits
  let number = TickNumber(value, digits: places)
  return number.text(largest: number.value)
}

/// The value times a power of ten, rounded once where powers of ten are exact.
private func scaled(_ value: Double, exponent: Int) -> Double {
  if exponent < -300 { return value / 1e300 / pow(10, Double(-exponent - 300)) }
  return exponent >= 0 ? value * pow(10, Double(exponent)) : value / pow(10, Double(-exponent))
}
