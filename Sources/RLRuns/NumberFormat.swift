/// A number with a fixed count of decimals: `3.10`.
package func withDecimals(_ value: Double, _ decimals: Int) -> String {
  var power = 1.0
  for _ in 0..<decimals { power *= 10 }
  let scaled = (value.magnitude * power).rounded()
  guard scaled < 1e15 else { return "\(value)" }
  let digits = String(Int(scaled))
  let filled = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
  let sign = value < 0 && scaled > 0 ? "-" : ""
  return sign + filled.dropLast(decimals) + (decimals > 0 ? "." + filled.suffix(decimals) : "")
}

/// A number with three digits or more that say something: `143.2`, `0.0123`, `0.000123`, `1.23e-05`,
/// `500`.
package func significant(_ value: Double) -> String {
  let magnitude = value.magnitude
  guard magnitude.isFinite, magnitude < 1e9 else { return "\(value)" }
  if magnitude == magnitude.rounded() { return withDecimals(value, 0) }
  if magnitude < 1e-4 { return scientific(value) }
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

/// A small number with a power of ten: `1.23e-05`.
private func scientific(_ value: Double) -> String {
  var mantissa = value
  var exponent = 0
  while mantissa.magnitude < 0.9995 && exponent > -400 {
    mantissa *= 10
    exponent -= 1
  }
  let digits = String(-exponent)
  return withDecimals(mantissa, 2) + "e-" + (digits.count < 2 ? "0" : "") + digits
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

/// How often something happens in a second: `35,200`, `1.25 M`.
package func rate(_ perSecond: Double) -> String {
  guard perSecond.isFinite, perSecond < 1e15 else { return "-" }
  return perSecond >= 1e6
    ? withDecimals(perSecond / 1e6, 2) + " M" : grouped(Int(perSecond.rounded()))
}

/// A number of bytes: `11.6 MB`, `7.1 kB`.
package func byteSize(_ bytes: Double) -> String {
  bytes >= 1e6 ? "\(withDecimals(bytes / 1e6, 1)) MB" : "\(withDecimals(bytes / 1e3, 1)) kB"
}

/// A time that was measured: `3.10 s`, `7.24 ms`.
package func duration(_ seconds: Double) -> String {
  seconds < 0.1 ? "\(significant(1000 * seconds)) ms" : "\(withDecimals(seconds, 2)) s"
}

/// A time of day's form: `0:05`, `12:34`, `1:02:03`.
package func clock(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e9 else { return "-" }
  let whole = Int(seconds.rounded())
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
  return hours > 0 ? "\(hours):\(two(minutes)):\(two(rest))" : "\(minutes):\(two(rest))"
}
