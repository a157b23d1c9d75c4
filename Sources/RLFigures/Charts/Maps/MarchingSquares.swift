/// Outlines and lines of equal value in a grid, by marching squares: values are linear along a cell's
/// sides; where two opposite corners are above a level and two below, the cell's mean decides which
/// are joined. (Lorensen and Cline 1987, in two dimensions.)
package struct MarchingSquares: Sendable {
  package let rows: Int
  package let columns: Int
  /// Row by row; what is not a number is outside of every level.
  package let values: [Double]

  package init(rows: Int, columns: Int, _ values: [Double]) {
    guard values.count == rows * columns else {
      fatalError("MarchingSquares: \(values.count) values for \(rows) rows of \(columns)")
    }
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Closed outlines of where values are `level` or more, in columns (x) and rows (y). An even-odd
  /// fill of them together is that region: holes are outlines, too.
  package func outlines(atLeast level: Double) -> [[Point]] {
    // A ring of cells around the grid, outside of every level, closes them along the border.
    let links = links(level, rows: -1..<rows, columns: -1..<columns) { _, _ in true }
    return chains(links, level).filter { $0.count > 2 }
  }

  /// Lines where values are `level`, open or with their first point again at the end.
  package func lines(at level: Double) -> [[Point]] {
    let links = links(level, rows: 0..<max(rows - 1, 0), columns: 0..<max(columns - 1, 0)) {
      row, column in
      let (upper, lower) = (
        value(row, column) + value(row, column + 1),
        value(row + 1, column) + value(row + 1, column + 1)
      )
      return !(upper + lower).isNaN
    }
    return chains(links, level, closes: true).filter { $0.count > 1 }
  }

  private func value(_ row: Int, _ column: Int) -> Double {
    guard row >= 0, row < rows, column >= 0, column < columns else { return .nan }
    return values[row * columns + column]
  }

  /// Sides of cells by number, in a grid with a ring around it: even ones lead to the next column,
  /// odd ones to the next row.
  private func side(_ row: Int, _ column: Int, leadsDown: Bool) -> Int {
    2 * ((row + 1) * (columns + 2) + column + 1) + (leadsDown ? 1 : 0)
  }

  /// For each side that is crossed the one that the line leads to, with the region always on the same
  /// hand; -1 for none.
  private func links(
    _ level: Double, rows: Range<Int>, columns: Range<Int>, _ isUsed: (Int, Int) -> Bool
  ) -> [Int] {
    var links = [Int](repeating: -1, count: 2 * (self.rows + 2) * (self.columns + 2))
    for row in rows {
      for column in columns where isUsed(row, column) {
        // Corners and the sides after them, around the cell.
        let (first, second) = (value(row, column), value(row, column + 1))
        let (third, fourth) = (value(row + 1, column + 1), value(row + 1, column))
        let isCrossed =
          (first >= level) != (second >= level) || (second >= level) != (third >= level)
          || (third >= level) != (fourth >= level)
        if !isCrossed { continue }
        let corners = [first, second, third, fourth]
        let isInside = corners.map { $0 >= level }
        let sides = [
          side(row, column, leadsDown: false), side(row, column + 1, leadsDown: true),
          side(row + 1, column, leadsDown: false), side(row, column, leadsDown: true),
        ]
        let exits = (0..<4).filter { isInside[$0] && !isInside[($0 + 1) % 4] }
        let entries = (0..<4).filter { !isInside[$0] && isInside[($0 + 1) % 4] }
        if exits.count == 1 {
          links[sides[exits[0]]] = sides[entries[0]]
          continue
        }
        let mean = corners.reduce(0) { $0 + $1 / 4 }
        for exit in exits { links[sides[exit]] = sides[(exit + (mean >= level ? 1 : 3)) % 4] }
      }
    }
    return links
  }

  /// The links as lines of points: open ones from their ends, then closed ones.
  private func chains(_ links: [Int], _ level: Double, closes: Bool = false) -> [[Point]] {
    var isTarget = [Bool](repeating: false, count: links.count)
    for link in links where link >= 0 { isTarget[link] = true }
    var links = links
    var chains: [[Point]] = []
    for wantsOpen in [true, false] {
      for start in links.indices where links[start] >= 0 && isTarget[start] != wantsOpen {
        var chain: [Point] = []
        var current = start
        while current >= 0 {
          let point = crossing(current, level)
          if chain.last != point { chain.append(point) }
          (current, links[current]) = (links[current], -1)
        }
        if !wantsOpen && !closes && chain.count > 1 && chain.first == chain.last {
          chain.removeLast()
        }
        chains.append(chain)
      }
    }
    return chains
  }

  /// Where the level is on a side.
  private func crossing(_ side: Int, _ level: Double) -> Point {
    let (row, column) = (side / 2 / (columns + 2) - 1, side / 2 % (columns + 2) - 1)
    let (nextRow, nextColumn) = side % 2 == 1 ? (row + 1, column) : (row, column + 1)
    let (first, second) = (value(row, column), value(nextRow, nextColumn))
    // Beside a missing value a region ends at its own.
    let fraction: Double
    if first.isNaN {
      fraction = 1
    } else if second.isNaN {
      fraction = 0
    } else {
      fraction = (level - first) / (second - first)
    }
    return side % 2 == 1
      ? Point(Double(column), Double(row) + fraction)
      : Point(Double(column) + fraction, Double(row))
  }
}
