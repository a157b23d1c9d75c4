/// A picture as a list of shapes, the later ones above the earlier: what SVG and PNG are both made
/// from.
///
/// Places and lengths are in points; the origin is the top left corner. Colours are named by what
/// they are for, so that one drawing suits a light and a dark page.
public struct Drawing: Sendable, Hashable {
  public var width: Double
  public var height: Double
  public var elements: [Element]
  /// What the picture shows, for those who cannot see it; empty for nothing.
  public var description: String

  public init(
    width: Double, height: Double, description: String = "", _ elements: [Element] = []
  ) {
    self.width = width
    self.height = height
    self.description = description
    self.elements = elements
  }

  /// A part of a drawing.
  public indirect enum Element: Sendable, Hashable {
    /// A rectangle whose corners are rounded with a radius.
    case rectangle(Rectangle, radius: Double = 0, Style)
    case circle(Point, radius: Double, Style)
    /// An open line through points.
    case line([Point], Style)
    /// Closed outlines; what an even number of them surrounds is outside.
    case polygon([[Point]], Style)
    case text(Text)
    /// An image whose pixels stay rectangles, however large it is drawn.
    case image(PixelImage, in: Rectangle)
    /// Elements of which only what is inside a rectangle is seen.
    case clipped(to: Rectangle, [Element])
  }

  /// Adds the elements of another drawing, moved.
  public mutating func add(_ other: Drawing, at origin: Point) {
    elements += other.elements.map { $0.moved(by: origin) }
  }
}

/// How a shape is filled and outlined.
public struct Style: Sendable, Hashable {
  public var fill: Paint?
  public var stroke: Paint?
  /// How wide the outline is, in points.
  public var lineWidth: Double
  /// Lengths of dashes and gaps in turn, in points; empty for an unbroken line.
  public var dash: [Double]
  /// From 0, unseen, to 1.
  public var opacity: Double

  public init(
    fill: Paint? = nil, stroke: Paint? = nil, lineWidth: Double = 1, dash: [Double] = [],
    opacity: Double = 1
  ) {
    self.fill = fill
    self.stroke = stroke
    self.lineWidth = lineWidth
    self.dash = dash
    self.opacity = opacity
  }

  public static func fill(_ paint: Paint, opacity: Double = 1) -> Style {
    Style(fill: paint, opacity: opacity)
  }

  public static func stroke(_ paint: Paint, _ width: Double = 1, dash: [Double] = []) -> Style {
    Style(stroke: paint, lineWidth: width, dash: dash)
  }
}

/// A line of text in a drawing.
public struct Text: Sendable, Hashable {
  public var string: String
  /// Where its baseline is, and its start, middle or end.
  public var place: Point
  /// The height of its letters' box, in points.
  public var size: Double
  public var anchor: Anchor
  public var paint: Paint
  /// Whether it is turned to be read from below, around its place.
  public var isUpward: Bool
  public var isBold: Bool

  /// Which part of the text lies at its place.
  public enum Anchor: String, Sendable { case start, middle, end }

  public init(
    _ string: String, at place: Point, size: Double = 11, anchor: Anchor = .start,
    _ paint: Paint = .ink, isUpward: Bool = false, isBold: Bool = false
  ) {
    self.string = string
    self.place = place
    self.size = size
    self.anchor = anchor
    self.paint = paint
    self.isUpward = isUpward
    self.isBold = isBold
  }
}

extension Drawing.Element {
  /// The element, moved.
  public func moved(by offset: Point) -> Self {
    func moved(_ point: Point) -> Point { Point(point.x + offset.x, point.y + offset.y) }
    func moved(_ rectangle: Rectangle) -> Rectangle {
      Rectangle(
        x: rectangle.x + offset.x, y: rectangle.y + offset.y, width: rectangle.width,
        height: rectangle.height)
    }
    switch self {
    case .rectangle(let rectangle, let radius, let style):
      return .rectangle(moved(rectangle), radius: radius, style)
    case .circle(let center, let radius, let style):
      return .circle(moved(center), radius: radius, style)
    case .line(let points, let style): return .line(points.map(moved), style)
    case .polygon(let outlines, let style): return .polygon(outlines.map { $0.map(moved) }, style)
    case .text(var text):
      text.place = moved(text.place)
      return .text(text)
    case .image(let image, let rectangle): return .image(image, in: moved(rectangle))
    case .clipped(let rectangle, let elements):
      return .clipped(to: moved(rectangle), elements.map { $0.moved(by: offset) })
    }
  }
}
