import RLState

/// Which places outlines surround: those that a line from outside reaches after an odd number of
/// crossings, or after more crossings in one direction than in the other.
enum FillRule {
  case evenOdd
  case nonZero
}

/// Finds how much of each pixel is inside closed outlines.
///
/// A row of pixels is cut by 16 lines. Between two crossings of a line all is inside; where it
/// begins and ends is known to 1/256 of a pixel. All of it is whole numbers, so that a picture is
/// the same on every machine.
struct Scanner {
  static let linesPerRow = 16
  static let placesPerPixel = 256
  /// The coverage of a pixel that is wholly inside.
  static let full = linesPerRow * placesPerPixel

  private let width: Int
  /// By how much the coverage changes from a pixel to the next one.
  private var changes: [Int32]
  /// Which of the changes are not 0.
  private var touched: Range<Int>

  init(width: Int) {
    self.width = width
    changes = [Int32](repeating: 0, count: width + 2)
    touched = width..<width
  }

  /// Calls `visit` with each row that has pixels inside, which these may be, and their coverage.
  ///
  /// - Parameter bounds: what is outside of it stays outside.
  mutating func scan(
    _ outlines: [[Point]], _ rule: FillRule, in bounds: Rectangle,
    visit: (_ row: Int, _ columns: Range<Int>, _ coverage: [Int32]) -> Void
  ) {
    guard (bounds.x + bounds.y + bounds.width + bounds.height).isFinite else { return }
    // A line is within the bounds if its middle is.
    func line(after y: Double) -> Int {
      Int(clamped: (min(max(y, 0), 0x1p22) * Double(Self.linesPerRow) - 0.5).rounded(.up))
    }
    let (first, end) = (line(after: bounds.y), line(after: bounds.bottom))
    let (left, right) = (place(bounds.x), place(bounds.right))
    guard first < end, left < right else { return }

    let waiting = edges(outlines, first, end)
    guard var line = waiting.first?.first else { return }
    var nextEdge = 0
    var active: [Edge] = []
    while nextEdge < waiting.count || !active.isEmpty {
      if active.isEmpty, waiting[nextEdge].first > line {
        let next = waiting[nextEdge].first
        if next / Self.linesPerRow != line / Self.linesPerRow {
          flush(line / Self.linesPerRow, visit)
        }
        line = next
      }
      while nextEdge < waiting.count, waiting[nextEdge].first == line {
        active.append(waiting[nextEdge])
        nextEdge += 1
      }
      sortByPlace(&active)
      addSpans(active, rule, left, right)
      line += 1
      advance(&active, to: line)
      if line % Self.linesPerRow == 0 { flush(line / Self.linesPerRow - 1, visit) }
    }
    flush(line / Self.linesPerRow, visit)
  }

  /// The edges that cross a line from `first` to before `end`, by the first that they cross.
  private func edges(_ outlines: [[Point]], _ first: Int, _ end: Int) -> [Edge] {
    var edges: [Edge] = []
    for outline in outlines {
      guard var last = outline.last else { continue }
      for point in outline {
        if let edge = Edge(from: last, to: point, first, end) { edges.append(edge) }
        last = point
      }
    }
    edges.sort { $0.first < $1.first }
    return edges
  }

  private mutating func addSpans(_ active: [Edge], _ rule: FillRule, _ left: Int, _ right: Int) {
    var winding = 0
    var start = 0
    for edge in active {
      let wasInside = rule == .evenOdd ? winding & 1 != 0 : winding != 0
      winding += edge.direction
      let isInside = rule == .evenOdd ? winding & 1 != 0 : winding != 0
      if !wasInside && isInside {
        start = edge.place
      } else if wasInside && !isInside {
        add(max(start, left), min(edge.place, right))
      }
    }
  }

  /// Marks all from one place to another in the current line as inside.
  private mutating func add(_ start: Int, _ end: Int) {
    guard start < end else { return }
    change(at: start, by: 1)
    change(at: end, by: -1)
    let (lower, upper) = (start / Self.placesPerPixel, end / Self.placesPerPixel + 1)
    touched =
      touched.isEmpty
      ? lower..<upper : min(lower, touched.lowerBound)..<max(upper, touched.upperBound)
  }

  private mutating func change(at place: Int, by sign: Int32) {
    let (pixel, rest) = (place / Self.placesPerPixel, Int32(place % Self.placesPerPixel))
    changes[pixel] += sign * (Int32(Self.placesPerPixel) - rest)
    changes[pixel + 1] += sign * rest
  }

  /// Hands over a row and forgets it.
  private mutating func flush(
    _ row: Int, _ visit: (_ row: Int, _ columns: Range<Int>, _ coverage: [Int32]) -> Void
  ) {
    guard !touched.isEmpty else { return }
    let columns = touched.lowerBound..<min(touched.upperBound, width)
    var sum: Int32 = 0
    for column in columns {
      sum += changes[column]
      changes[column] = sum
    }
    visit(row, columns, changes)
    for column in columns.lowerBound..<columns.upperBound + 2 { changes[column] = 0 }
    touched = width..<width
  }

  private func place(_ x: Double) -> Int {
    Int(clamped: (min(max(x, 0), Double(width)) * Double(Self.placesPerPixel)).rounded())
  }
}

/// A side of an outline, as the lines across the picture meet it.
private struct Edge {
  /// The first line that crosses it.
  var first: Int
  /// The line after the last one.
  var end: Int
  /// Where the current line crosses it, in 1/2³² pixel.
  var x: Int
  /// How far it is from there to where the next one does.
  var step: Int
  /// 1 downward, -1 upward.
  var direction: Int

  /// Where the current line crosses it, in 1/256 pixel.
  var place: Int { (x + 1 << 23) >> 24 }

  /// Nil if no line from `first` to before `end` crosses it.
  init?(from start: Point, to finish: Point, _ first: Int, _ end: Int) {
    guard start.y != finish.y else { return nil }
    let (top, bottom) = start.y < finish.y ? (start, finish) : (finish, start)
    let lines = Double(Scanner.linesPerRow)
    self.first = max(Int(clamped: (top.y * lines - 0.5).rounded(.up)), first)
    self.end = min(Int(clamped: (bottom.y * lines - 0.5).rounded(.up)), end)
    guard self.first < self.end else { return nil }
    let slope = (bottom.x - top.x) / (bottom.y - top.y)
    let exact = top.x + ((Double(self.first) + 0.5) / lines - top.y) * slope
    let x = min(max(exact, min(top.x, bottom.x)), max(top.x, bottom.x))
    self.x = Int(clamped: x * 0x1p32)
    step = self.end - self.first > 1 ? Int(clamped: slope / lines * 0x1p32) : 0
    direction = start.y < finish.y ? 1 : -1
  }
}

/// Moves the edges on to the next line and drops those that end before it.
private func advance(_ edges: inout [Edge], to line: Int) {
  var kept = 0
  edges.withUnsafeMutableBufferPointer { edges in
    for index in edges.indices where edges[index].end > line {
      if kept != index { edges[kept] = edges[index] }
      edges[kept].x += edges[kept].step
      kept += 1
    }
  }
  edges.removeLast(edges.count - kept)
}

/// Few edges change places from a line to the next, so that this is mostly one look at each.
private func sortByPlace(_ edges: inout [Edge]) {
  edges.withUnsafeMutableBufferPointer { edges in
    for index in edges.indices.dropFirst() where edges[index].x < edges[index - 1].x {
      let edge = edges[index]
      var place = index
      while place > 0, edges[place - 1].x > edge.x {
        edges[place] = edges[place - 1]
        place -= 1
      }
      edges[place] = edge
    }
  }
}
