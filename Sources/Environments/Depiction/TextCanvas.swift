import RLState

/// Cells of characters over a rectangle of a world. A cell is twice as high as it is wide, as
/// characters are, about.
struct TextCanvas {
  private let rectangle: DepictedRectangle
  /// How wide a cell is in units of the world.
  private let unit: Double
  /// `[rows, columns]`, from the top.
  private var cells: [[TextDrawing.Cell]]

  /// A terminal has 24 lines, of which some tell about the drawing.
  private static let greatestRowCount = 18.0

  /// As wide as the columns allow, or less where it would have more than 18 rows.
  init(over rectangle: DepictedRectangle, columns: Int) {
    self.rectangle = rectangle
    let size = rectangle.size
    unit = max(size.x / Double(max(columns, 2)), size.y / (2 * Self.greatestRowCount))
    // What is a hair too much should not add a cell.
    let rows = max(1, Int(clamped: (size.y / (2 * unit) - 1e-9).rounded(.up)))
    let columns = max(1, Int(clamped: (size.x / unit - 1e-9).rounded(.up)))
    cells = Array(
      repeating: Array(repeating: TextDrawing.Cell(" "), count: columns), count: rows)
  }

  mutating func draw(_ shape: DepictedShape) {
    switch shape {
    case .line(let points, _, let role):
      for mark in thinned(marks(along: points)) {
        set(mark.cell, role.character ?? crossing(mark, role), role)
      }
    case .polygon(let points, let role):
      fill(role) { contains($0, in: points) }
      // One that is too small to have the middle of a cell is there nevertheless.
      set(points.reduce(SIMD2()) { $0 + $1 / Double(points.count) }, role)
    case .circle(let center, let radius, let role):
      fill(role) { distanceSquare($0, center) <= radius * radius }
      set(center, role)
    case .rectangle(let center, let size, _, let role):
      if role == .body { return drawBody(center, size) }
      fill(role) { all($0 .>= center - size / 2) && all($0 .<= center + size / 2) }
      set(center, role)
    case .label(let text, let place, _, let role):
      guard let middle = cell(of: place) else { return }
      for (index, character) in text.enumerated() {
        let column = middle.column - text.count / 2 + index
        guard cells[0].indices.contains(column) else { continue }
        set(Cell(row: middle.row, column: column), character, role)
      }
    }
  }

  /// What is drawn, without what is empty at the ends of lines.
  var drawing: TextDrawing {
    TextDrawing(
      cells.map { line in
        Array(line[..<(line.lastIndex { $0.character != " " }.map { $0 + 1 } ?? 0)])
      })
  }

  private struct Cell: Equatable {
    var row: Int
    var column: Int
  }

  private struct Mark {
    var cell: Cell
    var slope: Character
  }

  /// The cells on the way, each once in a row.
  private func marks(along points: [SIMD2<Double>]) -> [Mark] {
    var marks: [Mark] = []
    for (start, end) in zip(points, points.dropFirst()) {
      let slope = slope(of: end - start)
      let span = (end - start) / SIMD2(unit, 2 * unit)
      let length = abs(span.x) + abs(span.y)
      // However far a line reaches outside, it has an end.
      let steps = length < 1000 ? max(1, Int(clamped: (4 * length).rounded(.up))) : 4000
      for step in 0...steps {
        let point = start + (end - start) * (Double(step) / Double(steps))
        guard let cell = cell(of: point), cell != marks.last?.cell else { continue }
        marks.append(Mark(cell: cell, slope: slope))
      }
    }
    return marks
  }

  /// Without corners: where two marks touch by a corner, what lies between them is left out.
  private func thinned(_ marks: [Mark]) -> [Mark] {
    var result: [Mark] = []
    for (index, mark) in marks.enumerated() {
      if let before = result.last?.cell, index + 1 < marks.count,
        case let after = marks[index + 1].cell,
        abs(after.row - before.row) == 1 && abs(after.column - before.column) == 1
      {
        continue
      }
      result.append(mark)
    }
    return result
  }

  /// The character of a line, which shows its slope; where what never moves crosses, a cross.
  private func crossing(_ mark: Mark, _ role: DepictionRole) -> Character {
    let below = cells[mark.cell.row][mark.cell.column]
    let isFixed = role == .scenery || role == .limit
    guard isFixed, below.meaning == .role(.scenery) || below.meaning == .role(.limit) else {
      return mark.slope
    }
    return [below.character, mark.slope].sorted() == ["-", "|"] ? "+" : mark.slope
  }

  /// `[===]`, always of the same odd number of characters, so that it does not tremble while it moves.
  private mutating func drawBody(_ center: SIMD2<Double>, _ size: SIMD2<Double>) {
    guard let middle = cell(of: center) else { return }
    let half = Int(clamped: min(size.x / unit / 2, 1e6))
    for row in cells.indices {
      let y = rectangle.high.y - (2 * Double(row) + 1) * unit
      guard row == middle.row || abs(y - center.y) <= size.y / 2 else { continue }
      for column in max(middle.column - half, 0)...min(middle.column + half, cells[0].count - 1) {
        let place = column - middle.column
        let character: Character =
          half == 0 ? DepictionRole.body.fill : place == -half ? "[" : place == half ? "]" : "="
        set(Cell(row: row, column: column), character, .body)
      }
    }
  }

  private mutating func fill(_ role: DepictionRole, where isInside: (SIMD2<Double>) -> Bool) {
    for row in cells.indices {
      for column in cells[row].indices {
        let x = rectangle.low.x + (Double(column) + 0.5) * unit
        let y = rectangle.high.y - (2 * Double(row) + 1) * unit
        if isInside(SIMD2(x, y)) { set(Cell(row: row, column: column), role.fill, role) }
      }
    }
  }

  private mutating func set(_ point: SIMD2<Double>, _ role: DepictionRole) {
    if let cell = cell(of: point) { set(cell, role.fill, role) }
  }

  private mutating func set(_ cell: Cell, _ character: Character, _ role: DepictionRole) {
    cells[cell.row][cell.column] = TextDrawing.Cell(character, .role(role))
  }

  /// The cell of a point; nil outside. All edges are inside.
  private func cell(of point: SIMD2<Double>) -> Cell? {
    guard all(point .>= rectangle.low), all(point .<= rectangle.high) else { return nil }
    return Cell(
      row: min(Int(clamped: (rectangle.high.y - point.y) / (2 * unit)), cells.count - 1),
      column: min(Int(clamped: (point.x - rectangle.low.x) / unit), cells[0].count - 1))
  }
}

extension DepictionRole {
  /// What lines are drawn with; nil where they show their slope.
  fileprivate var character: Character? {
    switch self {
    case .scenery, .goal, .limit, .object: nil
    case .body, .part, .action: fill
    }
  }

  /// What areas are filled with.
  fileprivate var fill: Character {
    switch self {
    case .scenery: ":"
    case .body: "#"
    case .part: "o"
    case .object: "@"
    case .limit: "x"
    case .goal: "*"
    case .action: "+"
    }
  }
}

/// The character that looks like a direction.
private func slope(of direction: SIMD2<Double>) -> Character {
  let (x, y) = (abs(direction.x), abs(direction.y))
  // The tangent of 22.5°. What leans a little is to be seen to lean.
  if y < 0.41 * x { return "-" }
  if x < 0.06 * y { return "|" }
  return (direction.x > 0) == (direction.y > 0) ? "/" : "\\"
}

private func distanceSquare(_ a: SIMD2<Double>, _ b: SIMD2<Double>) -> Double {
  ((a - b) * (a - b)).sum()
}

/// Whether a ray to the right crosses the outline an odd number of times.
private func contains(_ point: SIMD2<Double>, in outline: [SIMD2<Double>]) -> Bool {
  var isInside = false
  for (index, a) in outline.enumerated() {
    let b = outline[(index + 1) % outline.count]
    guard (a.y > point.y) != (b.y > point.y) else { continue }
    if point.x < a.x + (b.x - a.x) * (point.y - a.y) / (b.y - a.y) { isInside.toggle() }
  }
  return isInside
}
