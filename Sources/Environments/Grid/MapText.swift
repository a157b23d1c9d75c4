/// The text of a map, line by line.
struct MapText {
  /// The lines without their ends, and without empty lines after the last.
  let lines: [String]

  init(_ text: String) {
    var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      .map(String.init)
    while lines.last?.allSatisfy(\.isWhitespace) == true { lines.removeLast() }
    self.lines = lines
  }

  /// The characters of `rows`, which must all have the same length.
  ///
  /// - Parameter refusal: why a character cannot be in a map, or nil where it can.
  static func grid(
    _ rows: [String], refusal: (Character) -> String?
  ) throws(MapError) -> [[Character]] {
    let grid = rows.map(Array.init)
    guard let first = grid.first, !first.isEmpty else { throw MapError(.empty) }
    for (line, row) in grid.enumerated() {
      for (column, character) in row.enumerated() {
        if let hint = refusal(character) {
          throw MapError(
            .unknownCharacter(character, hint: hint), line: line + 1, column: column + 1)
        }
      }
      guard row.count == first.count else {
        throw MapError(
          .ragged(found: row.count, expected: first.count), line: line + 1,
          column: min(row.count, first.count) + 1)
      }
    }
    return grid
  }
}
