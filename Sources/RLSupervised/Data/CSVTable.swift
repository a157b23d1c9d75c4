/// Numbers in rows and columns, with what is to be predicted from them, as a text file holds them.
///
/// ```swift
/// let table = try CSVTable(contentsOf: "flowers.csv", format: CSVFormat(target: .label(.last)))
/// let flowers = Dataset(labels: table)
/// ```
public struct CSVTable: Sendable {
  /// The names of the feature columns; empty without a header of names.
  public private(set) var featureNames: [String] = []
  /// The number of feature columns.
  public private(set) var featureCount = 0
  /// The number of rows.
  public private(set) var rowCount = 0
  /// The features, `[rows, features]`, row-major.
  public private(set) var features: [Float] = []
  /// The class of each row; empty unless the target is a label.
  public private(set) var labels: [Int] = []
  /// The name of each class. Of classes that are numbers, the header's names or the numbers; others
  /// in the order of their UTF-8 bytes.
  public private(set) var classNames: [String] = []
  /// The number to be predicted for each row; empty unless the target is a value.
  public private(set) var values: [Float] = []

  /// The greatest class that a number in a file can name.
  static let greatestLabel = 65_535

  /// Reads a file, plain or gzip.
  ///
  /// - Throws: `DataError` where the file cannot be read or does not have the format; it names the
  ///   line and the column.
  public init(contentsOf path: String, format: CSVFormat = CSVFormat()) throws(DataError) {
    try self.init(
      DataError.bytes(of: path, atMost: TableFile.greatestSize), format: format, file: path)
  }

  /// Reads the content of a file; `file` is how an error names it.
  package init(_ bytes: [UInt8], format: CSVFormat, file: String) throws(DataError) {
    var content = ContentReader(bytes, file: file)
    var lines = CSVLines(
      try content.rest(atMost: TableFile.greatestSize), separator: format.separator, file: file)
    guard let first = try lines.next() else {
      throw .malformed(file, "data", found: "no line", expected: "at least one row of numbers")
    }
    let header = try CSVHeader(first, format: format, line: lines.number, file: file)
    let reader = CSVRowReader(header: header, file: file)
    featureCount = header.columnCount - (header.targetColumn == nil ? 0 : 1)
    featureNames = header.featureNames
    var texts: [(text: String, line: Int)] = []

    var row = header.isRow ? first : try lines.next()
    while let fields = row {
      try reader.checkCount(fields, line: lines.number)
      for (column, field) in fields.enumerated() where column != header.targetColumn {
        features.append(try reader.number(field, line: lines.number, column: column))
      }
      if let column = header.targetColumn {
        if case .value = format.target {
          values.append(try reader.number(fields[column], line: lines.number, column: column))
        } else {
          texts.append((fields[column], lines.number))
        }
      }
      rowCount += 1
      row = try lines.next()
    }
    guard rowCount > 0, header.rowCount == nil || header.rowCount == rowCount else {
      throw .malformed(
        file, "data", found: "\(rowCount) rows",
        expected: header.rowCount.map { "\($0), as the header says" } ?? "at least 1")
    }
    (labels, classNames) = try reader.classes(texts)
  }
}
