import RLFiles
import RLState

/// The numbers of a file of a run's record, such as `metrics.csv`.
package struct RecordTable: Sendable {
  /// The names of the columns.
  package let columns: [String]
  /// How many rows there are, the header not among them.
  package let count: Int
  /// How many of the file's rows each of these stands for, but the last one: 1, or a power of 2.
  package let stride: Int
  private let numbers: [Double]

  /// Columns that count something: each number in them is whole, from 0 to 2⁵³.
  private static let counts: Set = [
    "step", "episode", "episodes", "update", "updates", "epoch", "length",
  ]

  /// No record has as many columns.
  private static let greatestWidth = 256

  /// Reads a file. A row without a newline is one that is being written.
  ///
  /// - Parameters:
  ///   - file: of the record.
  ///   - texts: the names of columns that hold no numbers; they are passed over.
  ///   - expected: the first line, where it is known.
  ///   - limit: of how many rows the table may be. Of a longer file every 2nd, 4th, ... row is kept,
  ///     and the last one.
  /// - Throws: `FileError` where the file cannot be read, `RunFileError` where a row is damaged or
  ///   counts what is no count.
  package init(
    _ file: FilePlace, texts: Set<String> = ["terminated", "hash"], header expected: String? = nil,
    atMost limit: Int = .max
  )
    throws
  {
    var lines = try FileLines(file)
    let header = try lines.next { line, _ in String(decoding: line, as: UTF8.self) }
    let columns = try Self.columns(header, file)
    guard expected == nil || header == nil || header == expected else {
      throw RunFileError(
        file: file, field: "line 1", problem: "it must be \(expected ?? "other columns")")
    }
    let kinds = columns.map { name -> Kind in
      texts.contains(name)
        ? .text : Self.counts.contains(name) ? .count : name == "seconds" ? .seconds : .number
    }
    var rows = Rows(width: columns.count, limit: limit)
    var row: [Double] = []
    var damage: String?
    func isRead(_ line: FileLines.Line, _ isWhole: Bool) -> Bool {
      guard isWhole else { return true }
      row.removeAll(keepingCapacity: true)
      damage = Self.append(line, kinds, to: &row).map { index in
        index < 0
          ? "it does not fit the first line"
          : kinds[index] == .count
            ? "\(columns[index]): it must be a whole number from 0 to 2⁵³"
            : "\(columns[index]): it must be a number from 0"
      }
      if damage == nil { rows.add(row) }
      return damage == nil
    }
    while let isGood = try lines.next(isRead) {
      guard isGood else {
        throw RunFileError(file: file, field: "line \(lines.number)", problem: damage ?? "")
      }
    }
    rows.addLast(row)
    self.columns = columns
    (count, stride, numbers) = (rows.count, rows.stride, rows.numbers)
  }

  /// The names of the columns in the first line of a record; none where there is no line.
  ///
  /// - Throws: `RunFileError` where they are none, or more or longer than those of any record.
  static func columns(_ header: String?, _ file: FilePlace) throws(RunFileError) -> [String] {
    guard let header else { return [] }
    let columns = header.split(separator: ",").map(String.init)
    guard 1...greatestWidth ~= columns.count, !columns.contains(where: isNoName) else {
      throw RunFileError(
        file: file, field: "line 1",
        problem: columns.isEmpty
          ? "it names no columns" : "its columns are more, or have longer names, than any record's")
    }
    return columns
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

/// Rows of a table, of which ever fewer are kept where they are too many.
private struct Rows {
  let width: Int
  let limit: Int
  private(set) var numbers: [Double] = []
  private(set) var stride = 1
  private var seen = 0

  init(width: Int, limit: Int) {
    (self.width, self.limit) = (width, limit)
  }

  var count: Int { width == 0 ? 0 : numbers.count / width }

  mutating func add(_ row: [Double]) {
    defer { seen += 1 }
    // Of 1, 2, 3, ... the last of each stride.
    guard (seen + 1) % stride == 0 else { return }
    numbers += row
    guard count > limit else { return }
    for kept in 0..<count / 2 {
      for column in 0..<width {
        numbers[kept * width + column] = numbers[(2 * kept + 1) * width + column]
      }
    }
    numbers.removeLast(numbers.count - count / 2 * width)
    stride *= 2
  }

  /// The last row that was added, where it is not among those that were kept.
  mutating func addLast(_ row: [Double]) {
    if seen % stride != 0 { numbers += row }
  }
}
