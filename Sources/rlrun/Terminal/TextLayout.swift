/// Text with line breaks between words, so that no line is longer than 80 columns where a word is not.
/// Further lines of a paragraph are indented by two columns.
func wrapped(_ text: String, columns: Int = 80) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
    var lines: [String] = []
    var line = ""
    for word in paragraph.split(separator: " ") {
      if !line.isEmpty && line.count + 1 + word.count > columns {
        lines.append(line)
        line = "  " + word
      } else {
        line += (line.isEmpty ? "" : " ") + word
      }
    }
    return (lines + [line]).joined(separator: "\n")
  }.joined(separator: "\n")
}

/// Text in which a control character, which could move the cursor, is shown by its number.
func printable(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    let isControl = scalar.value < 32 || (127..<160).contains(scalar.value)
    if isControl && scalar != "\n" {
      result += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// Text filled up with spaces.
func padded(_ text: String, _ width: Int) -> String {
  text + String(repeating: " ", count: max(0, width - text.count))
}

/// Text filled up with spaces at its left.
func aligned(_ text: String, _ width: Int) -> String {
  String(repeating: " ", count: max(0, width - text.count)) + text
}

/// Text in lines of at most 80 columns, each with spaces before it.
func indented(_ text: String, by indent: Int = 6) -> String {
  let space = String(repeating: " ", count: indent)
  return wrapped(text, columns: 80 - indent).split(separator: "\n").map { space + $0 }
    .joined(separator: "\n")
}

extension String {
  /// Without spaces at its end.
  func trimmingEnd() -> String {
    var text = self
    while text.last == " " { text.removeLast() }
    return text
  }
}
