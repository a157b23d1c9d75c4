/// Makes numbers and classes of the fields of rows.
struct CSVRowReader {
  let header: CSVHeader
  let file: String

  func checkCount(_ fields: [String], line: Int) throws(DataError) {
    guard fields.count == header.columnCount else {
      throw .malformed(
        file, "line \(line)", found: "\(fields.count) columns",
        expected: "\(header.columnCount), as line \(header.line) has or says",
        advice: "correct the line, or check which separator the file uses")
    }
  }

  /// A finite number; `column` counts from 0.
  func number(_ field: String, line: Int, column: Int) throws(DataError) -> Float {
    // Swift would also read hexadecimal numbers, infinities and NaN.
    let isDecimal = field.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
    guard isDecimal, let number = Float(field), number.isFinite else {
      throw .malformed(
        file, "line \(line), column \(column + 1)",
        found: field.isEmpty ? "nothing" : "'\(field.prefix(40))'",
        expected: "a finite decimal number",
        advice: "correct the field or remove the row"
          + (header.isRow && line == header.line
            ? "; if the line holds the columns' names, say so (header: .names)" : ""))
    }
    return number
  }

  /// The classes that texts name, and the classes' names.
  func classes(
    _ texts: [(text: String, line: Int)]
  ) throws(DataError) -> (labels: [Int], names: [String]) {
    guard let first = texts.first, let column = header.targetColumn else { return ([], []) }
    guard header.classNames.isEmpty, Double(first.text) == nil else {
      return try numberedClasses(texts, column: column)
    }
    let names = Set(texts.map(\.text)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    guard names.count <= CSVTable.greatestLabel + 1 else {
      throw .malformed(
        file, "column \(column + 1)", found: "\(names.count) different names",
        expected: "at most \(CSVTable.greatestLabel + 1) classes", advice: "choose another column")
    }
    let numbers = Dictionary(uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
    var labels: [Int] = []
    for (text, line) in texts {
      guard let label = numbers[text], !text.isEmpty else {
        throw .malformed(
          file, "line \(line), column \(column + 1)", found: "nothing",
          expected: "the name of a class", advice: "fill in the field or remove the row")
      }
      labels.append(label)
    }
    return (labels, names)
  }

  private func numberedClasses(
    _ texts: [(text: String, line: Int)], column: Int
  ) throws(DataError) -> (labels: [Int], names: [String]) {
    let given = header.classNames
    let greatest = given.isEmpty ? CSVTable.greatestLabel : given.count - 1
    var labels: [Int] = []
    for (text, line) in texts {
      // NumPy writes 5 as 5.0 or 5.000000000000000000e+00.
      guard let number = Double(text), let label = Int(exactly: number), 0...greatest ~= label
      else {
        throw .malformed(
          file, "line \(line), column \(column + 1)",
          found: text.isEmpty ? "nothing" : "'\(text.prefix(40))'",
          expected: "a class, a whole number from 0 to \(greatest)",
          advice: "correct the field or remove the row")
      }
      labels.append(label)
    }
    return (labels, given.isEmpty ? (0...(labels.max() ?? 0)).map(String.init) : given)
  }
}
