import RLState

/// Numbers as JSON, with as many digits as a chart can show; null for what is not finite.
package func jsonNumbers(_ values: [Double]) -> String {
  "[" + values.map(jsonNumber).joined(separator: ",") + "]"
}

/// A number as JSON with six significant digits; null where it is not finite.
package func jsonNumber(_ value: Double) -> String {
  guard value.isFinite else { return "null" }
  if value == value.rounded() && value.magnitude < 1e15 { return "\(Int(clamped: value))" }
  return "\(rounded(value))"
}

/// The number with six significant digits, about.
private func rounded(_ value: Double) -> Double {
  var scale = 1.0
  var magnitude = value.magnitude
  while magnitude < 1e5 && scale < 1e20 {
    magnitude *= 10
    scale *= 10
  }
  return (value * scale).rounded() / scale
}

/// A text as JSON that can stand in a script of a page.
package func jsonText(_ text: String) -> String {
  var result = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": result += "\\\""
    case "\\": result += "\\\\"
    case "\n": result += "\\n"
    // A script's end, or a comment's beginning, must not be found in it.
    case "<": result += escape(scalar)
    // A page shows it by its number, as it does elsewhere.
    case _ where isHidden(scalar): result += "\\\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result + "\""
}

private func escape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
}
