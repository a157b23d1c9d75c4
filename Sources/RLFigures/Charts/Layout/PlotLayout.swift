import RLState

/// What stands around a plot: title, legend, axes with ticks, grid lines and labels.
struct PlotLayout {
  var size: ChartSize
  var title = ""
  var xLabel = ""
  var yLabel = ""
  var x: Axis
  var y: Axis
  var legend = Legend(entries: [])
  /// What is kept free at the right, for a colour bar.
  var rightWidth = 0.0
  var hasXGrid = true
  var hasYGrid = true
  /// Whether ticks of x, and of y, are whole numbers, as counts are.
  var hasWholeX = false
  var hasWholeY = false
  /// Whether a unit of x is as long as one of y.
  var isSquare = false
  /// Whether y grows downwards.
  var isDownward = false
  /// Ticks instead of round numbers along x.
  var xTicks: [Tick]?
  /// The part of x that has ticks; nil for all of it.
  var xTickBounds: ClosedRange<Double>?

  /// The surroundings drawn, and the plot's place.
  func drawn() -> (drawing: Drawing, frame: ChartFrame) {
    var drawing = Drawing(width: size.width, height: size.height)
    var top = drawing.addTitle(title)
    let bottom = size.height - (xLabel.isEmpty ? 24 : 42)
    var boxes: [Int: Rectangle] = [:]
    if !legend.entries.isEmpty {
      let rows = Int(clamped: (bottom - top - 0.45 * size.height) / Measure.legendLine)
      (top, boxes) = legend.add(to: &drawing, top: top, maximumRows: max(rows, 1))
    }
    if !title.isEmpty || !legend.entries.isEmpty { top += 6 }
    let height = max(bottom - top, 1)

    var yTicks = yTicksThatFit(height)
    let widest = yTicks.map { textWidth($0.text, size: Measure.tick) }.max() ?? 0
    let left = Measure.margin + (yLabel.isEmpty ? 0 : 18) + widest + 6
    var right = size.width - Measure.margin - rightWidth
    if rightWidth == 0 { right -= overhang(left: left, right: right) }
    var plot = Rectangle(x: left, y: top, width: max(right - left, 1), height: height)
    if isSquare {
      plot = squared(plot)
      yTicks = yTicksThatFit(plot.height)
    }
    var frame = ChartFrame(plot: plot, x: x, y: y, legend: boxes)
    (frame.x.start, frame.x.end) = (plot.x, plot.right)
    (frame.y.start, frame.y.end) = isDownward ? (plot.y, plot.bottom) : (plot.bottom, plot.y)

    addXAxis(to: &drawing, frame)
    addYAxis(yTicks, to: &drawing, frame)
    return (drawing, frame)
  }

  private func yTicksThatFit(_ height: Double) -> [Tick] {
    y.ticks(height: height).filter { !hasWholeY || $0.value == $0.value.rounded() }
  }

  /// How far the last tick's text along x reaches over a plot's end.
  private func overhang(left: Double, right: Double) -> Double {
    var axis = x
    (axis.start, axis.end) = (left, right)
    return (xTicks ?? xTicksThatFit(axis)).map { tick in
      (axis.place(tick.value) ?? left) + textWidth(tick.text, size: Measure.tick) / 2 - right
        - Measure.margin + 2
    }.max().map { max($0, 0) } ?? 0
  }

  private func squared(_ plot: Rectangle) -> Rectangle {
    let ratio = (x.upper - x.lower) / (y.upper - y.lower)
    // Of very unlike units one direction would be too short to be seen.
    guard ratio > 0.25 && ratio < 4 else { return plot }
    let width = min(plot.width, plot.height * ratio)
    let height = width / ratio
    return Rectangle(x: plot.x, y: plot.y, width: width, height: height)
  }

  /// As many ticks as have room for their texts.
  private func xTicksThatFit(_ axis: Axis) -> [Tick] {
    let ticks = axis.ticks(Int(clamped: (axis.end - axis.start) / 45)) { ticks in
      var end = -Double.infinity
      return ticks.allSatisfy { tick in
        let middle = xTextMiddle(tick, axis)
        let half = textWidth(tick.text, size: Measure.tick) / 2
        let isApart = middle - half >= end + 8
        end = middle + half
        return isApart
      }
    }
    return ticks.filter { tick in
      (!hasWholeX || tick.value == tick.value.rounded())
        && xTickBounds.map { $0.contains(tick.value) } ?? true
    }
  }

  /// Where a tick's text along x has its middle: at its tick, but inside of the drawing.
  private func xTextMiddle(_ tick: Tick, _ axis: Axis) -> Double {
    let half = textWidth(tick.text, size: Measure.tick) / 2
    return max(min(axis.place(tick.value) ?? axis.start, size.width - 2 - half), 2 + half)
  }

  func addXAxis(to drawing: inout Drawing, _ frame: ChartFrame) {
    let plot = frame.plot
    let ticks = xTicks ?? xTicksThatFit(frame.x)
    for tick in ticks {
      guard let x = frame.x.place(tick.value) else { continue }
      if hasXGrid {
        drawing.elements.append(.line([Point(x, plot.y), Point(x, plot.bottom)], .stroke(.grid)))
      }
      drawing.elements.append(
        .text(
          Text(
            tick.text, at: Point(xTextMiddle(tick, frame.x), plot.bottom + 15), size: Measure.tick,
            anchor: .middle, .muted)))
    }
    if !xLabel.isEmpty {
      let text = shortened(xLabel, to: size.width - 2 * Measure.margin, size: Measure.label)
      let half = textWidth(text, size: Measure.label) / 2
      let middle = max(min(plot.center.x, size.width - 2 - half), 2 + half)
      drawing.elements.append(
        .text(
          Text(
            text, at: Point(middle, plot.bottom + 33), size: Measure.label, anchor: .middle, .muted)
        ))
    }
  }

  private func addYAxis(_ ticks: [Tick], to drawing: inout Drawing, _ frame: ChartFrame) {
    let plot = frame.plot
    for tick in ticks {
      guard let y = frame.y.place(tick.value) else { continue }
      if hasYGrid {
        drawing.elements.append(.line([Point(plot.x, y), Point(plot.right, y)], .stroke(.grid)))
      }
      drawing.elements.append(
        .text(
          Text(
            tick.text, at: Point(plot.x - 6, y + Measure.tickDrop), size: Measure.tick,
            anchor: .end,
            .muted)))
    }
    drawing.addUpward(yLabel, x: Measure.margin + 9, beside: plot)
  }
}

extension Drawing {
  /// Writes a label to be read from below beside a plot, at most a little longer than that.
  mutating func addUpward(_ label: String, x: Double, beside plot: Rectangle) {
    let text = shortened(label, to: plot.height + 8, size: Measure.label)
    if text.isEmpty { return }
    let half = textWidth(text, size: Measure.label) / 2
    let middle = min(plot.center.y, plot.bottom + 8 - half)
    elements.append(
      .text(
        Text(
          text, at: Point(x, max(middle, plot.y + half)), size: Measure.label, anchor: .middle,
          .muted, isUpward: true)))
  }
}
