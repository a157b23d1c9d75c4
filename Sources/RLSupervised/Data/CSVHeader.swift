/// What the first line of a file and its format say of the columns.
struct CSVHeader {
  /// Whether the first line is itself a row.
  private(set) var isRow = false
  private(set) var columnCount: Int
  /// The column to be predicted, from 0.
  private(set) var targetColumn: Int?
  /// The names of the other columns.
  private(set) var featureNames: [String] = []
  /// The names of the classes, where the header gives them.
  private(set) var classNames: [String] = []
  /// The number of rows that the header promises.
  private(set) var rowCount: Int?
  /// The line that fixed the number of columns.
  let line: Int

  init(_ fields: [String], format: CSVFormat, line: Int, file: String) throws(DataError) {
    self.line = line
    columnCount = fields.count
    if format.header == .counts {
      guard fields.count >= 2, let rows = CSVHeader.count(fields[0]),
        let features = CSVHeader.count(fields[1])
      else {
        throw .malformed(
          file, "line \(line)", found: "'\(fields.joined(separator: ",").prefix(60))'",
          expected: "the number of rows, the number of features, and the names of the classes")
      }
      rowCount = rows
      columnCount = features + 1
      classNames = Array(fields[2...])
    }
    targetColumn = try CSVHeader.targetColumn(
      format, fields, columnCount: columnCount, line: line, file: file)
    let minimum = targetColumn == nil ? 1 : 2
    guard columnCount >= minimum else {
      throw .malformed(
        file, "line \(line)", found: "\(columnCount) column",
        expected: "a feature and the one to be predicted",
        advice: "check which separator the file uses")
    }
    switch format.header {
    case .counts: break
    case .none: isRow = true
    case .names: setNames(fields)
    case .automatic:
      let told = fields.indices.filter { $0 != targetColumn || !format.target.isLabel }
        .map { fields[$0] }
      isRow = !CSVHeader.areNames(told)
      if !isRow { setNames(fields) }
    }
  }

  private mutating func setNames(_ fields: [String]) {
    featureNames = fields.indices.filter { $0 != targetColumn }.map { fields[$0] }
  }

  /// Whether the fields of a line are the columns' names. A row with a gap is no header; but programs
  /// that number the rows leave the first name out.
  static func areNames(_ fields: [String]) -> Bool {
    fields.dropFirst().allSatisfy(isName) && fields.contains(where: isName)
      && (fields[0].isEmpty || isName(fields[0]))
  }

  /// Whether a field is a column's name: neither a number nor what stands for a missing one.
  static func isName(_ field: String) -> Bool {
    let missing = ["", "?", "-", "na", "n/a", "#n/a", "nan", "null", "none", "nil", "missing"]
    return Float(field) == nil && !missing.contains(field.lowercased())
  }

  /// A number of things, of at most nine digits.
  private static func count(_ text: String) -> Int? {
    text.utf8.count <= 9 && text.utf8.allSatisfy { 0x30...0x39 ~= $0 } ? Int(text) : nil
  }

  private static func targetColumn(
    _ format: CSVFormat, _ fields: [String], columnCount: Int, line: Int, file: String
  ) throws(DataError) -> Int? {
    guard let column = format.target.column else { return nil }
    switch column {
    case .last: return columnCount - 1
    case .number(let number):
      guard 1...columnCount ~= number else {
        throw .malformed(
          file, "line \(line)", found: "\(columnCount) columns",
          expected: "a column \(number) to predict", advice: "choose another column")
      }
      return number - 1
    case .named(let name):
      guard format.header == .names || format.header == .automatic,
        let index = fields.firstIndex(of: name)
      else {
        throw .malformed(
          file, "line \(line)", found: "no column '\(name)'", expected: "one of this name",
          advice: "choose one of \(fields.prefix(40).joined(separator: ", "))")
      }
      return index
    }
  }
}

extension CSVFormat.Target {
  var column: CSVFormat.Column? {
    switch self {
    case .none: nil
    case .label(let column), .value(let column): column
    }
  }

  var isLabel: Bool { if case .label = self { true } else { false } }
}
