/// The lines of a text of separated values and their fields.
///
/// Fields may stand in quotation marks, which may hold separators and, doubled, themselves; a quoted
/// field ends on its line. Blank lines are passed over; lines end with LF, CRLF or CR.
struct CSVLines {
  private let text: [UInt8]
  private let separator: CSVFormat.Separator
  private let file: String
  private var position = 0
  /// The number of the line that was read last, from 1.
  private(set) var number = 0

  init(_ text: [UInt8], separator: CSVFormat.Separator, file: String) {
    self.text = text
    self.separator = separator
    self.file = file
    // The mark that some programs write before UTF-8.
    if text.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// The fields of the next line that is not blank, without the spaces around them; nil at the end.
  mutating func next() throws(DataError) -> [String]? {
    while position < text.count {
      number += 1
      let fields = try line()
      if fields != [""] { return fields }
    }
    return nil
  }

  private mutating func line() throws(DataError) -> [String] {
    var fields: [String] = []
    if separator == .blanks { skipBlanks() }
    while true {
      fields.append(try field(number: fields.count + 1))
      guard position < text.count, !isEnd(text[position]) else { break }
      // The separator.
      position += 1
      if separator == .blanks {
        skipBlanks()
        if position == text.count || isEnd(text[position]) { break }
      }
    }
    if position < text.count {
      let isCarriageReturn = text[position] == UInt8(ascii: "\r")
      position += 1
      if isCarriageReturn, position < text.count, text[position] == UInt8(ascii: "\n") {
        position += 1
      }
    }
    return fields
  }

  private mutating func field(number column: Int) throws(DataError) -> String {
    skipBlanks()
    guard position < text.count, text[position] == UInt8(ascii: "\"") else {
      let start = position
      while position < text.count, !isSeparator(text[position]), !isEnd(text[position]) {
        position += 1
      }
      var end = position
      while end > start, isBlank(text[end - 1]) { end -= 1 }
      return try decoded(text[start..<end], column)
    }
    var content: [UInt8] = []
    position += 1
    while true {
      guard position < text.count, !isEnd(text[position]) else {
        throw .malformed(
          file, "line \(number), column \(column)", found: "the end of the line within quotes",
          expected: "a closing quotation mark")
      }
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "\"") {
        guard position < text.count, text[position] == UInt8(ascii: "\"") else { break }
        position += 1
      }
      content.append(byte)
    }
    if separator != .blanks { skipBlanks() }
    guard position == text.count || isSeparator(text[position]) || isEnd(text[position]) else {
      throw .malformed(
        file, "line \(number), column \(column)", found: "text after the closing quotation mark",
        expected: "a separator or the end of the line")
    }
    return try decoded(content[...], column)
  }

  /// Nothing is repaired: two names could become one.
  private func decoded(_ bytes: ArraySlice<UInt8>, _ column: Int) throws(DataError) -> String {
    guard let field = String(validating: bytes, as: UTF8.self) else {
      throw .malformed(
        file, "line \(number), column \(column)", found: "bytes that are not UTF-8",
        expected: "text in UTF-8", advice: "save the file as UTF-8")
    }
    return field
  }

  /// Passes over spaces and tabs that are not separators by themselves.
  private mutating func skipBlanks() {
    while position < text.count, isBlank(text[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") && separator != .tab
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    switch separator {
    case .comma: byte == UInt8(ascii: ",")
    case .semicolon: byte == UInt8(ascii: ";")
    case .tab: byte == UInt8(ascii: "\t")
    case .blanks: isBlank(byte)
    }
  }

  private func isEnd(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }
}
