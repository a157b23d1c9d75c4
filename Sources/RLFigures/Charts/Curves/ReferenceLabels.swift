/// How lines at a value of x or y are broken, which no curve is.
let referenceDash = [4.0, 3]

extension Drawing {
  /// Draws lines across a plot at values of y and of x.
  mutating func addReferenceLines(
    horizontal: [LineChart.ReferenceLine] = [], vertical: [LineChart.ReferenceLine],
    _ frame: ChartFrame
  ) {
    let plot = frame.plot
    let style = Style.stroke(.muted, 1, dash: referenceDash)
    for line in horizontal where frame.y.contains(line.value) {
      guard let y = frame.y.place(line.value) else { continue }
      elements.append(.line([Point(plot.x, y), Point(plot.right, y)], style))
    }
    for line in vertical where frame.x.contains(line.value) {
      guard let x = frame.x.place(line.value) else { continue }
      elements.append(.line([Point(x, plot.y), Point(x, plot.bottom)], style))
    }
  }
}

/// Draws the labels of vertical lines at the top of a plot, where there is room beside them.
struct ReferenceLabels {
  let frame: ChartFrame
  private var taken: [Rectangle]

  /// - Parameter others: what the labels must not cover.
  init(frame: ChartFrame, avoiding others: [Rectangle]) {
    self.frame = frame
    taken = others
  }

  mutating func add(_ lines: [LineChart.ReferenceLine], to drawing: inout Drawing) {
    for line in lines where frame.x.contains(line.value) {
      guard let x = frame.x.place(line.value) else { continue }
      add(line.label, beside: x, to: &drawing)
    }
  }

  private mutating func add(_ label: String, beside x: Double, to drawing: inout Drawing) {
    let plot = frame.plot
    let text = shortened(label, to: plot.width - 8, size: Measure.tick)
    let width = textWidth(text, size: Measure.tick)
    guard width > 0 else { return }
    let heights = stride(from: plot.y + 12, through: plot.y + 12 + 3 * 16, by: 16)
    let places: [(Point, Text.Anchor)] = heights.flatMap {
      [(Point(x + 4, $0), .start), (Point(x - 4, $0), .end)]
    }
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
      // Other lines may go through it.
      drawing.elements += [
        .rectangle(box, radius: 2, .fill(.ground, opacity: 0.75)),
        .text(Text(text, at: place, size: Measure.tick, anchor: anchor, .ink)),
      ]
      return
    }
  }
}
