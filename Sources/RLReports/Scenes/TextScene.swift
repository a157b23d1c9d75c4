import RLFigures

/// Texts as pictures of the same size, each character in the middle of a cell of its own, so that
/// columns stand under each other in any font. The characters that are the same in all texts come
/// first.
func textScenes(_ texts: [String], width: Double) -> [Drawing] {
  let lines = texts.map { text in
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(Array.init)
  }
  let rows = max(1, lines.map(\.count).max() ?? 1)
  let columns = max(1, lines.flatMap { $0.map(\.count) }.max() ?? 1)
  // A few letters should not fill a page.
  let cell = min(width / Double(columns), 24)
  let left = (width - cell * Double(columns)) / 2

  func character(_ text: Int, _ row: Int, _ column: Int) -> Character {
    guard row < lines[text].count, column < lines[text][row].count else { return " " }
    return lines[text][row][column]
  }
  func element(_ text: Int, _ row: Int, _ column: Int) -> Drawing.Element? {
    let character = character(text, row, column)
    if character.isWhitespace { return nil }
    return .text(
      Text(
        String(character),
        at: Point(left + (Double(column) + 0.5) * cell, (2 * Double(row) + 1.4) * cell),
        size: 1.4 * cell, anchor: .middle))
  }

  var lasting: [Drawing.Element] = []
  var changing: [(row: Int, column: Int)] = []
  for row in 0..<rows {
    for column in 0..<columns {
      let first = character(0, row, column)
      if texts.indices.allSatisfy({ character($0, row, column) == first }) {
        if let element = element(0, row, column) { lasting.append(element) }
      } else {
        changing.append((row, column))
      }
    }
  }
  return texts.indices.map { text in
    Drawing(
      width: width, height: 2 * cell * Double(rows),
      description: "An environment drawn with characters",
      lasting + changing.compactMap { element(text, $0.row, $0.column) })
  }
}
