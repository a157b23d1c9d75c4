/// Looks through the text of a JSON file before it is decoded: it must be JSON in UTF-8 (RFC 8259), of
/// at most `greatestDepth` objects and arrays in one another, and no object may have a name twice.
///
/// Foundation's decoder keeps one of two members of a name without a word, and takes as much stack as
/// the text is deep.
package struct JSONCheck {
  /// What is wrong with the text.
  package struct Problem: Error, Hashable {
    /// Where it is, as in `evaluation.mean`; nil of the text as a whole.
    package let field: String?
    package let reason: String

    package init(field: String?, reason: String) {
      (self.field, self.reason) = (field, reason)
    }
  }

  package static let greatestDepth = 64

  private let text: UnsafeRawBufferPointer
  private var position = 0
  /// The names that lead to where it is.
  private var names: [String] = []

  private init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// Checks a text.
  ///
  /// - Throws: `Problem`.
  package static func check(_ text: UnsafeRawBufferPointer) throws(Problem) {
    var check = JSONCheck(text)
    try check.value(depth: 0)
    check.skipSpace()
    guard check.position == text.count else { throw check.malformed }
  }

  private mutating func value(depth: Int) throws(Problem) {
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): try object(depth: depth + 1)
    case UInt8(ascii: "["): try array(depth: depth + 1)
    case UInt8(ascii: "\""): _ = try string()
    case UInt8(ascii: "t"): try word("true")
    case UInt8(ascii: "f"): try word("false")
    case UInt8(ascii: "n"): try word("null")
    default: try number()
    }
  }

  private mutating func object(depth: Int) throws(Problem) {
    try begin(depth)
    var known: Set<String> = []
    if skip("}") { return }
    repeat {
      skipSpace()
      let name = try string()
      guard known.insert(name).inserted else {
        throw Problem(field: (names + [name]).joined(separator: "."), reason: "it is there twice")
      }
      guard skip(":") else { throw malformed }
      names.append(name)
      try value(depth: depth)
      names.removeLast()
    } while skip(",")
    guard skip("}") else { throw malformed }
  }

  private mutating func array(depth: Int) throws(Problem) {
    try begin(depth)
    if skip("]") { return }
    repeat { try value(depth: depth) } while skip(",")
    guard skip("]") else { throw malformed }
  }

  private mutating func begin(_ depth: Int) throws(Problem) {
    guard depth <= Self.greatestDepth else {
      throw Problem(
        field: nil,
        reason: "it has more than \(Self.greatestDepth) objects and lists in one another")
    }
    position += 1
  }

  /// A string, unescaped.
  private mutating func string() throws(Problem) -> String {
    guard take("\"") else { throw malformed }
    var units: [UInt16] = []
    var bytes: [UInt8] = []
    var string = ""
    /// What has gathered of each kind; at most one of them has something.
    func gathered() throws(Problem) -> String {
      if !units.isEmpty {
        // Half a character is replaced here, and refused or kept by the decoder.
        return String(decoding: units, as: UTF16.self)
      }
      guard let part = String(validating: bytes, as: UTF8.self) else { throw malformed }
      return part
    }
    while let byte = peek, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw malformed }
      position += 1
      if byte != UInt8(ascii: "\\") {
        if !units.isEmpty {
          string += try gathered()
          units = []
        }
        bytes.append(byte)
        continue
      }
      if !bytes.isEmpty {
        string += try gathered()
        bytes = []
      }
      units.append(try escaped())
    }
    guard take("\"") else { throw malformed }
    return string + (try gathered())
  }

  /// What stands after a backslash.
  private mutating func escaped() throws(Problem) -> UInt16 {
    guard let byte = peek else { throw malformed }
    position += 1
    switch Unicode.Scalar(byte) {
    case "\"", "\\", "/": return UInt16(byte)
    case "b": return 0x08
    case "f": return 0x0c
    case "n": return 0x0a
    case "r": return 0x0d
    case "t": return 0x09
    case "u":
      var unit: UInt16 = 0
      for _ in 0..<4 {
        guard let digit = peek.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
          throw malformed
        }
        unit = unit << 4 | UInt16(digit)
        position += 1
      }
      return unit
    default: throw malformed
    }
  }

  private mutating func number() throws(Problem) {
    _ = take("-")
    let isZero = take("0")
    guard isZero || digits() else { throw malformed }
    if take("."), !digits() { throw malformed }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      guard digits() else { throw malformed }
    }
  }

  /// Passes over digits.
  ///
  /// - Returns: whether there are any.
  private mutating func digits() -> Bool {
    let start = position
    while let byte = peek, UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte { position += 1 }
    return position > start
  }

  private mutating func word(_ word: String) throws(Problem) {
    guard word.utf8.allSatisfy({ take(Unicode.Scalar($0)) }) else { throw malformed }
  }

  /// Passes over a token, if it comes next after spaces.
  private mutating func skip(_ token: Unicode.Scalar) -> Bool {
    skipSpace()
    return take(token)
  }

  private mutating func take(_ token: Unicode.Scalar) -> Bool {
    guard let byte = peek, Unicode.Scalar(byte) == token else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private var peek: UInt8? { position < text.count ? text[position] : nil }

  private var malformed: Problem { Problem(field: nil, reason: "the file is not JSON") }
}
