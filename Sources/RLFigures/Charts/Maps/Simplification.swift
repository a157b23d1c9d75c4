/// The line without points that it passes within a tenth of a point anyway; ends stay.
/// (Douglas and Peucker 1973.)
package func simplified(_ points: [Point], tolerance: Double = 0.1) -> [Point] {
  guard points.count > 3 else { return points }
  var isKept = [Bool](repeating: false, count: points.count)
  (isKept[0], isKept[points.count - 1]) = (true, true)
  var open = [(0, points.count - 1)]
  while let (first, last) = open.popLast() {
    guard last - first > 1 else { continue }
    var (farthest, distance) = (first, tolerance)
    for index in first + 1..<last {
      let other = distanceOf(points[index], from: points[first], to: points[last])
      if other > distance { (farthest, distance) = (index, other) }
    }
    guard farthest > first else { continue }
    isKept[farthest] = true
    open += [(first, farthest), (farthest, last)]
  }
  return points.indices.filter { isKept[$0] }.map { points[$0] }
}

/// How far a point is from the part of a line between two others.
private func distanceOf(_ point: Point, from first: Point, to last: Point) -> Double {
  let (dx, dy) = (last.x - first.x, last.y - first.y)
  let (px, py) = (point.x - first.x, point.y - first.y)
  let length = dx * dx + dy * dy
  let along = length > 0 ? max(0, min(1, (px * dx + py * dy) / length)) : 0
  let (x, y) = (px - along * dx, py - along * dy)
  return (x * x + y * y).squareRoot()
}
