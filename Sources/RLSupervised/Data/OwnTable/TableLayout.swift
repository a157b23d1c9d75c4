import RLRuns

/// What the first line of a table and its settings say of the columns.
struct TableLayout {
  /// Whether the first line holds names.
  let hasNames: Bool
  /// Whether somebody said so, or named a column by what stands there.
  let isHeaderSaid: Bool
  /// The fields of the first line.
  let first: [String]
  /// Its number.
  let line: Int
  /// The column to be predicted, from 0.
  let target: Int
  /// What is left out.
  let ignored: Set<Int>
  /// What is taken as words, whatever it is.
  let words: Set<Int>
  let file: String

  init(
    _ first: [String], line: Int, _ settings: CSVTask.Configuration, file: String
  ) throws(DataError) {
    (self.first, self.line, self.file) = (first, line, file)
    hasNames =
      settings.header == .yes || settings.header == .automatic && CSVHeader.areNames(first)
    isHeaderSaid = settings.header == .yes || hasNames && first.contains(settings.target)
    let columns = ColumnNames(
      names: hasNames ? first : [], count: first.count, file: file, line: line)
    target = try columns.index(settings.target, option: "--target")
    ignored = Set(try columns.indices(settings.ignore, option: "--ignore"))
    words = Set(try columns.indices(settings.words, option: "--words"))
    for (columns, option, advice) in [
      (ignored, "--ignore", "leave out another column, or predict another one"),
      (words, "--words", "take its numbers as classes with --task classify"),
    ] where columns.contains(target) {
      throw .malformed(
        file, "column \(target + 1)", found: "the column to be predicted in \(option)",
        expected: "others", advice: advice)
    }
    guard ignored.count + 1 < first.count else {
      throw .malformed(
        file, "line \(line)",
        found: "\(counted(first.count, "column")), \(ignored.count) of them left out",
        expected: "one to be predicted and another one to predict it from",
        advice: "leave out fewer, or check with --separator what stands between them")
    }
  }

  /// Empty columns for what is not left out; those that are, are nil.
  func columns(_ goal: CSVTask.Goal) -> [TableColumn?] {
    first.indices.map { index in
      guard !ignored.contains(index) else { return nil }
      guard index == target else {
        return TableColumn(words.contains(index) ? .words : .either, place(index))
      }
      let content: TableColumn.Content =
        switch goal {
        case .automatic: .either
        case .classify: .classes
        case .regress: .numbers
        }
      return TableColumn(content, place(index))
    }
  }

  private func place(_ index: Int) -> TablePlace {
    let name = hasNames && !first[index].isEmpty ? first[index] : nil
    let isPlain =
      name.map { name in
        first.count { $0 == name } == 1 && !name.contains(where: { ",\"".contains($0) })
          && !name.hasPrefix("-")
      } ?? false
    return TablePlace(
      file: file, number: index + 1, name: name,
      option: isPlain ? shellWord(first[index]) : "\(index + 1)", isTarget: index == target,
      firstRow: hasNames ? nil : line)
  }

  /// Sees to it that the first line is no row that happens to be text throughout, as far as rows show.
  ///
  /// - Throws: `DataError` where that is not known.
  func requireHeader(_ columns: [TableColumn?]) throws(DataError) {
    guard hasNames, !isHeaderSaid else { return }
    func ambiguous(_ reason: String) -> DataError {
      .malformed(
        file, "line \(line)", found: "text throughout, which may be names or a row: \(reason)",
        expected: "a line that can only be one of them",
        advice: "say with --header yes that these are names, or with --header no that it is a row")
    }
    for (name, column) in zip(first, columns) {
      if let column, let code = column.words.firstIndex(of: name) {
        throw ambiguous("'\(name.prefix(40))' is also in line \(column.lines[code])")
      }
    }
    guard columns.contains(where: { $0?.looksNumeric == true }) else {
      throw ambiguous("no column is of numbers")
    }
  }
}

/// Columns as settings name them: by name, by number from 1, from the end by one below 0, or `last`.
private struct ColumnNames {
  let names: [String]
  let count: Int
  let file: String
  let line: Int

  func index(_ text: String, option: String) throws(DataError) -> Int {
    let same = names.indices.filter { names[$0] == text }
    if same.count == 1 { return same[0] }
    if same.count > 1 {
      let numbers = same.map { "\($0 + 1)" }.joined(separator: " and ")
      throw .malformed(
        file, "line \(line)", found: "\(same.count) columns '\(text)'", expected: "one",
        advice: "give the number of the one that is meant with \(option): \(numbers)")
    }
    if text.lowercased() == "last" { return count - 1 }
    if let number = Int(text), number != 0, abs(number) <= count {
      return number > 0 ? number - 1 : count + number
    }
    let known = names.filter { !$0.isEmpty }.prefix(40).joined(separator: ", ")
    throw .malformed(
      file, "line \(line)", found: "no column '\(text.prefix(40))'",
      expected: "the one of \(option)",
      advice: names.isEmpty
        ? "give a number from 1 to \(count), or say with --header yes that the line holds names"
        : "choose one of \(known), or a number from 1 to \(count)")
  }

  /// Several, with commas between them; what has one itself stands in quotation marks.
  func indices(_ list: String, option: String) throws(DataError) -> [Int] {
    var lines = CSVLines(Array(list.utf8), separator: .comma, file: option)
    var indices: [Int] = []
    for text in try lines.next() ?? [] { indices.append(try index(text, option: option)) }
    return indices
  }
}
