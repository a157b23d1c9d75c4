/// Reads the part of JSON that safetensors headers use: objects, strings and arrays of whole
/// numbers.
///
/// Foundation's decoder keeps one of two members of the same name without a word, and would hide a
/// damaged header.
struct JSONScanner {
  private let text: UnsafeRawBufferPointer
  /// Where the next byte is.
  private(set) var position = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// An object; `member` reads the value of each key.
  mutating func object(
    _ member: (String, inout JSONScanner) throws(SafetensorsError) -> Void
  ) throws(SafetensorsError) {
    try expect("{")
    if skip("}") { return }
    repeat {
      let key = try string()
      try expect(":")
      try member(key, &self)
    } while skip(",")
    try expect("}")
  }

  /// An array of at most so many whole numbers.
  mutating func wholeNumbers(
    atMost limit: Int, field: String
  ) throws(SafetensorsError) -> [Int] {
    try expect("[")
    if skip("]") { return [] }
    var numbers: [Int] = []
    repeat {
      guard numbers.count < limit else {
        throw SafetensorsError(
          field: field, found: "more than \(limit) numbers", expected: "at most \(limit)")
      }
      numbers.append(try wholeNumber(field))
    } while skip(",")
    try expect("]")
    return numbers
  }

  private mutating func wholeNumber(_ field: String) throws(SafetensorsError) -> Int {
    skipSpace()
    let start = position
    while let byte = peek(), "+-.0123456789eE".utf8.contains(byte) { position += 1 }
    let digits = String(decoding: text[start..<position], as: UTF8.self)
    guard start < position, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      digits == "0" || !digits.hasPrefix("0"), let number = Int(digits)
    else {
      throw SafetensorsError(
        field: field, found: digits.isEmpty ? found : String(digits.prefix(40)),
        expected: "a whole number from 0 to 2⁶³ − 1")
    }
    return number
  }

  /// A string.
  mutating func string() throws(SafetensorsError) -> String {
    try expect("\"")
    var bytes: [UInt8] = []
    while let byte = peek(), byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw unexpected("a string without control characters") }
      position += 1
      if byte == UInt8(ascii: "\\") {
        bytes += try escaped().utf8
      } else {
        bytes.append(byte)
      }
    }
    guard peek() != nil else { throw unexpected("the end of a string") }
    position += 1
    guard let string = String(validating: bytes, as: UTF8.self) else {
      throw SafetensorsError(
        field: "header", found: "a string that is not UTF-8 before byte \(position)",
        expected: "UTF-8")
    }
    return string
  }

  /// What stands after a backslash.
  private mutating func escaped() throws(SafetensorsError) -> String {
    let byte = peek()
    position += 1
    switch byte.map({ Unicode.Scalar($0) }) {
    case "\"": return "\""
    case "\\": return "\\"
    case "/": return "/"
    case "b": return "\u{8}"
    case "f": return "\u{c}"
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "u":
      var units = [try codeUnit()]
      if UTF16.isLeadSurrogate(units[0]) {
        guard take("\\"), take("u") else { throw unexpected("the second half of a character") }
        units.append(try codeUnit())
      }
      guard let character = String(validating: units, as: UTF16.self) else {
        throw unexpected("a character before it")
      }
      return character
    default:
      position -= 1
      throw unexpected("an escaped character")
    }
  }

  /// Four hexadecimal digits.
  private mutating func codeUnit() throws(SafetensorsError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let digit = peek().flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else {
        throw unexpected("four hexadecimal digits")
      }
      unit = unit << 4 | UInt16(digit)
      position += 1
    }
    return unit
  }

  /// The end of the text; only spaces may follow the last value.
  mutating func end() throws(SafetensorsError) {
    skipSpace()
    if position < text.count { throw unexpected("the end of the header") }
  }

  private mutating func expect(_ token: Unicode.Scalar) throws(SafetensorsError) {
    guard skip(token) else { throw unexpected("\(token)") }
  }

  /// Passes over a token, if it comes next after spaces.
  private mutating func skip(_ token: Unicode.Scalar) -> Bool {
    skipSpace()
    return take(token)
  }

  private mutating func take(_ token: Unicode.Scalar) -> Bool {
    guard let byte = peek(), Unicode.Scalar(byte) == token else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace() {
    while let byte = peek(), byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09 {
      position += 1
    }
  }

  private func peek() -> UInt8? { position < text.count ? text[position] : nil }

  private var found: String {
    guard let byte = peek() else { return "the end of the header" }
    let isPrintable = byte > 0x20 && byte < 0x7f
    let character = isPrintable ? "'\(Character(Unicode.Scalar(byte)))'" : "byte \(byte)"
    return "\(character) at byte \(position)"
  }

  private func unexpected(_ expected: String) -> SafetensorsError {
    SafetensorsError(field: "header", found: found, expected: "JSON with \(expected) there")
  }
}
