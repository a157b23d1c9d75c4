/// The closed outlines of shapes, in pixels: curves become as many lines as nobody sees.
enum Shapes {
  static func rectangle(_ frame: Rectangle, radius: Double = 0) -> [Point] {
    let radius = min(radius, frame.width / 2, frame.height / 2)
    guard radius > 0 else {
      return [
        Point(frame.x, frame.y), Point(frame.right, frame.y), Point(frame.right, frame.bottom),
        Point(frame.x, frame.bottom),
      ]
    }
    let (left, right) = (frame.x + radius, frame.right - radius)
    let (top, bottom) = (frame.y + radius, frame.bottom - radius)
    let corners = [
      Point(right, bottom), Point(left, bottom), Point(left, top), Point(right, top),
    ]
    return zip(corners, quarters(radius)).flatMap { corner, quarter in
      arc(corner, from: quarter.from, to: quarter.to)
    }
  }

  static func circle(_ center: Point, _ radius: Double) -> [Point] {
    quarters(radius).flatMap { arc(center, from: $0.from, to: $0.to).dropLast() }
  }

  /// Points on a circle from one direction to another, less than half a turn away, with both ends.
  ///
  /// Made by halving angles, which takes only a root: a machine's own sines differ in the last bit.
  static func arc(_ center: Point, from start: Point, to end: Point) -> [Point] {
    var directions = [start, end]
    // Each round leaves a quarter of the distance between the lines and the circle.
    for _ in 0..<12 {
      let (x, y) = (directions[0].x + directions[1].x, directions[0].y + directions[1].y)
      let radius = (start.x * start.x + start.y * start.y).squareRoot()
      guard radius - (x * x + y * y).squareRoot() / 2 > 0.05 else { break }
      let halves = zip(directions, directions.dropFirst()).map { first, second in
        let (x, y) = (first.x + second.x, first.y + second.y)
        let factor = radius / (x * x + y * y).squareRoot()
        return Point(x * factor, y * factor)
      }
      directions = zip(directions, halves).flatMap { [$0, $1] } + [end]
    }
    return directions.map { Point(center.x + $0.x, center.y + $0.y) }
  }

  /// The four quarters of a circle, from the right over the bottom.
  private static func quarters(_ radius: Double) -> [(from: Point, to: Point)] {
    let ends = [Point(radius, 0), Point(0, radius), Point(-radius, 0), Point(0, -radius)]
    return ends.indices.map { (ends[$0], ends[($0 + 1) % 4]) }
  }
}
