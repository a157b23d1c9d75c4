/// Text with line breaks between words, so that no line is longer than 80 columns where a word is not.
/// Further lines of a paragraph are indented by two columns. What is in quotes stays as it is, and so
/// does a command that a paragraph ends with, after a colon: both are there to be copied.
func wrapped(_ text: String, columns: Int = 80) -> String {
  text.split(separator: "\n", omittingEmptySubsequences: false).map { paragraph in
    var lines: [String] = []
    var line = ""
    for word in pieces(of: paragraph) {
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

/// The words of a text, with what is not to be broken in one piece.
func pieces(of text: Substring) -> [Substring] {
  var pieces: [Substring] = []
  var rest = text.drop { $0 == " " }
  while let first = rest.first {
    var end = rest.firstIndex(of: " ") ?? rest.endIndex
    if pieces.last?.last == ":", rest.hasPrefix("rlrun ") || rest.hasPrefix("mkdir ") {
      end = rest.endIndex
    } else if first == "'" || first == "`", let close = closing(first, of: rest) {
      end = rest[close...].firstIndex(of: " ") ?? rest.endIndex
    }
    pieces.append(rest[..<end])
    rest = rest[end...].drop { $0 == " " }
  }
  return pieces
}

/// Where a quotation ends that a text begins with; nil where it is none, but an apostrophe.
private func closing(_ quote: Character, of text: Substring) -> Substring.Index? {
  text.indices.dropFirst().first { index in
    guard text[index] == quote else { return false }
    let next = text.index(after: index)
    return next == text.endIndex || " ,;.:)".contains(text[next])
  }
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
