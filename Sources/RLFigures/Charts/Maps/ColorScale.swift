import RLState

/// Which colour a value has: by its place in a range.
package struct ColorScale: Sendable, Hashable {
  package var map: ColorMap
  package var axis: Axis
  /// Values between which all have the same colour, ascending, from the range's one end to its other;
  /// empty for a colour for each value.
  package var levels: [Double] = []

  /// - Parameter range: nil for what the values need.
  package init?(
    _ map: ColorMap, _ values: [Double], range: ClosedRange<Double>? = nil,
    _ scale: AxisScale = .linear
  ) {
    let wanted = range.map { [$0.lowerBound, $0.upperBound] }
    guard !values.allSatisfy({ !scale.shows($0) }),
      let ends = axisRange(wanted ?? values, scale, padding: 0)
    else { return nil }
    self.map = map
    axis = Axis(scale, ends.lowerBound, ends.upperBound)
  }

  /// Divides the range into bands of one colour each.
  package mutating func divide(into count: Int) {
    var unit = axis
    (unit.start, unit.end) = (0, Double(count))
    levels = (0...count).map { unit.value(at: Double($0)) }
    (levels[0], levels[count]) = (axis.lower, axis.upper)
  }

  /// The colour of a value; unseen if it is not a number.
  package func color(_ value: Double) -> Color {
    guard !value.isNaN else { return Color(0, 0, 0, 0) }
    if value <= axis.lower { return map(levels.isEmpty ? 0 : bandFraction(0)) }
    if value >= axis.upper { return map(levels.isEmpty ? 1 : bandFraction(levels.count - 2)) }
    if levels.isEmpty { return map(axis.fraction(value)) }
    return map(bandFraction((levels.firstIndex { $0 > value } ?? levels.count - 1) - 1))
  }

  /// The colour of a band, by its number.
  package func color(ofBand index: Int) -> Color { map(bandFraction(index)) }

  /// Bands have the colour of their middles.
  private func bandFraction(_ index: Int) -> Double {
    let index = min(max(index, 0), levels.count - 2)
    return (axis.fraction(levels[index]) + axis.fraction(levels[index + 1])) / 2
  }
}

/// The strip of colours beside a map that says which value has which.
struct ColorBar {
  var scale: ColorScale
  var label = ""

  static let barWidth = 12.0

  /// How much room it takes at the right of a plot that is at most some points high; its ticks are
  /// not known before its height.
  func width(height: Double) -> Double {
    let widest =
      (1...max(Int(clamped: height / 30), 1) + 4).flatMap { scale.axis.ticks($0) }
      .map { textWidth($0.text, size: Measure.tick) }.max() ?? 0
    return 12 + Self.barWidth + 5 + widest + (label.isEmpty ? 0 : 20)
  }

  func add(to drawing: inout Drawing, beside plot: Rectangle) {
    let steps = 128
    var image = PixelImage(width: 1, height: steps)
    var axis = scale.axis
    (axis.start, axis.end) = (Double(steps), 0)
    for row in 0..<steps { image[0, row] = scale.color(axis.value(at: Double(row) + 0.5)) }
    let bar = Rectangle(x: plot.right + 12, y: plot.y, width: Self.barWidth, height: plot.height)
    drawing.elements.append(.image(image, in: bar))
    (axis.start, axis.end) = (bar.bottom, bar.y)
    let ticks = scale.axis.ticks(height: plot.height)
    for tick in ticks {
      guard let y = axis.place(tick.value) else { continue }
      drawing.elements.append(
        .text(
          Text(
            tick.text, at: Point(bar.right + 5, y + Measure.tickDrop), size: Measure.tick, .muted)))
    }
    if !label.isEmpty {
      let widest = ticks.map { textWidth($0.text, size: Measure.tick) }.max() ?? 0
      drawing.addUpward(label, x: bar.right + 5 + widest + 15, beside: plot)
    }
  }
}
