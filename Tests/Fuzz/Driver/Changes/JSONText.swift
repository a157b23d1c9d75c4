/// Where the values of a JSON text are, and what they say.
///
/// This reads JSON by itself, so that the campaign does not judge the program by the program's own
/// reader.
struct JSONText {
  enum Kind { case object, array, text, number, word }

  struct Value {
    /// The names and places that lead to it.
    let path: [String]
    let kind: Kind
    let range: Range<Int>
    /// Where its name is, quotation marks included; nil of what is no member of an object.
    let name: Range<Int>?
  }

  let bytes: [UInt8]
  private(set) var values: [Value] = []

  /// Nil where it is not JSON, or goes deeper than any file of a run.
  init?(_ bytes: [UInt8]) {
    self.bytes = bytes
    var position = 0
    guard read([], name: nil, &position, depth: 0) else { return nil }
    skipSpace(&position)
    guard position == bytes.count else { return nil }
  }

  /// The text of a value.
  func text(_ value: Value) -> String { String(decoding: bytes[value.range], as: UTF8.self) }

  /// What the numbers, texts and words say, by their paths. What is there twice is left out, since
  /// readers may take either.
  var meaning: [String: Meaning] {
    var meaning: [String: Meaning] = [:]
    var repeated: Set<String> = []
    for value in values where value.kind != .object && value.kind != .array {
      let path = value.path.joined(separator: ".")
      if meaning[path] != nil { repeated.insert(path) }
      meaning[path] = Meaning(text(value))
    }
    // A list twice would be told by its members, an object too.
    return meaning.filter { !repeated.contains($0.key) }
  }

  /// What a value says, however it is written.
  enum Meaning: Equatable {
    case whole(Int)
    case number(Double)
    case text(String)
    case nothing

    init(_ text: String) {
      let bare = text.hasPrefix("\"") ? String(text.dropFirst().dropLast()) : text
      if bare == "null" {
        self = .nothing
      } else if let whole = Int(bare) {
        self = .whole(whole)
      } else if let number = Double(bare) {
        // 64 and 64.0 are the same.
        self = Int(exactly: number).map { .whole($0) } ?? .number(number)
      } else {
        self = .text(bare.lowercased())
      }
    }
  }

  private mutating func read(
    _ path: [String], name: Range<Int>?, _ position: inout Int, depth: Int
  ) -> Bool {
    skipSpace(&position)
    guard position < bytes.count, depth < 64 else { return false }
    let start = position
    let index = values.count
    func value(_ kind: Kind, _ end: Int) -> Value {
      Value(path: path, kind: kind, range: start..<end, name: name)
    }
    switch Unicode.Scalar(bytes[start]) {
    case "{":
      values.append(value(.object, start))
      position += 1
      if skip("}", &position) { break }
      repeat {
        skipSpace(&position)
        let nameStart = position
        guard skipText(&position) else { return false }
        let name = nameStart..<position
        let key = String(decoding: bytes[name].dropFirst().dropLast(), as: UTF8.self)
        guard skip(":", &position),
          read(path + [key], name: name, &position, depth: depth + 1)
        else { return false }
      } while skip(",", &position)
      guard skip("}", &position) else { return false }
    case "[":
      values.append(value(.array, start))
      position += 1
      if skip("]", &position) { break }
      var count = 0
      repeat {
        guard read(path + ["\(count)"], name: nil, &position, depth: depth + 1) else {
          return false
        }
        count += 1
      } while skip(",", &position)
      guard skip("]", &position) else { return false }
    case "\"":
      guard skipText(&position) else { return false }
      values.append(value(.text, position))
      return true
    default:
      while position < bytes.count, !"{}[],: \n\r\t\"".utf8.contains(bytes[position]) {
        position += 1
      }
      let text = String(decoding: bytes[start..<position], as: UTF8.self)
      let isWord = ["true", "false", "null"].contains(text)
      guard isWord || isNumber(text) else { return false }
      values.append(value(isWord ? .word : .number, position))
      return true
    }
    values[index] = value(values[index].kind, position)
    return true
  }

  private func isNumber(_ text: String) -> Bool {
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard let first = digits.utf8.first, 0x30...0x39 ~= first else { return false }
    if first == 0x30, let second = digits.utf8.dropFirst().first, 0x30...0x39 ~= second {
      return false
    }
    return digits.utf8.allSatisfy { "0123456789.eE+-".utf8.contains($0) } && Double(text) != nil
  }

  private func skipSpace(_ position: inout Int) {
    while position < bytes.count, " \n\r\t".utf8.contains(bytes[position]) { position += 1 }
  }

  private func skip(_ token: Unicode.Scalar, _ position: inout Int) -> Bool {
    skipSpace(&position)
    guard position < bytes.count, bytes[position] == UInt8(ascii: token) else { return false }
    position += 1
    return true
  }

  private func skipText(_ position: inout Int) -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else { return false }
    position += 1
    while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
      if bytes[position] < 0x20 { return false }
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position += 1
    return position <= bytes.count
  }
}

/// A text as JSON writes it.
func quoted(_ text: String) -> String {
  let content = text.unicodeScalars.map { scalar -> String in
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case let scalar where scalar.value < 0x20:
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: return String(scalar)
    }
  }
  return "\"" + content.joined() + "\""
}
