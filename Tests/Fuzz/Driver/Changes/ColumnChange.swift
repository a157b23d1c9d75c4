extension TextTable {
  /// Columns that count something.
  private static let counters: Set = [
    "step", "episode", "episodes", "update", "updates", "epoch", "length",
  ]

  /// Columns that are missing, have changed places or have other names, in the header and in all
  /// rows alike: the rows fit the header, but not what the program writes.
  mutating func rearrangeColumns(_ choice: inout Choice) -> String {
    let count = rows[0].count
    let length = text.utf8.count
    var words: String
    switch choice.number(below: 5) {
    case 0, 1:
      let kept = 1 + choice.number(below: count - 1)
      rows = rows.map { Array($0.prefix(kept)) }
      words = "only its first \(kept) of \(count) columns"
    case 2:
      let dropped = choice.number(below: count)
      rows = rows.map { row in row.indices.filter { $0 != dropped }.map { row[$0] } }
      words = "without column \(dropped + 1) of \(count)"
    case 3:
      let (one, other) = (choice.number(below: count), choice.number(below: count))
      for row in rows.indices where rows[row].count == count { rows[row].swapAt(one, other) }
      words = "columns \(one + 1) and \(other + 1) changed places"
    default:
      let column = choice.number(below: count)
      let name = choice.pick(rows[0] + ["x", "Step", "step ", "seconds", "mean"])
      words = "column \(column + 1), \(rows[0][column]), is called \(name)"
      rows[0][column] = name
    }
    // A checkpoint knows how long the file was.
    if let last = rows.last, rows.count > 1, choice.number(below: 3) > 0 {
      var missing = length - text.utf8.count
      let size = last.reduce(0) { $0 + $1.utf8.count + 1 }
      if missing > 0 { words += ", and its last line again until it is as long as it was" }
      while missing > 0 {
        rows.append(last)
        missing -= size
      }
    }
    return words
  }

  /// A counter at the edge of what integers hold: in one row, in the last or in all.
  mutating func setCounter(_ choice: inout Choice) -> String? {
    let columns = rows[0].indices.filter { Self.counters.contains(rows[0][$0]) }
    guard !columns.isEmpty, rows.count > 1 else { return nil }
    let column = choice.pick(columns)
    let value = choice.pick(Values.counters)
    let row = choice.pick([1, rows.count - 1, 1 + choice.number(below: rows.count - 1)])
    let isAll = choice.onceIn(4)
    for index in isAll ? Array(rows.indices.dropFirst()) : [row]
    where rows[index].indices.contains(column) {
      rows[index][column] = value
    }
    return "\(isAll ? "all lines" : "line \(row + 1)"), \(rows[0][column]): \(value)"
  }
}
