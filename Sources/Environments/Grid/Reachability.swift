/// Which cells of a grid can be reached from `starts` by moves up, right, down and left, not
/// entering cells that are blocked. Cells are numbered row by row.
func reachable(
  from starts: [Int], rows: Int, columns: Int, isBlocked: (Int, Int) -> Bool
) -> [Bool] {
  var reached = [Bool](repeating: false, count: rows * columns)
  var frontier = starts
  for cell in starts { reached[cell] = true }
  while let cell = frontier.popLast() {
    let (row, column) = (cell / columns, cell % columns)
    for (down, right) in [(-1, 0), (0, 1), (1, 0), (0, -1)] {
      let (nextRow, nextColumn) = (row + down, column + right)
      guard (0..<rows).contains(nextRow) && (0..<columns).contains(nextColumn) else { continue }
      let next = nextRow * columns + nextColumn
      guard !reached[next] && !isBlocked(nextRow, nextColumn) else { continue }
      reached[next] = true
      frontier.append(next)
    }
  }
  return reached
}
