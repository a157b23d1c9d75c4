import RLFiles

/// The numbers of a file of a run's record, such as `metrics.csv`.
package struct RecordTable: Sendable {
  /// The names of the columns.
  package let columns: [String]
  /// How many rows there are, the header not among them.
  package let count: Int
  private let numbers: [Double]

  /// Reads a file. A row without a newline is one that is being written.
  ///
  /// - Parameters:
  ///   - path: of the file.
  ///   - texts: the names of columns that hold no numbers; they are passed over.
  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where a row is damaged.
  package init(_ path: String, texts: Set<String> = ["terminated", "hash"]) throws {
    // So that a number at the very end is followed by something.
    let bytes = Array(try readFile(path)) + [0]
    let header = bytes.prefix { $0 != UInt8(ascii: "\n") }
    columns = String(decoding: header, as: UTF8.self).split(separator: ",").map(String.init)
    guard !columns.isEmpty || bytes.count == 1 else {
      throw RunFileError(file: path, field: "line 1", problem: "it names no columns")
    }
    let isText = columns.map(texts.contains)
    var numbers: [Double] = []
    var count = 0
    var damagedRow: Int?
    bytes.withUnsafeBytes { all in
      let text = all.bindMemory(to: CChar.self)
      let end = (all.lastIndex(of: UInt8(ascii: "\n")) ?? -1) + 1
      var position = header.count + 1
      while position < end, damagedRow == nil {
        for index in isText.indices {
          let separator = UInt8(ascii: index == isText.count - 1 ? "\n" : ",")
          var next = position
          var number = Double.nan
          if isText[index] {
            while all[next] != UInt8(ascii: ","), all[next] != UInt8(ascii: "\n") { next += 1 }
          } else if all[position] != separator, let base = text.baseAddress {
            var rest: UnsafeMutablePointer<CChar>?
            number = strtod(base + position, &rest)
            next = rest.map { UnsafePointer($0) - base } ?? position
          }
          guard next < end, all[next] == separator else {
            damagedRow = count
            return
          }
          numbers.append(number)
          position = next + 1
        }
        count += 1
      }
    }
    if let damagedRow {
      throw RunFileError(
        file: path, field: "line \(damagedRow + 2)", problem: "it does not fit the first line")
    }
    self.count = count
    self.numbers = numbers
  }

  /// The numbers of a row; not a number where there is none.
  package subscript(row: Int) -> ArraySlice<Double> {
    numbers[row * columns.count..<(row + 1) * columns.count]
  }

  /// The numbers of a column; nil where there is none of the name.
  package subscript(column: String) -> [Double]? {
    columns.firstIndex(of: column).map { index in
      (0..<count).map { numbers[$0 * columns.count + index] }
    }
  }
}
