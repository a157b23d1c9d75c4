/// What a map of values has around it: axes, colour bar, and points with a legend.
struct MapLayout {
  var size: ChartSize
  var title: String
  var xLabel: String
  var yLabel: String
  var bar: ColorBar?
  var markers: [MapMarker]
  var markerNames: [String]
  var isSquare: Bool
  var isDownward = false

  func drawn(_ axes: (x: Axis, y: Axis)) -> (drawing: Drawing, frame: ChartFrame) {
    let entries = markerNames.enumerated().filter { !$0.element.isEmpty }.map { index, name in
      Legend.Entry(name: name, paint: .series(index), look: .dot)
    }
    let layout = PlotLayout(
      size: size, title: title, xLabel: xLabel, yLabel: yLabel, x: axes.x, y: axes.y,
      legend: Legend(entries: entries), rightWidth: bar?.width(height: size.height) ?? 0,
      hasXGrid: false, hasYGrid: false, isSquare: isSquare, isDownward: isDownward)
    var (drawing, frame) = layout.drawn()
    drawing.description = [title, bar?.label ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    bar?.add(to: &drawing, beside: frame.plot)
    return (drawing, frame)
  }

  /// The points that lie within the plot.
  func markerElements(_ frame: ChartFrame) -> [Drawing.Element] {
    markers.compactMap { marker in
      guard frame.x.contains(marker.x), frame.y.contains(marker.y),
        let place = frame.place(marker.x, marker.y)
      else { return nil }
      return .circle(
        place, radius: 3.5, Style(fill: .series(max(marker.series, 0)), stroke: .ground))
    }
  }
}

/// Lines of equal value as elements.
func contourElements(
  _ squares: MarchingSquares, at levels: [Double], _ style: Style, _ place: (Point) -> Point
) -> [Drawing.Element] {
  levels.flatMap { level in squares.lines(at: level).map { .line(simplified($0.map(place)), style) }
  }
}
