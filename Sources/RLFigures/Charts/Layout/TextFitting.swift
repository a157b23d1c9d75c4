/// The text, shortened with an ellipsis where it is wider than some points.
package func shortened(
  _ text: String, to width: Double, size: Double, isBold: Bool = false
) -> String {
  if textWidth(text, size: size, isBold: isBold) <= width { return text }
  var letters = Array(text)
  while !letters.isEmpty {
    letters.removeLast()
    while letters.last == " " { letters.removeLast() }
    let short = String(letters) + "…"
    if textWidth(short, size: size, isBold: isBold) <= width { return short }
  }
  return ""
}

/// The text on lines of a width, broken at spaces; what is beyond the last line is cut.
package func wrapped(
  _ text: String, to width: Double, size: Double, isBold: Bool = false, maximumLines: Int = 2
) -> [String] {
  var lines: [String] = []
  for word in text.split(separator: " ") {
    if let last = lines.last {
      let longer = last + " " + word
      if textWidth(longer, size: size, isBold: isBold) <= width || lines.count == maximumLines {
        lines[lines.count - 1] = longer
        continue
      }
    }
    lines.append(String(word))
  }
  return lines.map { shortened($0, to: width, size: size, isBold: isBold) }
}
