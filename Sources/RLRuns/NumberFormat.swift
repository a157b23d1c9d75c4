import RLState

/// A number with a fixed count of decimals: `3.10`.
package func withDecimals(_ value: Double, _ decimals: Int) -> String {
  var power = 1.0
  for _ in 0..<decimals { power *= 10 }
  let scaled = (value.magnitude * power).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let digits = String(Int(clamped: scaled))
  let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return sign + filled.dropLast(decimals) + (decimals > 0 ? "." + filled.suffix(decimals) : "")
}

/// A number with three digits or more that say something, and six at most: `143.2`, `0.0123`,
/// `0.000123`, `1.23e-05`, `500`, `1.23e+07`.
package func significant(_ value: Double) -> String {
  let magnitude = value.magnitude
  guard magnitude.isFinite else { return "\(value)" }
  if magnitude < 1e9, magnitude == magnitude.rounded() {
    let text = withDecimals(value, 0)
    // A round million is exact with few digits.
    let digits = text.filter(\.isNumber).reversed().drop { $0 == "0" }
    if digits.count <= 6 { return text }
  }
  if magnitude < 1e-4 || magnitude >= 999_999.5 { return scientific(value) }
  // Four decimals below 1, and more for what begins later than in the second one.
  let bounds = [1000, 100, 10, 1, 0.01, 0.001]
  return withDecimals(value, bounds.count { magnitude < $0 })
}

/// As `significant`, without zeros at its end: `0.7`, `500`, `1e-05`.
package func significantTrimmed(_ value: Double) -> String {
  let text = significant(value)
  var digits = text.prefix { $0 != "e" }
  guard digits.contains(".") else { return text }
  let power = text[digits.endIndex...]
  while digits.last == "0" { digits.removeLast() }
  if digits.last == "." { digits.removeLast() }
  return String(digits + power)
}

/// A small or a large number with a power of ten: `1.23e-05`.
private func scientific(_ value: Double) -> String {
  var mantissa = value
  var exponent = 0
  while mantissa.magnitude < 0.9995 && exponent > -400 {
    mantissa *= 10
    exponent -= 1
  }
  while mantissa.magnitude >= 9.995 {
    mantissa /= 10
    exponent += 1
  }
  let digits = String(abs(exponent))
  let power = (exponent < 0 ? "-" : "+") + (digits.count < 2 ? "0" : "") + digits
  return withDecimals(mantissa, 2) + "e" + power
}

/// A number with a count of decimals, as those beside it have: `3.10`. It has more where fewer than
/// three of its digits would be seen, and fewer where they would be more than six: `0.00123`.
package func withDigits(_ value: Double, _ decimals: Int) -> String {
  let magnitude = value.magnitude
  guard magnitude != 0 else { return withDecimals(value, decimals) }
  guard magnitude >= 1e-4, magnitude < 999_999.5 else { return significant(value) }
  return withDecimals(value, min(max(decimals, leastDecimals(value)), mostDecimals(value)))
}

/// A mean and a standard deviation with the same decimals, so that each has three digits:
/// `("0.7300", "0.0819")`. Where one would have more than six, each has its own.
///
/// - Parameter decimals: how many they have at least, if their digits allow it.
package func withSameDecimals(
  _ mean: Double, _ deviation: Double, atLeast decimals: Int
) -> (mean: String, deviation: String) {
  let numbers = [mean, deviation].filter { $0 != 0 }
  let least = numbers.map(leastDecimals).reduce(decimals, max)
  guard numbers.allSatisfy({ $0.magnitude >= 1e-4 && least <= mostDecimals($0) }) else {
    return (withDigits(mean, decimals), withDigits(deviation, decimals))
  }
  return (withDecimals(mean, least), withDecimals(deviation, least))
}

/// The decimals with which three digits of a number are seen that is not below 0.0001.
private func leastDecimals(_ value: Double) -> Int {
  [100, 10, 1, 0.1, 0.01, 0.001].count { value.magnitude < $0 }
}

/// The decimals with which six digits of it are seen once it is rounded; negative where it is too
/// large.
private func mostDecimals(_ value: Double) -> Int {
  let bounds = [1e6, 1e5, 1e4, 1000, 100, 10, 1, 0.1, 0.01, 0.001]
  return bounds.count { value.magnitude < $0 * (1 - 5e-7) } - 1
}

/// A whole number with its thousands apart: `50,000`.
package func grouped(_ value: Int) -> String {
  var result = ""
  let digits = String(value.magnitude)
  for (index, digit) in digits.enumerated() {
    if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
    result.append(digit)
  }
  return (value < 0 ? "-" : "") + result
}

/// How often something happens in a second: `35,200`, `1.25 M`, `12.5`.
package func rate(_ perSecond: Double) -> String {
  guard perSecond.isFinite, perSecond < 1e15 else { return "-" }
  if perSecond < 100 { return significantTrimmed(perSecond) }
  return perSecond >= 1e6
    ? withDigits(perSecond / 1e6, 2) + " M" : grouped(Int(clamped: perSecond.rounded()))
}

/// A number of bytes: `11.6 MB`, `7.10 kB`.
package func byteSize(_ bytes: Double) -> String {
  bytes >= 1e6 ? "\(withDigits(bytes / 1e6, 1)) MB" : "\(withDigits(bytes / 1e3, 1)) kB"
}

/// A time that was measured: `3.10 s`, `0.123 s`, `7.24 ms`.
package func duration(_ seconds: Double) -> String {
  seconds < 0.1 ? "\(significant(1000 * seconds)) ms" : "\(withDigits(seconds, 2)) s"
}

/// A time of day's form: `0:05`, `12:34`, `1:02:03`.
package func clock(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "-" }
  let whole = Int(clamped: seconds.rounded())
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}
