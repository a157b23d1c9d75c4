import RLFigures
import RLRuns

extension CurveChart {
  /// The chart, and its values as the page's script reads them.
  func drawn() -> (drawing: Drawing, data: String) {
    let chart = lineChart
    return (chart.drawing(), data(in: chart.frame()))
  }

  /// The chart as it is drawn.
  package var lineChart: LineChart {
    var chart = LineChart(
      title: title, xLabel: xLabel, size: ChartSize(400, 270),
      yScale: isLogarithmic ? .logarithmic : .linear)
    chart.horizontalLines = levels.map { .init($0.y, "\($0.name) \(significantTrimmed($0.y))") }
    let places = series.flatMap(\.curve.x)
    if let only = places.first, only > 0, places.allSatisfy({ $0 == only }) {
      // A single place says how far it is from the start, rather than nothing.
      chart.xBounds = 0...only * 1.03
    }
    for line in series {
      let curve = line.curve
      let band =
        curve.low.isEmpty ? nil : LineChart.Band(lower: curve.low, upper: curve.high)
      // After as many as there are colours, they begin again with dashes.
      let isDashed = line.isDashed || line.color >= Theme.seriesCount
      chart.series.append(
        .init(
          line.name, x: curve.x, y: curve.y, band: band, look: isDashed ? .dashed : .line,
          color: line.color))
      if curve.x.count == 1 || (line.hasDots && curve.x.count <= 40) {
        chart.series.append(.init(x: curve.x, y: curve.y, look: .dots, color: line.color))
      }
    }
    return chart
  }

  private func data(in frame: ChartFrame?) -> String {
    guard let frame else { return "{\"plot\":[0,0,0,0],\"x\":[0,1],\"y\":[0,1],\"series\":[]}" }
    func axis(_ axis: Axis) -> String {
      "[\(axis.lower),\(axis.upper),\(axis.scale == .logarithmic)]"
    }
    let plot = frame.plot
    let lines = series.map { line -> String in
      let curve = line.curve
      let band =
        curve.low.isEmpty
        ? "" : ",\"low\":\(jsonNumbers(curve.low)),\"high\":\(jsonNumbers(curve.high))"
      return "{\"name\":\(jsonText(line.name)),\"color\":\(line.color % Theme.seriesCount),"
        + "\"x\":\(jsonNumbers(curve.x)),\"y\":\(jsonNumbers(curve.y))\(band)}"
    }
    return "{\"plot\":\(jsonNumbers([plot.x, plot.y, plot.width, plot.height])),"
      + "\"x\":\(axis(frame.x)),\"y\":\(axis(frame.y)),\"xLabel\":\(jsonText(xLabel)),"
      + "\"series\":[\(lines.joined(separator: ","))]}"
  }
}
