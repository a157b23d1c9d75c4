import RLRuns

/// Which column of a file it is, as errors tell it.
struct TablePlace {
  let file: String
  /// From 1.
  let number: Int
  /// In the header; nil where there is none, or it is empty there.
  let name: String?
  /// How an option of the command line names it.
  let option: String
  let isTarget: Bool
  /// The line of the first row.
  let firstRow: Int?

  /// `column 3 (price)`
  var text: String { "column \(number)" + (name.map { " (\($0.prefix(40)))" } ?? "") }

  /// What can be done about a column that has no use.
  var orIgnore: String {
    isTarget ? "" : ", or leave the column out with --ignore \(option)"
  }

  func error(line: Int, found: String, expected: String, advice: String) -> DataError {
    .malformed(file, "line \(line), \(text)", found: found, expected: expected, advice: advice)
  }

  func error(found: String, expected: String, advice: String) -> DataError {
    .malformed(file, text, found: found, expected: expected, advice: advice)
  }
}

/// A number of things: `1 column`, `2 columns`.
func counted(_ number: Int, _ noun: String) -> String {
  "\(number) \(noun)\(number == 1 ? "" : "s")"
}
