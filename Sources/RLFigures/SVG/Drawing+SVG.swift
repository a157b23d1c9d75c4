import RLState

extension Drawing {
  /// The drawing as an SVG file, which follows the page's theme, light or dark.
  public func svg() -> String {
    svgOpening() + "\n" + svgStyleElement + "\n<rect width=\"100%\" height=\"100%\" "
      + "class=\"ground\"/>\n" + svgBody() + "</svg>\n"
  }

  /// The drawing as an SVG element for an HTML page that has `svgStyleRules` in a style sheet of its
  /// own.
  ///
  /// - Parameters:
  ///   - attributes: more attributes of the element, such as `class="chart"`.
  ///   - prefix: what the ids in it begin with, which must be apart from other drawings'.
  package func svgElement(attributes: String = "", prefix: String = "clip") -> String {
    svgOpening(attributes) + "\n" + svgBody(prefix: prefix) + "</svg>\n"
  }

  package func svgOpening(_ attributes: String = "") -> String {
    let size = "\(svgNumber(width)) \(svgNumber(height))"
    let label =
      description.isEmpty ? "" : " role=\"img\" aria-label=\"\(xmlEscaped(description))\""
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(svgNumber(width))\" "
      + "height=\"\(svgNumber(height))\" viewBox=\"0 0 \(size)\"\(label)"
      + (attributes.isEmpty ? "" : " " + attributes) + ">"
  }

  /// The elements, a line for each.
  package func svgBody(prefix: String = "clip") -> String {
    var writer = SVGWriter(prefix: prefix)
    for element in elements { writer.add(element) }
    return writer.text
  }
}

/// The style sheet of an SVG file.
package var svgStyleElement: String { "<style>\n\(svgStyleRules())</style>" }

/// The rules that give paints their colours in both themes: `.ink` fills and `.ink-line` draws lines.
package func svgStyleRules() -> String {
  let paints: [Paint] =
    [.ink, .muted, .grid, .ground, .panel] + (0..<Theme.seriesCount).map(Paint.series)
  func rules(_ theme: Theme) -> String {
    paints.map { paint in
      let (name, color) = (paint.name ?? "", theme.color(of: paint).hex)
      return ".\(name){fill:\(color)}.\(name)-line{stroke:\(color)}\n"
    }.joined()
  }
  return "text{font-family:system-ui,-apple-system,\"Segoe UI\",\"DejaVu Sans\",sans-serif}\n"
    + rules(.light)
    + "@media (prefers-color-scheme:dark){\n" + rules(.dark) + "}\n"
}

/// Writes the elements of a drawing as SVG.
private struct SVGWriter {
  let prefix: String
  var text = ""
  private var clipCount = 0

  init(prefix: String) { self.prefix = prefix }

  mutating func add(_ element: Drawing.Element) {
    switch element {
    case .rectangle(let rectangle, let radius, let style):
      let corner = radius > 0 ? " rx=\"\(svgNumber(radius))\"" : ""
      line("<rect\(frame(rectangle))\(corner)\(attributes(style))/>")
    case .circle(let center, let radius, let style):
      line(
        "<circle cx=\"\(svgNumber(center.x))\" cy=\"\(svgNumber(center.y))\" r=\"\(svgNumber(radius))\""
          + "\(attributes(style))/>")
    case .line(let points, let style):
      line("<polyline points=\"\(list(points))\"\(attributes(style, isOpen: true))/>")
    case .polygon(let outlines, let style):
      let path = outlines.map { "M" + list($0) + "Z" }.joined()
      line("<path d=\"\(path)\" fill-rule=\"evenodd\"\(attributes(style))/>")
    case .text(let text): add(text)
    case .image(let image, let rectangle):
      line(
        "<image\(frame(rectangle)) preserveAspectRatio=\"none\" "
          + "style=\"image-rendering:pixelated\" href=\"data:image/png;base64,"
          + "\(base64(image.png()))\"/>")
    case .clipped(let rectangle, let elements):
      clipCount += 1
      let id = "\(prefix)-\(clipCount)"
      line("<clipPath id=\"\(id)\"><rect\(frame(rectangle))/></clipPath>")
      line("<g clip-path=\"url(#\(id))\">")
      for element in elements { add(element) }
      line("</g>")
    }
  }

  private mutating func add(_ text: Text) {
    let (x, y) = (svgNumber(text.place.x), svgNumber(text.place.y))
    let place =
      text.isUpward ? " transform=\"translate(\(x) \(y)) rotate(-90)\"" : " x=\"\(x)\" y=\"\(y)\""
    let anchor = text.anchor == .start ? "" : " text-anchor=\"\(text.anchor.rawValue)\""
    let weight = text.isBold ? " font-weight=\"600\"" : ""
    line(
      "<text\(place) font-size=\"\(svgNumber(text.size))\"\(anchor)\(weight)"
        + "\(attributes(.fill(text.paint)))>\(xmlEscaped(text.string))</text>")
  }

  private mutating func line(_ line: String) { text += line + "\n" }

  private func frame(_ rectangle: Rectangle) -> String {
    " x=\"\(svgNumber(rectangle.x))\" y=\"\(svgNumber(rectangle.y))\" width=\"\(svgNumber(rectangle.width))\""
      + " height=\"\(svgNumber(rectangle.height))\""
  }

  private func list(_ points: [Point]) -> String {
    points.map { "\(svgNumber($0.x)),\(svgNumber($0.y))" }.joined(separator: " ")
  }

  private func attributes(_ style: Style, isOpen: Bool = false) -> String {
    var classes: [String] = []
    var text = ""
    switch style.fill {
    case nil: text += " fill=\"none\""
    case .color(let color): text += " fill=\"\(color.hex)\"" + opacity("fill-opacity", color)
    case let paint?: classes.append(paint.name ?? "")
    }
    switch style.stroke {
    case nil: break
    case .color(let color): text += " stroke=\"\(color.hex)\"" + opacity("stroke-opacity", color)
    case let paint?: classes.append((paint.name ?? "") + "-line")
    }
    if style.stroke != nil {
      if style.lineWidth != 1 { text += " stroke-width=\"\(svgNumber(style.lineWidth))\"" }
      if !style.dash.isEmpty {
        text += " stroke-dasharray=\"\(style.dash.map(svgNumber).joined(separator: " "))\""
      }
      if isOpen { text += " stroke-linejoin=\"round\" stroke-linecap=\"round\"" }
    }
    if style.opacity != 1 { text += " opacity=\"\(svgNumber(style.opacity))\"" }
    return (classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\"") + text
  }

  private func opacity(_ name: String, _ color: Color) -> String {
    color.alpha == 255 ? "" : " \(name)=\"\(svgNumber(Double(color.alpha) / 255))\""
  }
}

/// A number with two decimals at most, as short as it can be.
package func svgNumber(_ value: Double) -> String {
  let hundredths = (value * 100).rounded()
  guard hundredths.magnitude < 1e15 else { return "0" }
  let whole = Int(clamped: hundredths)
  let (units, rest) = (abs(whole) / 100, abs(whole) % 100)
  let sign = whole < 0 ? "-" : ""
  if rest == 0 { return "\(sign)\(units)" }
  let decimals = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
  return "\(sign)\(units).\(decimals)"
}

/// Text as XML and HTML have it, between tags and in attributes. What cannot be seen, and XML mostly does
/// not have, not even by number, is shown by its number.
package func xmlEscaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "&": result += "&amp;"
    case "<": result += "&lt;"
    case ">": result += "&gt;"
    case "\"": result += "&quot;"
    case "\t", "\n": result += " "
    case _ where isHidden(scalar): result += "\\u{\(String(scalar.value, radix: 16))}"
    default: result.unicodeScalars.append(scalar)
    }
  }
  return result
}
