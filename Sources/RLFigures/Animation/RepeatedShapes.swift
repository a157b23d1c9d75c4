/// Shapes that occur in many frames, only moved: written once, and referred to.
struct RepeatedShapes {
  /// How often each shape occurs, as it is written at the origin.
  private var counts: [String: Int] = [:]
  private var numbers: [String: Int] = [:]
  /// The shapes to refer to, in the order of their numbers.
  private var shapes: [String] = []

  /// - Parameter elements: all that will be written.
  init(_ elements: some Sequence<Drawing.Element>) {
    for element in elements {
      guard let shape = Self.shape(element) else { continue }
      counts[shape.text, default: 0] += 1
      if counts[shape.text] == 3, shape.text.utf8.count > 45 {
        numbers[shape.text] = shapes.count
        shapes.append(shape.text)
      }
    }
  }

  /// The shapes that are referred to; empty for none.
  var definitions: String {
    if shapes.isEmpty { return "" }
    let groups = shapes.enumerated().map { "<g id=\"shape-\($0)\">\n\($1)</g>\n" }
    return "<defs>\n\(groups.joined())</defs>\n"
  }

  /// The element in as few characters as it takes; nil if it is not one of the shapes.
  func reference(to element: Drawing.Element) -> String? {
    guard let shape = Self.shape(element), let number = numbers[shape.text] else { return nil }
    let (x, y) = (svgNumber(shape.place.x), svgNumber(shape.place.y))
    return "<use href=\"#shape-\(number)\" x=\"\(x)\" y=\"\(y)\"/>\n"
  }

  /// What an element is, apart from where.
  private static func shape(_ element: Drawing.Element) -> (text: String, place: Point)? {
    let place: Point
    switch element {
    case .rectangle(let frame, _, _), .image(_, let frame): place = Point(frame.x, frame.y)
    case .circle(let center, _, _): place = center
    case .line(let points, _):
      guard let first = points.first else { return nil }
      place = first
    case .polygon(let outlines, _):
      guard let first = outlines.first?.first else { return nil }
      place = first
    case .text(let text): place = text.place
    case .clipped: return nil
    }
    let moved = element.moved(by: Point(-place.x, -place.y))
    return (Drawing(width: 0, height: 0, [moved]).svgBody(), place)
  }
}
