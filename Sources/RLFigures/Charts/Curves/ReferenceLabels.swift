/// Draws reference lines, and their labels where there is room beside the others.
struct ReferenceLabels {
  let frame: ChartFrame
  private var taken: [Rectangle]

  /// - Parameter others: what the labels must not cover.
  init(frame: ChartFrame, avoiding others: [Rectangle] = []) {
    self.frame = frame
    taken = others
  }

  mutating func addLabel(
    _ label: String, at places: [(Point, Text.Anchor)], to drawing: inout Drawing
  ) {
    let plot = frame.plot
    let text = shortened(label, to: plot.width - 8, size: Measure.tick)
    let width = textWidth(text, size: Measure.tick)
    guard width > 0 else { return }
    for (place, anchor) in places {
      let left = anchor == .start ? place.x : place.x - width
      let box = Rectangle(x: left - 2, y: place.y - 11, width: width + 4, height: 14)
      let isInside =
        box.x >= plot.x && box.right <= plot.right && box.y >= plot.y && box.bottom <= plot.bottom
      let isFree = taken.allSatisfy { other in
        box.right < other.x || box.x > other.right || box.bottom < other.y || box.y > other.bottom
      }
      guard isInside && isFree else { continue }
      taken.append(box)
      drawing.elements += [
        .rectangle(box, radius: 2, .fill(.ground, opacity: 0.75)),
        .text(Text(text, at: place, size: Measure.tick, anchor: anchor, .ink)),
      ]
      return
    }
  }

  func add(
    horizontal: [LineChart.ReferenceLine], vertical: [LineChart.ReferenceLine],
    to drawing: inout Drawing
  ) {
    var labels = self
    let plot = frame.plot
    let style = Style.stroke(.muted, 1, dash: [4, 3])
    let ys = horizontal.filter { frame.y.contains($0.value) }
    let xs = vertical.filter { frame.x.contains($0.value) }
    for line in ys {
      guard let y = frame.y.place(line.value) else { continue }
      drawing.elements.append(.line([Point(plot.x, y), Point(plot.right, y)], style))
    }
    for line in xs {
      guard let x = frame.x.place(line.value) else { continue }
      drawing.elements.append(.line([Point(x, plot.y), Point(x, plot.bottom)], style))
    }
    for line in ys {
      guard let y = frame.y.place(line.value) else { continue }
      labels.addLabel(
        line.label,
        at: [
          (Point(plot.right - 4, y - 4), .end), (Point(plot.right - 4, y + 13), .end),
          (Point(plot.x + 4, y - 4), .start), (Point(plot.x + 4, y + 13), .start),
        ], to: &drawing)
    }
    for line in xs {
      guard let x = frame.x.place(line.value) else { continue }
      let heights = stride(from: plot.y + 12, through: plot.y + 12 + 3 * 16, by: 16)
      labels.addLabel(
        line.label,
        at: heights.flatMap { [(Point(x + 4, $0), .start), (Point(x - 4, $0), .end)] }, to: &drawing
      )
    }
  }
}
