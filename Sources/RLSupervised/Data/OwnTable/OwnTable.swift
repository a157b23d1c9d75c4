/// A table of one's own as a network takes it: each row's features, and what is to be predicted.
///
/// A column of numbers is a feature; one of words is a feature for each of its words, which is 1 in
/// the rows that have it and 0 in others.
struct OwnTable {
  /// What is to be predicted for each row.
  enum Targets {
    case classes([Int], names: [String])
    case numbers([Float])
  }

  /// What each feature is: `size`, or `colour=red`; columns without a name have their number.
  private(set) var featureNames: [String] = []
  /// Whether it is a number, not a word that is there or not.
  private(set) var areNumbers: [Bool] = []
  private(set) var rowCount = 0
  /// `[rows, features]`, row-major.
  private(set) var features: [Float] = []
  let targets: Targets
  /// The name of the column to be predicted, or `column 3`.
  let targetName: String

  /// How many different words make features of a column unless it is named as one of words.
  static let greatestWordCount = 20
  /// How many different words a column can have.
  static let greatestNamedWordCount = 1_000
  /// How many classes there can be.
  static let greatestClassCount = 256

  /// Reads a table, plain or gzip.
  ///
  /// - Parameter file: how errors name it.
  /// - Throws: `DataError`, with the line and the column.
  init(
    _ bytes: [UInt8], _ settings: CSVTask.Configuration, file: String
  ) throws(DataError) {
    var content = ContentReader(bytes, file: file)
    let text = try content.rest(atMost: TableFile.greatestSize)
    let separator = try settings.separator.format(of: text, file: file)
    var lines = CSVLines(text, separator: separator, file: file)
    guard let first = try lines.next() else {
      throw .malformed(
        file, "data", found: "no line", expected: "at least two rows",
        advice: "check whether it is the file that is meant")
    }
    let layout = try TableLayout(first, line: lines.number, settings, file: file)
    var columns = layout.columns(settings.goal)
    var row = layout.hasNames ? try lines.next() : first
    while let fields = row {
      guard fields.count == columns.count else {
        throw Self.otherCount(
          fields.count, lines, layout, isSecond: rowCount == (layout.hasNames ? 0 : 1))
      }
      for index in columns.indices { try columns[index]?.add(fields[index], line: lines.number) }
      rowCount += 1
      row = try lines.next()
    }
    guard rowCount > 1 else {
      throw .malformed(
        file, "data", found: counted(rowCount, "row"),
        expected: "at least two", advice: "add rows to the table")
    }
    for column in columns { try column?.requireOneKind() }
    try layout.requireHeader(columns)
    guard let target = columns[layout.target] else { fatalError("the target was left out") }
    targets = try Self.targets(target)
    targetName = target.place.name ?? "column \(target.place.number)"
    try addFeatures(columns.indices.filter { $0 != layout.target }.compactMap { columns[$0] })
  }

  /// That a line has not as many columns as the first, or the first not as many as all others.
  private static func otherCount(
    _ count: Int, _ lines: CSVLines, _ layout: TableLayout, isSecond: Bool
  ) -> DataError {
    let advice = "correct the line, or check with --separator what stands between the columns"
    let (line, first) = (lines.number, layout.first.count)
    var rest = lines
    if isSecond, (try? rest.next())?.count == count {
      return .malformed(
        layout.file, "line \(layout.line)", found: counted(first, "column"),
        expected: "\(count), as lines \(line) and \(rest.number) have", advice: advice)
    }
    return .malformed(
      layout.file, "line \(line)", found: counted(count, "column"),
      expected: "\(first), as line \(layout.line) has", advice: advice)
  }

  /// What is predicted by what: `price, a number, by 7 features`.
  var aim: String {
    let kind =
      switch targets {
      case .classes(_, let names): "one of \(names.count) classes"
      case .numbers: "a number"
      }
    return "\(targetName), \(kind), by \(counted(featureNames.count, "feature"))"
  }

  private static func targets(_ column: TableColumn) throws(DataError) -> Targets {
    if column.isOfNumbers { return .numbers(column.numbers) }
    let (names, codes) = column.sortedWords()
    guard 2...greatestClassCount ~= names.count else {
      throw column.place.error(
        found: names.count == 1 ? "one class, '\(names[0].prefix(40))'" : "\(names.count) classes",
        expected: "2 to \(greatestClassCount)",
        advice: column.looksNumeric && names.count > 1
          ? "predict numbers with --task regress" : "choose another column with --target")
    }
    return .classes(codes, names: names)
  }

  private mutating func addFeatures(_ columns: [TableColumn]) throws(DataError) {
    var writers: [(codes: [Int], count: Int)] = []
    for column in columns {
      let title = column.place.name ?? "\(column.place.number)"
      if column.isOfNumbers {
        featureNames.append(title)
        areNumbers.append(true)
        writers.append(([], 1))
      } else {
        try Self.requireFewWords(column)
        let (words, codes) = column.sortedWords()
        featureNames += words.map { "\(title)=\($0)" }
        areNumbers += words.map { _ in false }
        writers.append((codes, words.count))
      }
    }
    features.reserveCapacity(rowCount * featureNames.count)
    for row in 0..<rowCount {
      for (column, writer) in zip(columns, writers) {
        if column.isOfNumbers {
          features.append(column.numbers[row])
        } else {
          for code in 0..<writer.count { features.append(code == writer.codes[row] ? 1 : 0) }
        }
      }
    }
  }

  private static func requireFewWords(_ column: TableColumn) throws(DataError) {
    let isNamed = column.content == .words
    let count = column.words.count
    let limit = isNamed ? greatestNamedWordCount : greatestWordCount
    if count > limit || count == column.codes.count && !isNamed {
      throw column.place.error(
        found: count == column.codes.count
          ? "another word in each row" : "\(count) different words",
        expected: "numbers, or at most \(limit) different words, which rows share",
        advice: "leave the column out with --ignore \(column.place.option)"
          + (isNamed || count > greatestNamedWordCount
            ? "" : ", or make features of all its words with --words \(column.place.option)"))
    }
  }
}
