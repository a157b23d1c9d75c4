import RLFiles

/// The numbers of a file of a run's record, such as `metrics.csv`.
package struct RecordTable: Sendable {
  /// The names of the columns.
  package let columns: [String]
  /// How many rows there are, the header not among them.
  package let count: Int
  private let numbers: [Double]

  /// Columns that count something: each number in them is whole, from 0 to 2⁵³.
  private static let counts: Set = [
    "step", "episode", "episodes", "update", "updates", "epoch", "length",
  ]

  /// Reads a file. A row without a newline is one that is being written.
  ///
  /// - Parameters:
  ///   - file: of the record.
  ///   - texts: the names of columns that hold no numbers; they are passed over.
  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where a row is damaged or
  ///   counts what is no count.
  package init(_ file: FilePlace, texts: Set<String> = ["terminated", "hash"]) throws {
    var lines = try FileLines(file)
    let header = try lines.next { line, _ in String(decoding: line, as: UTF8.self) }
    let columns = (header ?? "").split(separator: ",").map(String.init)
    guard !columns.isEmpty || header == nil else {
      throw RunFileError(file: file, field: "line 1", problem: "it names no columns")
    }
    let kinds = columns.map { name -> Kind in
      texts.contains(name)
        ? .text : Self.counts.contains(name) ? .count : name == "seconds" ? .seconds : .number
    }
    var numbers: [Double] = []
    var count = 0
    var damage: String?
    func isRead(_ line: FileLines.Line, _ isWhole: Bool) -> Bool {
      guard isWhole else { return true }
      damage = Self.append(line, kinds, to: &numbers).map { index in
        index < 0
          ? "it does not fit the first line"
          : kinds[index] == .count
            ? "\(columns[index]): it must be a whole number from 0 to 2⁵³"
            : "\(columns[index]): it must be a number from 0"
      }
      count += 1
      return damage == nil
    }
    while let isGood = try lines.next(isRead) {
      guard isGood else {
        throw RunFileError(file: file, field: "line \(lines.number)", problem: damage ?? "")
      }
    }
    self.columns = columns
    self.count = count
    self.numbers = numbers
  }

  private enum Kind {
    case text, number, count, seconds

    func takes(_ number: Double) -> Bool {
      switch self {
      case .text, .number: true
      case .count: number >= 0 && number <= 0x1p53 && number == number.rounded()
      case .seconds: number >= 0 && number.isFinite
      }
    }
  }

  /// Appends the numbers of a row.
  ///
  /// - Returns: nil where they are right; else the column whose number means nothing, or -1 where
  ///   the row does not have the columns.
  private static func append(
    _ line: FileLines.Line, _ kinds: [Kind], to numbers: inout [Double]
  ) -> Int? {
    guard let base = line.baseAddress else { return -1 }
    let comma = UInt8(ascii: ",")
    var position = 0
    for (index, kind) in kinds.enumerated() {
      let isLast = index == kinds.count - 1
      var next = position
      var number = Double.nan
      if kind == .text {
        while next < line.count, base[next] != comma { next += 1 }
      } else if next < line.count, base[next] != comma {
        // Behind the line is a newline or 0, where a number ends.
        base.withMemoryRebound(to: CChar.self, capacity: line.count + 1) { text in
          var rest: UnsafeMutablePointer<CChar>?
          number = strtod(text + position, &rest)
          next = rest.map { UnsafePointer($0) - text } ?? position
        }
      }
      guard isLast ? next == line.count : next < line.count && base[next] == comma else {
        return -1
      }
      guard kind.takes(number) else { return index }
      numbers.append(number)
      position = next + 1
    }
    return nil
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
