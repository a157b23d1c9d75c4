/// How large a chart is, in points.
public struct ChartSize: Sendable, Hashable {
  public var width: Double
  public var height: Double

  public init(_ width: Double, _ height: Double) {
    self.width = width
    self.height = height
  }

  /// Two of them stand side by side on a page of usual width.
  public static let standard = ChartSize(480, 300)
}

/// Sizes of text and distances that all charts share, in points.
enum Measure {
  static let tick = 11.0
  static let label = 12.0
  static let title = 13.0
  static let titleLine = 18.0
  static let margin = 10.0
  static let legendLine = 17.0
  static let swatch = 16.0
  /// How far below its middle a tick's text has its baseline.
  static let tickDrop = 4.0
}

/// A drawing of a size that says that there is nothing to draw.
func emptyDrawing(_ size: ChartSize, title: String) -> Drawing {
  var drawing = Drawing(
    width: size.width, height: size.height,
    description: title.isEmpty ? "no data" : title + ": no data")
  _ = drawing.addTitle(title)
  drawing.elements.append(
    .text(
      Text(
        "no data", at: Point(size.width / 2, size.height / 2 + Measure.tickDrop),
        size: Measure.label,
        anchor: .middle, .muted)))
  return drawing
}

extension Drawing {
  /// Writes a title at the top; returns the place below it.
  mutating func addTitle(_ title: String, left: Double = Measure.margin) -> Double {
    var bottom = Measure.margin
    let lines = wrapped(
      title, to: width - left - Measure.margin, size: Measure.title, isBold: true)
    for line in lines {
      elements.append(
        .text(Text(line, at: Point(left, bottom + 11), size: Measure.title, isBold: true)))
      bottom += Measure.titleLine
    }
    return bottom
  }
}
