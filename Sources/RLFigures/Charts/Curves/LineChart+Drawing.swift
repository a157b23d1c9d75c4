import RLState

extension LineChart {
  public func drawing() -> Drawing {
    guard let layout else { return emptyDrawing(size, title: title) }
    var (drawing, frame) = layout.drawn()
    drawing.description = summary
    // Below the data, which they would look like crossing out.
    drawing.addReferenceLines(horizontal: horizontalLines, vertical: verticalLines, frame)
    var inside: [Drawing.Element] = []
    for (index, series) in series.enumerated() {
      inside += bandElements(series, paint(index), frame)
    }
    for (index, series) in series.enumerated() where series.look != .dots {
      inside += curveElements(series, paint(index), dash(index), frame)
    }
    if !inside.isEmpty { drawing.elements.append(.clipped(to: frame.plot, inside)) }
    // Dots lie above the curves that they are compared with, and are whole at the plot's edges.
    for (index, series) in series.enumerated() where series.look == .dots {
      drawing.elements += dots(series, paint(index), frame)
    }
    return drawing
  }

  /// Where the plot is and what its places mean; nil if there is nothing to draw.
  package func frame() -> ChartFrame? { layout?.drawn().frame }

  private var layout: PlotLayout? {
    let hasDots = series.contains { $0.look == .dots }
    var (x, y) = (Reach(scale: xScale), Reach(scale: yScale))
    for series in series {
      for index in series.x.indices where xScale.shows(series.x[index]) {
        // A place along x counts where something is drawn at it.
        var isSeen = y.add(series.y[index])
        if let band = series.band {
          isSeen = y.add(band.lower[index]) || isSeen
          isSeen = y.add(band.upper[index]) || isSeen
        }
        if isSeen { x.add(series.x[index]) }
      }
    }
    guard x.lower <= x.upper else { return nil }
    for line in verticalLines { x.add(line.value) }
    for line in horizontalLines { y.add(line.value) }
    guard
      let x = bounds(xBounds, xScale)
        ?? axisRange([x.lower, x.upper], xScale, padding: hasDots ? 0.03 : 0),
      let y = bounds(yBounds, yScale) ?? axisRange([y.lower, y.upper], yScale, padding: 0.05)
    else { return nil }
    return PlotLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel,
      x: Axis(xScale, x.lowerBound, x.upperBound), y: Axis(yScale, y.lowerBound, y.upperBound),
      legend: Legend(entries: referenceEntries(x, y) + legendEntries), hasWholeX: countsX)
  }

  /// The labels of the lines across the plot. In the legend they cover no data, and they come first,
  /// since it may have no room for its last entries.
  private func referenceEntries(
    _ x: ClosedRange<Double>, _ y: ClosedRange<Double>
  ) -> [Legend.Entry] {
    let lines =
      horizontalLines.filter { yScale.shows($0.value) && y.contains($0.value) }
      + verticalLines.filter { xScale.shows($0.value) && x.contains($0.value) }
    return lines.filter { !$0.label.isEmpty }.map {
      Legend.Entry(name: $0.label, paint: .muted, look: .line, dash: referenceDash)
    }
  }

  /// Fixed ends, if the scale has a place for both and they are apart.
  private func bounds(
    _ bounds: ClosedRange<Double>?, _ scale: AxisScale
  ) -> ClosedRange<Double>? {
    guard let bounds, scale.shows(bounds.lowerBound), scale.shows(bounds.upperBound) else {
      return nil
    }
    return paddedRange(bounds.lowerBound, bounds.upperBound, scale, padding: 0)
  }

  private var legendEntries: [Legend.Entry] {
    series.enumerated().filter { !$0.element.name.isEmpty }.map { index, series in
      Legend.Entry(
        name: series.name, paint: paint(index), look: series.look == .dots ? .dot : .line,
        dash: dash(index))
    }
  }

  private func number(_ index: Int) -> Int { max(series[index].color ?? index, 0) }

  private func paint(_ index: Int) -> Paint { .series(number(index)) }

  /// Colours repeat after the sixth series: the next six are told apart by dashes.
  private func dash(_ index: Int) -> [Double] {
    if series[index].look == .dashed { return [5, 4] }
    return number(index) / Theme.seriesCount % 2 == 1 ? [8, 3] : []
  }

  private var summary: String {
    let names = series.map(\.name).filter { !$0.isEmpty }
    let axes = yLabel.isEmpty ? xLabel : xLabel.isEmpty ? yLabel : yLabel + " against " + xLabel
    return [title, axes, names.joined(separator: ", ")].filter { !$0.isEmpty }
      .joined(separator: ": ")
  }

  private func curveElements(
    _ series: Series, _ paint: Paint, _ dash: [Double], _ frame: ChartFrame
  ) -> [Drawing.Element] {
    let indices = thinned(series.y, to: Int(clamped: 2 * frame.plot.width))
    return pieces(indices) { frame.place(series.x[$0], series.y[$0]) }.map { piece in
      // One point alone would not be seen as a line.
      piece.count == 1
        ? .circle(piece[0], radius: 2.5, .fill(paint))
        : .line(piece, .stroke(paint, 1.5, dash: dash))
    }
  }

  /// The dots of a series whose middles are in the plot.
  private func dots(_ series: Series, _ paint: Paint, _ frame: ChartFrame) -> [Drawing.Element] {
    let plot = frame.plot
    return series.x.indices.compactMap { frame.place(series.x[$0], series.y[$0]) }
      .filter { place in
        plot.x - 0.01...plot.right + 0.01 ~= place.x
          && plot.y - 0.01...plot.bottom + 0.01 ~= place.y
      }
      .map { .circle($0, radius: 3, Style(fill: paint, stroke: .ground)) }
  }

  private func bandElements(
    _ series: Series, _ paint: Paint, _ frame: ChartFrame
  ) -> [Drawing.Element] {
    guard let band = series.band else { return [] }
    let count = Int(clamped: frame.plot.width)
    let indices = Set(thinned(band.lower, to: count)).union(thinned(band.upper, to: count)).sorted()
    let edges = pieces(indices) { index -> (Point, Point)? in
      let x = series.x[index]
      // A band that reaches below 0 reaches a logarithmic axis' end.
      var lower = band.lower[index]
      if yScale == .logarithmic && lower.isFinite { lower = max(lower, frame.y.lower) }
      guard let low = frame.place(x, lower), let high = frame.place(x, band.upper[index]) else {
        return nil
      }
      return (low, high)
    }
    return edges.filter { $0.count > 1 }.map { piece in
      .polygon([piece.map(\.1) + piece.reversed().map(\.0)], .fill(paint, opacity: 0.18))
    }
  }

  /// What is made of the indices, broken where there is nothing.
  private func pieces<Value>(_ indices: [Int], _ make: (Int) -> Value?) -> [[Value]] {
    var pieces: [[Value]] = [[]]
    for index in indices {
      if let value = make(index) {
        pieces[pieces.count - 1].append(value)
      } else if !pieces[pieces.count - 1].isEmpty {
        pieces.append([])
      }
    }
    return pieces.filter { !$0.isEmpty }
  }
}

/// The least and the greatest of the values that a scale has a place for.
private struct Reach {
  let scale: AxisScale
  var lower = Double.infinity
  var upper = -Double.infinity

  init(scale: AxisScale) { self.scale = scale }

  /// Returns whether the value has a place.
  @discardableResult
  mutating func add(_ value: Double) -> Bool {
    guard scale.shows(value) else { return false }
    lower = min(lower, value)
    upper = max(upper, value)
    return true
  }
}
