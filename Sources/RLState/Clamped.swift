// A number of a file, or of what was calculated from it, may be none or beyond what a whole number can
// be; the standard library's conversions stop the program then. Here they are warned of, and the build
// takes the warning for an error, so each place says what becomes of such a number.

extension Int {
  /// Towards zero, 0 for what is no number. Beyond ±2⁶² it is ±2⁶², so that one more is still possible.
  package init(clamped value: Double) {
    let bounded = value.isNaN ? 0 : Swift.min(Swift.max(value, -0x1p62), 0x1p62)
    self = Int(exactly: bounded.rounded(.towardZero)) ?? 0
  }

  /// As of a Double.
  package init(clamped value: Float) { self.init(clamped: Double(value)) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Double) { self.init(clamped: value) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Float) { self.init(clamped: value) }
}

extension FixedWidthInteger {
  /// Towards zero; 0 for what is no number, and the nearest one for what is beyond the type's.
  package init(clamped value: Double) { self.init(clamping: Int(clamped: value)) }

  /// As of a Double.
  package init(clamped value: Float) { self.init(clamped: Double(value)) }
}

extension UInt8 {
  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Double) { self.init(clamped: value) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Float) { self.init(clamped: value) }
}

extension Int32 {
  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Double) { self.init(clamped: value) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Float) { self.init(clamped: value) }
}

extension UInt32 {
  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Double) { self.init(clamped: value) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Float) { self.init(clamped: value) }
}

extension UInt64 {
  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Double) { self.init(clamped: value) }

  @available(*, deprecated, message: "it stops the program for NaN; use clamped: or exactly:")
  package init(_ value: Float) { self.init(clamped: value) }
}
