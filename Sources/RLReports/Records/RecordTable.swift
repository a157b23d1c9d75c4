import RLNet

/// The numbers of a run's record, such as its `metrics.csv`, by column. What is no number is NaN.
package struct RecordTable: Sendable {
  /// The names of the columns, in the file's order.
  package let names: [String]
  package private(set) var rowCount = 0
  private var values: [[Double]]

  /// Columns whose fields are no numbers.
  private static let texts: Set<Substring> = ["hash", "terminated"]

  /// Reads the whole lines of a file; one without its end is being written.
  ///
  /// - Throws: `FileError` where the file cannot be read.
  package init(_ path: String) throws(FileError) { self.init(Array(try readFile(path))) }

  package init(_ bytes: [UInt8]) {
    let newline = UInt8(ascii: "\n")
    let comma = UInt8(ascii: ",")
    let end = bytes.lastIndex(of: newline) ?? 0
    let header = bytes[..<end].prefix { $0 != newline }
    let columns = header.split(separator: comma, omittingEmptySubsequences: false)
      .map { Substring(decoding: $0, as: UTF8.self) }
    names = columns.map(String.init)
    values = names.map { _ in [] }
    let isText = columns.map(Self.texts.contains)
    var position = header.endIndex + 1
    while position < end {
      for column in columns.indices {
        var fieldEnd = position
        while bytes[fieldEnd] != comma && bytes[fieldEnd] != newline { fieldEnd += 1 }
        let field = bytes[position..<fieldEnd]
        values[column].append(
          isText[column] ? .nan : Double(String(decoding: field, as: UTF8.self)) ?? .nan)
        position = fieldEnd
        // A line with too few fields ends here; its other numbers are missing.
        if bytes[fieldEnd] == comma && column + 1 < columns.count { position += 1 }
      }
      while bytes[position] != newline { position += 1 }
      position += 1
      rowCount += 1
    }
  }

  /// The numbers of a column; nil where there is none of that name.
  package subscript(name: String) -> [Double]? {
    names.firstIndex(of: name).map { values[$0] }
  }
}
