import RLState

/// A word of a command as a shell reads it back: in quotation marks where it needs them, and with what
/// cannot be seen in the form of `$'...'`, which bash and zsh know.
package func shellWord(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy { byte in
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: "_@%+=:,./-".utf8.contains(byte)
    }
  }
  if isPlain && !text.isEmpty { return text }
  guard text.unicodeScalars.contains(where: isHidden) else {
    return "'" + text.replacing("'", with: "'\\''") + "'"
  }
  var word = "$'"
  for scalar in text.unicodeScalars {
    switch scalar {
    case "'", "\\": word += "\\\(scalar)"
    case _ where isHidden(scalar):
      for byte in String(scalar).utf8 {
        word += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    default: word.unicodeScalars.append(scalar)
    }
  }
  return word + "'"
}

/// The word of a path: one that begins with `-`, which would be an option, gets its folder.
package func shellPath(_ path: String) -> String {
  shellWord(path.hasPrefix("-") ? "./" + path : path)
}
