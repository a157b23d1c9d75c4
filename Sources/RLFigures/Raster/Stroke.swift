/// How a line is drawn along points.
struct Pen {
  /// Half of the line's width, in pixels.
  var radius: Double
  /// Whether ends and corners are round; otherwise ends are cut off and corners pointed, as SVG has
  /// them by default.
  var isRound: Bool

  /// Outlines that together surround the line, all in the same direction, so that they may overlap:
  /// fill them by `FillRule.nonZero`.
  func outlines(along points: [Point], isClosed: Bool) -> [[Point]] {
    var places: [Point] = []
    for point in points where point != places.last { places.append(point) }
    if isClosed, places.count > 1, places.first == places.last { places.removeLast() }
    guard places.count > 1 else {
      // SVG draws a line of no length as a dot, if ends are round.
      guard isRound, points.count > 1 else { return [] }
      return places.map { Shapes.circle($0, radius) }
    }
    var sides = zip(places, places.dropFirst()).map { Side(from: $0, to: $1, radius) }
    if isClosed, let last = places.last { sides.append(Side(from: last, to: places[0], radius)) }

    var result = sides.map(\.outline)
    for (side, next) in zip(sides, sides.dropFirst()) { addCorner(side, next, to: &result) }
    guard let first = sides.first, let last = sides.last else { return [] }
    if isClosed {
      addCorner(last, first, to: &result)
    } else if isRound {
      result.append(cap(first.start, Point(-first.across.x, -first.across.y)))
      result.append(cap(last.end, last.across))
    }
    return result.map(\.clockwise)
  }

  /// Fills the gap outside of a corner.
  private func addCorner(_ side: Side, _ next: Side, to result: inout [[Point]]) {
    let corner = side.end
    let turn = side.across.x * next.across.y - side.across.y * next.across.x
    let cosine = side.across.x * next.across.x + side.across.y * next.across.y
    // The gap is on the left of a turn to the right.
    let sign = turn > 0 ? -1.0 : 1.0
    let first = Point(sign * side.across.x, sign * side.across.y)
    let last = Point(sign * next.across.x, sign * next.across.y)
    let square = radius * radius
    // Too small a gap to be seen.
    if cosine > 0, abs(turn) < 0.05 * radius { return }
    if isRound {
      // Back where it came from there is no direction halfway between.
      let isReturn = cosine < -0.999999 * square
      result.append(
        isReturn ? cap(corner, side.across) : [corner] + Shapes.arc(corner, from: first, to: last))
    } else {
      var outline = [corner, corner + first, corner + last]
      // How far the point is from the corner, in widths: 4 is SVG's own limit.
      let length = (2 / (1 + cosine / square)).squareRoot()
      if length <= 4 {
        let factor = 1 / (1 + cosine / square)
        outline.insert(
          corner + Point((first.x + last.x) * factor, (first.y + last.y) * factor), at: 2)
      }
      result.append(outline)
    }
  }

  /// Half a circle around the end of a line that goes a quarter turn back from `across`.
  private func cap(_ end: Point, _ across: Point) -> [Point] {
    let (ahead, back) = (Point(across.y, -across.x), Point(-across.x, -across.y))
    return Shapes.arc(end, from: across, to: ahead) + Shapes.arc(end, from: ahead, to: back)
  }
}

/// A straight piece of a line.
private struct Side {
  var start: Point
  var end: Point
  /// From the line's middle to its edge, a quarter turn from the line's direction.
  var across: Point

  init(from start: Point, to end: Point, _ radius: Double) {
    self.start = start
    self.end = end
    let (x, y) = (end.x - start.x, end.y - start.y)
    let factor = radius / (x * x + y * y).squareRoot()
    across = Point(-y * factor, x * factor)
  }

  var outline: [Point] {
    let back = Point(-across.x, -across.y)
    return [start + across, end + across, end + back, start + back]
  }
}

extension [Point] {
  /// The outline in the direction that has y grow after x does.
  fileprivate var clockwise: [Point] {
    var area = 0.0
    guard var previous = last else { return self }
    for point in self {
      area += previous.x * point.y - point.x * previous.y
      previous = point
    }
    return area < 0 ? reversed() : self
  }
}

private func + (first: Point, second: Point) -> Point {
  Point(first.x + second.x, first.y + second.y)
}
