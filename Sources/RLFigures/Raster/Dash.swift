/// Cuts a line into dashes.
///
/// - Parameter lengths: of dashes and gaps in turn; an odd number of them goes around twice.
/// - Returns: the line in one piece if the lengths make no dashes that could be seen.
func dashes(along points: [Point], isClosed: Bool, _ lengths: [Double]) -> [[Point]] {
  let places = isClosed ? points + points.prefix(1) : points
  let cycle = lengths.count % 2 == 0 ? lengths : lengths + lengths
  let total = cycle.reduce(0, +)
  guard cycle.allSatisfy({ $0 >= 0 && $0.isFinite }), total > 0.1, var last = places.first else {
    return [places]
  }
  var pieces: [[Point]] = []
  var index = 0
  var rest = cycle[0]
  var piece = [last]
  for point in places.dropFirst() {
    let (x, y) = (point.x - last.x, point.y - last.y)
    let length = (x * x + y * y).squareRoot()
    guard length / total < 1e5 else { return [places] }
    var done = 0.0
    while length - done > rest {
      done += rest
      let place = Point(last.x + x * done / length, last.y + y * done / length)
      if index % 2 == 0 { pieces.append(piece + [place]) }
      piece = [place]
      index = (index + 1) % cycle.count
      rest = cycle[index]
    }
    rest -= length - done
    if index % 2 == 0 { piece.append(point) }
    last = point
  }
  if index % 2 == 0, piece.count > 1 { pieces.append(piece) }
  return pieces
}
