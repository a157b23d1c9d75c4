extension Drawing.Element {
  /// A rectangle that all of the element is in.
  var bounds: Rectangle {
    switch self {
    case .rectangle(let frame, _, let style): return frame.grown(by: style.reach)
    case .circle(let center, let radius, let style):
      return Rectangle(around: [center]).grown(by: radius + style.reach)
    case .line(let points, let style): return Rectangle(around: points).grown(by: style.reach)
    case .polygon(let outlines, let style):
      // A pointed corner is up to 4 widths long.
      return Rectangle(around: outlines.flatMap { $0 }).grown(by: 4 * style.reach)
    case .text(let text):
      let points = text.outlines(scale: 1).flatMap { $0 }
      return Rectangle(around: points.isEmpty ? [text.place] : points)
    case .image(_, let frame): return frame
    case .clipped(let frame, let elements):
      return elements.map(\.bounds).reduce(nil) { $0?.union($1) ?? $1 }?.intersection(frame)
        ?? Rectangle(x: frame.x, y: frame.y, width: 0, height: 0)
    }
  }
}

extension Style {
  /// How far the outline goes beyond the shape.
  fileprivate var reach: Double { stroke == nil ? 0 : lineWidth / 2 }
}

extension Rectangle {
  fileprivate init(around points: [Point]) {
    let first = points.first ?? Point(0, 0)
    let (left, right) = points.reduce((first.x, first.x)) { (min($0.0, $1.x), max($0.1, $1.x)) }
    let (top, bottom) = points.reduce((first.y, first.y)) { (min($0.0, $1.y), max($0.1, $1.y)) }
    self.init(x: left, y: top, width: right - left, height: bottom - top)
  }

  fileprivate func grown(by length: Double) -> Rectangle {
    Rectangle(
      x: x - length, y: y - length, width: width + 2 * length, height: height + 2 * length)
  }

  func union(_ other: Rectangle) -> Rectangle {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Rectangle(
      x: left, y: top, width: max(right, other.right) - left,
      height: max(bottom, other.bottom) - top)
  }

  /// What is in both; without width or height if nothing is.
  func intersection(_ other: Rectangle) -> Rectangle {
    let (left, top) = (max(x, other.x), max(y, other.y))
    return Rectangle(
      x: left, y: top, width: max(min(right, other.right) - left, 0),
      height: max(min(bottom, other.bottom) - top, 0))
  }

  func scaled(by factor: Double) -> Rectangle {
    Rectangle(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
  }
}
