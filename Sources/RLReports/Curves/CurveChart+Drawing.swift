import RLFigures
import RLRuns

extension CurveChart {
  /// The chart, and its values as the page's script reads them.
  ///
  /// - Parameter tables: the axes of all charts of the page, to which its own are added.
  func drawn(_ tables: inout [[CounterAxis]]) -> (drawing: Drawing, data: String) {
    let chart = lineChart
    return (chart.drawing(), data(of: chart, &tables))
  }

  /// The chart as it is drawn.
  package var lineChart: LineChart {
    var chart = LineChart(
      title: title, xLabel: xLabel, size: ChartSize(400, 270),
      yScale: isLogarithmic ? .logarithmic : .linear)
    chart.horizontalLines = levels.map { .init($0.y, "\($0.name) \(significantTrimmed($0.y))") }
    chart.countsX = isOverTraining
    chart.yBounds = yBounds
    let places = series.flatMap(\.curve.x)
    if let only = places.first, only >= 0, places.allSatisfy({ $0 == only }) {
      // A single place says how far it is from the start, rather than nothing.
      chart.xBounds = 0...(only > 0 ? only * 1.03 : 1)
    }
    if yBounds == nil, !isLogarithmic, levels.isEmpty,
      series.allSatisfy({ $0.curve.y.allSatisfy { $0 == 0 } })
    {
      // What is always 0, such as a count, would have an axis to −1.
      chart.yBounds = 0...1
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
      if line.showsDots {
        chart.series.append(.init(x: curve.x, y: curve.y, look: .dots, color: line.color))
      }
    }
    return chart
  }

  private func data(of chart: LineChart, _ tables: inout [[CounterAxis]]) -> String {
    guard let frame = chart.frame() else {
      return "{\"plot\":[0,0,0,0],\"x\":[0,1],\"y\":[0,1],\"legend\":[],\"series\":[]}"
    }
    func axis(_ axis: Axis) -> String {
      "[\(axis.lower),\(axis.upper),\(axis.scale == .logarithmic)]"
    }
    let plot = frame.plot
    var lines: [String] = []
    for line in series {
      let curve = line.curve
      let band =
        curve.low.isEmpty
        ? "" : ",\"low\":\(jsonNumbers(curve.low)),\"high\":\(jsonNumbers(curve.high))"
      var look = line.showsDots ? ",\"dots\":true" : ""
      let isDashed = line.isDashed || line.color >= Theme.seriesCount
      if isDashed { look += ",\"dash\":true" }
      if !line.axes.isEmpty {
        if !tables.contains(line.axes) { tables.append(line.axes) }
        look += ",\"axes\":\(tables.firstIndex(of: line.axes) ?? 0)"
      }
      lines.append(
        "{\"name\":\(jsonText(line.name)),\"color\":\(line.color % Theme.seriesCount)\(look),"
          + "\"x\":\(jsonNumbers(curve.x)),\"y\":\(jsonNumbers(curve.y))\(band)}")
    }
    return "{\"plot\":\(jsonNumbers([plot.x, plot.y, plot.width, plot.height])),"
      + "\"x\":\(axis(frame.x)),\"y\":\(axis(frame.y)),\"xLabel\":\(jsonText(xLabel)),"
      + (isOverTraining ? "" : "\"fixed\":true,") + "\"legend\":[\(legend(in: frame))],"
      + "\"series\":[\(lines.joined(separator: ","))]}"
  }

  /// Of each series with a name its number, and where it stands in the legend: after the levels.
  private func legend(in frame: ChartFrame) -> String {
    let named = series.indices.filter { !series[$0].name.isEmpty && !series[$0].curve.isEmpty }
    let first = levels.count { frame.y.scale.shows($0.y) && frame.y.contains($0.y) }
    return named.enumerated().compactMap { place, number in
      frame.legend[first + place].map {
        "[\(number),\($0.x),\($0.y),\(svgNumber($0.width)),\($0.height)]"
      }
    }.joined(separator: ",")
  }
}

extension CurveChart.Series {
  /// Whether its places are marked: where they are few.
  fileprivate var showsDots: Bool { curve.x.count == 1 || (hasDots && curve.x.count <= 40) }
}
