/// Horizontal bars with labels, values and intervals, one below the other: for comparisons.
public struct BarChart: Sendable, Hashable {
  public var title: String
  public var xLabel: String
  /// How wide it is, in points; its height follows from the bars.
  public var width: Double
  public var bars: [Bar]

  public init(
    title: String = "", xLabel: String = "", width: Double = ChartSize.standard.width,
    bars: [Bar] = []
  ) {
    self.title = title
    self.xLabel = xLabel
    self.width = width
    self.bars = bars
  }

  public struct Bar: Sendable, Hashable {
    public var label: String
    public var value: Double
    /// Between which values it surely is, such as a confidence interval.
    public var interval: ClosedRange<Double>?
    /// What is written beside it; nil for the value.
    public var text: String?
    /// The number of its colour.
    public var color: Int

    public init(
      _ label: String, _ value: Double, interval: ClosedRange<Double>? = nil, text: String? = nil,
      color: Int = 0
    ) {
      self.label = label
      self.value = value
      self.interval = interval
      self.text = text
      self.color = color
    }
  }

  private static let line = 26.0

  public func drawing() -> Drawing {
    let values = bars.flatMap { bar in
      [bar.value] + (bar.interval.map { [$0.lowerBound, $0.upperBound] } ?? [])
    }.filter(AxisScale.linear.shows)
    guard !values.isEmpty, let range = axisRange(values + [0], .linear, padding: 0.02) else {
      return emptyDrawing(ChartSize(width, 120), title: title)
    }
    var drawing = Drawing(
      width: width, height: 0, description: title.isEmpty ? xLabel : title)
    let top = drawing.addTitle(title) + (title.isEmpty ? 0 : 4)
    let bottom = top + Double(bars.count) * Self.line
    drawing.height = bottom + (xLabel.isEmpty ? 24 : 42)

    let inner = width - 2 * Measure.margin
    let texts = bars.map {
      shortened($0.text ?? numberText($0.value), to: inner * 0.3, size: Measure.tick)
    }
    let labels = bars.map { shortened($0.label, to: inner * 0.35, size: Measure.label) }
    let labelWidth = labels.map { textWidth($0, size: Measure.label) }.max() ?? 0
    let textsWidth = texts.map { textWidth($0, size: Measure.tick) }.max() ?? 0
    let left = Measure.margin + labelWidth + 8
    let plot = Rectangle(
      x: left, y: top, width: max(width - Measure.margin - textsWidth - 8 - left, 1),
      height: bottom - top)
    let axis = Axis(
      .linear, range.lowerBound, range.upperBound, start: plot.x, end: plot.right)
    // The plot's surroundings are drawn apart, since their labels are not numbers.
    addTicks(axis, plot, to: &drawing)
    for (index, bar) in bars.enumerated() {
      let middle = top + (Double(index) + 0.5) * Self.line
      let baseline = middle + Measure.tickDrop
      drawing.elements.append(
        .text(
          Text(labels[index], at: Point(left - 8, baseline), size: Measure.label, anchor: .end)))
      drawing.elements.append(
        .text(
          Text(
            texts[index], at: Point(width - Measure.margin, baseline), size: Measure.tick,
            anchor: .end)))
      add(bar, axis, middle: middle, to: &drawing)
    }
    return drawing
  }

  private func addTicks(_ axis: Axis, _ plot: Rectangle, to drawing: inout Drawing) {
    let layout = PlotLayout(
      size: ChartSize(width, drawing.height), xLabel: xLabel, x: axis, y: Axis(.linear, 0, 1))
    layout.addXAxis(to: &drawing, ChartFrame(plot: plot, x: axis, y: Axis(.linear, 0, 1)))
    if let zero = axis.place(0) {
      drawing.elements.append(
        .line([Point(zero, plot.y), Point(zero, plot.bottom)], .stroke(.muted)))
    }
  }

  private func add(_ bar: Bar, _ axis: Axis, middle: Double, to drawing: inout Drawing) {
    if let zero = axis.place(0), let end = axis.place(bar.value) {
      drawing.elements.append(
        .rectangle(
          Rectangle(x: min(zero, end), y: middle - 8, width: abs(end - zero), height: 16),
          .fill(.series(bar.color), opacity: 0.85)))
    }
    if let interval = bar.interval, let low = axis.place(interval.lowerBound),
      let high = axis.place(interval.upperBound)
    {
      for line in [
        [Point(low, middle), Point(high, middle)],
        [Point(low, middle - 4), Point(low, middle + 4)],
        [Point(high, middle - 4), Point(high, middle + 4)],
      ] {
        drawing.elements.append(.line(line, .stroke(.ink, 1.5)))
      }
    }
  }
}
