import Foundation

extension GridMap {
  public func drawing() -> Drawing {
    guard rows > 0, columns > 0 else { return emptyDrawing(ChartSize(width, 120), title: title) }
    let values = cells.filter { !$0.isWall }.compactMap(\.value)
    let scale = ColorScale(colorMap, values, range: range)
    let bar = hasColorBar ? scale.map { ColorBar(scale: $0, label: valueLabel) } : nil
    // The bar is beside the map, which is at most this high.
    let highest = Double(rows) * min(maximumCellSize, width / Double(columns))
    let barWidth = bar?.width(height: highest) ?? 0
    let room = width - 2 * Measure.margin - barWidth
    let size = max(min(maximumCellSize, room / Double(columns)), 1)

    let content = Double(columns) * size
    var drawing = Drawing(
      width: min(max(content + 2 * Measure.margin + barWidth, title.isEmpty ? 0 : 180), width),
      height: 0, description: [title, valueLabel].filter { !$0.isEmpty }.joined(separator: ": "))
    let top = drawing.addTitle(title) + (title.isEmpty ? 0 : 4)
    drawing.height = top + Double(rows) * size + Measure.margin + (bar == nil ? 0 : 2)
    for (index, cell) in cells.enumerated() {
      let frame = Rectangle(
        x: Measure.margin + Double(index % columns) * size, y: top + Double(index / columns) * size,
        width: size, height: size)
      GridCell(cell: cell, frame: frame, color: cell.value.flatMap { scale?.color($0) })
        .add(to: &drawing)
    }
    let map = Rectangle(x: Measure.margin, y: top, width: content, height: Double(rows) * size)
    bar?.add(to: &drawing, beside: map)
    return drawing
  }
}

/// Draws one cell of a grid.
private struct GridCell {
  let cell: GridMap.Cell
  let frame: Rectangle
  let color: Color?

  /// What is legible on the cell.
  private var ink: Paint {
    guard let color, color.alpha > 0 else { return .ink }
    return legibleInk(on: color)
  }

  func add(to drawing: inout Drawing) {
    let border = Paint.ground
    if cell.isWall {
      drawing.elements.append(.rectangle(frame, Style(fill: .muted, stroke: border, opacity: 0.6)))
      return
    }
    let hasColor = (color?.alpha ?? 0) > 0
    let fill = color.flatMap { $0.alpha > 0 ? Paint.color($0) : nil } ?? .panel
    drawing.elements.append(
      .rectangle(frame, Style(fill: fill, stroke: hasColor ? border : .grid)))
    if cell.isTerminal {
      let inner = Rectangle(
        x: frame.x + 3, y: frame.y + 3, width: max(frame.width - 6, 0),
        height: max(frame.height - 6, 0))
      drawing.elements.append(.rectangle(inner, .stroke(ink, 1.5)))
    }
    let hasText = !cell.text.isEmpty
    let hasArrows = cell.arrows.contains { $0.length > 0 }
    if hasArrows {
      // A text below needs the lower fourth.
      let middle = Point(frame.center.x, frame.y + frame.height * (hasText ? 0.4 : 0.5))
      let longest = cell.arrows.map(\.length).max() ?? 1
      for var arrow in cell.arrows {
        // Four arrows of a fourth each would be too short to be seen.
        if cell.arrows.count > 1 { arrow.length /= max(longest, 1e-9) }
        add(arrow, at: middle, reach: frame.width * (hasText ? 0.28 : 0.4), to: &drawing)
      }
    }
    if hasText {
      let largest = min(hasArrows ? 10 : 12, frame.height * (hasArrows ? 0.24 : 0.4))
      let baseline =
        hasArrows ? frame.bottom - frame.height * 0.1 - 1 : frame.center.y + largest * 0.36
      addText(cell.text, largest, Point(frame.center.x, baseline), to: &drawing)
    }
    if !cell.mark.isEmpty && frame.width >= (cell.text.isEmpty ? 24 : 40) {
      let size = 10.0
      if textWidth(cell.mark, size: size, isBold: true) <= frame.width / 2 {
        drawing.elements.append(
          .text(
            Text(
              cell.mark, at: Point(frame.x + 6, frame.y + 14), size: size, ink, isBold: true)))
      }
    }
  }

  /// Writes a text as large as fits; one that would be too small to read is left out.
  private func addText(
    _ text: String, _ largest: Double, _ place: Point, to drawing: inout Drawing
  ) {
    let room = frame.width - (cell.isTerminal ? 12 : 6)
    let fitting = min(largest, largest * room / max(textWidth(text, size: largest), 1))
    guard fitting >= 6 else { return }
    // A whole or half size is the same in all cells of about equal texts.
    let size = (fitting * 2).rounded(.down) / 2
    drawing.elements.append(.text(Text(text, at: place, size: size, anchor: .middle, ink)))
  }

  private func add(
    _ arrow: GridMap.Arrow, at middle: Point, reach: Double, to drawing: inout Drawing
  ) {
    let length = min(arrow.length, 1) * reach
    guard length > 0.5 else { return }
    let (dx, dy) = (cos(arrow.angle), -sin(arrow.angle))
    func place(_ along: Double, _ across: Double) -> Point {
      Point(middle.x + along * dx - across * dy, middle.y + along * dy + across * dx)
    }
    // A single arrow is centred; several begin in the middle.
    let start = cell.arrows.filter { $0.length > 0 }.count == 1 ? -length : 0
    let head = min(max(reach * 0.35, 3), length * 0.7)
    let width = min(max(reach * 0.1, 1), 2)
    drawing.elements += [
      .line([place(start, 0), place(length - head * 0.8, 0)], .stroke(ink, width)),
      .polygon(
        [
          [place(length, 0), place(length - head, head * 0.55), place(length - head, -head * 0.55)]
        ],
        .fill(ink)),
    ]
  }
}

/// Dark or light ink, whichever has more contrast on a colour (WCAG 2.1's contrast ratio).
package func legibleInk(on color: Color) -> Paint {
  let (dark, light) = (Theme.light.color(of: .ink), Color(hex: 0xffffff))
  let background = luminance(color)
  let isLightBetter =
    (luminance(light) + 0.05) / (background + 0.05) > (background + 0.05) / (luminance(dark) + 0.05)
  return .color(isLightBetter ? light : dark)
}

/// The relative luminance of a colour (WCAG 2.1).
private func luminance(_ color: Color) -> Double {
  func linear(_ byte: UInt8) -> Double {
    let part = Double(byte) / 255
    return part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
  }
  return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
}
