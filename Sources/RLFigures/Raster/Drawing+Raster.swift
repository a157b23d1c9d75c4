import RLState

extension Drawing {
  /// The drawing in pixels, on the theme's ground.
  ///
  /// Edges are smooth; letters are DejaVu Sans's. The same drawing has the same pixels on every
  /// machine.
  /// - Parameter scale: how many pixels a point is wide.
  public func rendered(scale: Double = 2, theme: Theme = .light) -> PixelImage {
    func pixels(_ length: Double) -> Int {
      let count = (length * scale).rounded()
      guard count <= 32768 else {
        fatalError("Drawing: \(width) × \(height) points at scale \(scale) are too many pixels")
      }
      return count > 1 ? Int(clamped: count) : 1
    }
    var painter = Painter(
      canvas: Canvas(
        width: pixels(width), height: pixels(height), ground: theme.color(of: .ground)),
      scale: scale, theme: theme)
    for element in elements { painter.paint(element) }
    return painter.canvas.image
  }

  /// The drawing as a PNG file.
  ///
  /// - Parameter scale: how many pixels a point is wide.
  public func png(scale: Double = 2, theme: Theme = .light) -> [UInt8] {
    rendered(scale: scale, theme: theme).png()
  }
}

/// Paints the elements of a drawing.
private struct Painter {
  var canvas: Canvas
  let scale: Double
  let theme: Theme

  mutating func paint(_ element: Drawing.Element) {
    switch element {
    case .rectangle(let frame, let radius, let style):
      guard frame.width > 0, frame.height > 0 else { return }
      let outline = Shapes.rectangle(frame.scaled(by: scale), radius: radius * scale)
      paint(Shape(outlines: [outline]), style)
    case .circle(let center, let radius, let style):
      guard radius > 0, let middle = scaled([center]).first else { return }
      paint(Shape(outlines: [Shapes.circle(middle, radius * scale)]), style)
    case .line(let points, let style):
      paint(Shape(outlines: [scaled(points)], isOpen: true), style)
    case .polygon(let outlines, let style):
      let shape = Shape(outlines: outlines.map(scaled), rule: .evenOdd)
      paint(shape, style)
    case .text(let text):
      canvas.fill(text.outlines(scale: scale), theme.color(of: text.paint))
    case .image(let image, let frame): canvas.draw(image, in: frame.scaled(by: scale))
    case .clipped(let frame, let elements):
      let outer = canvas.clip
      canvas.clip = outer.intersection(frame.scaled(by: scale))
      for element in elements { paint(element) }
      canvas.clip = outer
    }
  }

  private mutating func paint(_ shape: Shape, _ style: Style) {
    // Where fill and outline overlap, only the outline is seen through.
    if style.fill != nil, style.stroke != nil, style.opacity < 1 {
      let (scale, theme) = (scale, theme)
      // A pointed corner is up to 4 widths long, half of them inside.
      let area = Rectangle(around: shape.outlines, margin: 2 * style.lineWidth * scale + 1)
      var solid = style
      solid.opacity = 1
      canvas.fade(to: style.opacity, in: area) { canvas in
        shape.paint(solid, scale, theme, on: &canvas)
      }
    } else {
      shape.paint(style, scale, theme, on: &canvas)
    }
  }

  private func scaled(_ points: [Point]) -> [Point] {
    points.map { Point($0.x * scale, $0.y * scale) }.bounded
  }
}

/// What a style is applied to, in pixels.
private struct Shape {
  var outlines: [[Point]]
  var rule = FillRule.nonZero
  var isOpen = false

  func paint(_ style: Style, _ scale: Double, _ theme: Theme, on canvas: inout Canvas) {
    if let fill = style.fill {
      canvas.fill(outlines, theme.color(of: fill), rule, opacity: style.opacity)
    }
    if let stroke = style.stroke, style.lineWidth > 0 {
      let pen = Pen(radius: min(style.lineWidth / 2 * scale, 0x1p22), isRound: isOpen)
      let dash = style.dash.map { $0 * scale }
      let pieces = outlines.flatMap { outline in
        guard !dash.isEmpty else { return pen.outlines(along: outline, isClosed: !isOpen) }
        return dashes(along: outline, isClosed: !isOpen, dash).flatMap {
          pen.outlines(along: $0, isClosed: false)
        }
      }
      canvas.fill(pieces, theme.color(of: stroke), opacity: style.opacity)
    }
  }
}
