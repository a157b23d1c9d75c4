/// Text from outside, such as that of a file or the name of a folder, with characters that cannot be seen
/// as their numbers, `\u{1b}`: those that a terminal would obey, that change the direction of text, or
/// that look like nothing. A newline stays.
package func visibleText(_ text: String) -> String { visible(text, withNewlines: true) }

/// As `visibleText`, of text that is one line: a newline, which could make what follows look like a line of
/// ours, is shown by its number, too.
package func visibleLine(_ text: String) -> String { visible(text, withNewlines: false) }

private func visible(_ text: String, withNewlines: Bool) -> String {
  if text.utf8.allSatisfy({ 0x20..<0x7f ~= $0 || $0 == 0x0a && withNewlines }) { return text }
  var result = String.UnicodeScalarView()
  for scalar in text.unicodeScalars {
    if isHidden(scalar) && !(scalar == "\n" && withNewlines) {
      result += "\\u{\(String(scalar.value, radix: 16))}".unicodeScalars
    } else {
      result.append(scalar)
    }
  }
  return String(result)
}

/// Whether a character cannot be seen, or changes how others are seen. Those that join letters stay.
package func isHidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case ..<0x20, 0x7f..<0xa0: true
  // The soft hyphen; the Arabic letter mark, marks, embeddings and isolates of direction.
  case 0xad, 0x61c, 0x200e...0x200f, 0x202a...0x202e, 0x2066...0x2069: true
  // Of no width; separators of lines and paragraphs; invisible operators.
  case 0x200b, 0x2028...0x2029, 0x2060...0x2065, 0x206a...0x206f, 0xfeff, 0xfff9...0xfffb: true
  // Fillers and blanks that look like nothing, and what changes the letter before it unseen, but for
  // what makes a picture of a sign.
  case 0x34f, 0x115f...0x1160, 0x17b4...0x17b5, 0x180b...0x180f, 0x2800, 0x3164, 0xfe00...0xfe0d,
    0xffa0, 0xe0100...0xe01ef:
    true
  // Tags, and what is no character at all.
  case 0xe0000...0xe007f, 0xfdd0...0xfdef: true
  default: scalar.value & 0xfffe == 0xfffe
  }
}
