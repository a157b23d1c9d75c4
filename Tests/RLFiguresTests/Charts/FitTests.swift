import RLFigures
import TestSupport
import Testing

/// Every chart keeps its shapes and texts inside of the drawing and its texts apart, whatever the
/// data.
struct FitTests {
  /// Values of a random kind: many, few, equal, none, tiny, huge, or with some that are not finite.
  private func values(_ count: Int, _ generator: inout TestGenerator) -> [Double] {
    let scale = generator.pick([1e-300, 1e-12, 1e-6, 1e-3, 1, 1, 475, 1e5, 1e12, 1e290, 0])
    let offset = generator.pick([0, 0, 0, 1, -1, 1e6, -0.5 * scale, 1e12])
    let missing = generator.pick([0, 0, 0.3, 1])
    return (0..<count).map { _ in
      let value = offset + scale * generator.next()
      return generator.next() < missing
        ? generator.pick([.nan, .infinity, -.infinity, 1e308, -1e308]) : value
    }
  }

  private func label(_ generator: inout TestGenerator) -> String {
    generator.pick([
      "", "step", "return", "a label with several words", "cross entropy (nats per symbol)",
      "AnExtremelyLongNameWithoutAnySpaceThatNoChartHasRoomForWhateverItDoesWithIt",
      "a title that is long enough to need two lines, or perhaps even more than two of them, if it is",
    ])
  }

  private func size(_ generator: inout TestGenerator) -> ChartSize {
    ChartSize(200 + generator.next() * 600, 150 + generator.next() * 350)
  }

  @Test(arguments: 0..<300)
  func lineCharts(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    var chart = LineChart(
      title: label(&generator), xLabel: label(&generator), yLabel: label(&generator),
      size: size(&generator), xScale: generator.pick([.linear, .logarithmic]),
      yScale: generator.pick([.linear, .logarithmic]))
    for _ in 0..<generator.pick([0, 1, 2, 5, 12]) {
      let count = generator.pick([0, 1, 2, 30, 3000])
      let y = values(count, &generator)
      chart.series.append(
        LineChart.Series(
          label(&generator), x: values(count, &generator).sorted { $0 < $1 || $1.isNaN }, y: y,
          band: generator.below(2) == 0
            ? nil : LineChart.Band(lower: y, upper: values(count, &generator)),
          look: generator.pick([.line, .dashed, .dots])))
    }
    for value in values(generator.below(4), &generator) {
      chart.horizontalLines.append(LineChart.ReferenceLine(value, label(&generator)))
      chart.verticalLines.append(LineChart.ReferenceLine(value, label(&generator)))
    }
    if generator.below(4) == 0 { chart.yBounds = generator.pick([0...1, -5...500, 1...1]) }
    let drawing = chart.drawing()
    #expect(faults(drawing) == [], "seed \(seed)")
    if let frame = chart.frame() {
      let back = frame.values(at: frame.plot.center)
      let place = frame.place(back.x, back.y)
      #expect(abs((place?.x ?? .nan) - frame.plot.center.x) < 1e-3, "seed \(seed)")
      #expect(abs((place?.y ?? .nan) - frame.plot.center.y) < 1e-3, "seed \(seed)")
    }
  }

  @Test(arguments: 0..<200)
  func bars(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    let count = generator.pick([0, 1, 2, 100, 2000])
    let histogram = Histogram(
      title: label(&generator), xLabel: label(&generator), size: size(&generator),
      values: values(count, &generator))
    // The mean's label may lie over a bar's count.
    #expect(faults(histogram.drawing(), checksOverlaps: false) == [], "seed \(seed)")
    let finite = histogram.values.filter(AxisScale.linear.shows).count
    #expect(histogram.bins()?.counts.reduce(0, +) ?? 0 == finite, "seed \(seed)")
    var chart = BarChart(
      title: label(&generator), xLabel: label(&generator), width: 200 + generator.next() * 600)
    for value in values(generator.below(9), &generator) {
      chart.bars.append(
        BarChart.Bar(
          label(&generator), value,
          interval: value.magnitude < 1e299 ? value - value.magnitude...value + 2 : nil))
    }
    #expect(faults(chart.drawing()) == [], "seed \(seed)")
  }

  @Test(arguments: 0..<150)
  func maps(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    let (rows, columns) = (generator.pick([0, 1, 2, 3, 20]), generator.pick([1, 2, 3, 30]))
    let grid = ScalarGrid(
      rows: rows, columns: columns, values(rows * columns, &generator),
      x: generator.pick([0...1, -1e-12...1e-12, 3...3, 1e6...2e12]),
      y: 0...generator.pick([0, 1, 1e9]))
    let scale: AxisScale = generator.pick([.linear, .logarithmic])
    let markers = (0..<5).map { MapMarker(x: Double($0) / 3, y: 0.5, series: $0) }
    let names = (0..<3).map { _ in label(&generator) }
    let isSquare = generator.below(3) == 0
    let heat = HeatMap(
      title: label(&generator), xLabel: label(&generator), yLabel: label(&generator),
      size: size(&generator), grid: grid, valueScale: scale, valueLabel: label(&generator),
      contours: [0.5], markers: markers, markerNames: names, isSquare: isSquare)
    #expect(faults(heat.drawing()) == [], "seed \(seed)")
    let contours = ContourMap(
      title: label(&generator), xLabel: label(&generator), yLabel: label(&generator),
      size: size(&generator), grid: grid, valueScale: scale,
      bands: generator.pick([.count(1), .count(8), .count(30), .levels([0.2, 5, 1e5])]),
      valueLabel: label(&generator), contours: [0.5], markers: markers, markerNames: names,
      isSquare: isSquare)
    #expect(faults(contours.drawing()) == [], "seed \(seed)")
    let surface = SurfaceChart(
      title: label(&generator), xLabel: label(&generator), yLabel: label(&generator),
      valueLabel: label(&generator), size: size(&generator), grid: grid, valueScale: scale,
      azimuth: generator.next() * 720 - 360, elevation: generator.next() * 100 - 5)
    #expect(faults(surface.drawing()) == [], "seed \(seed)")
  }

  @Test(arguments: 0..<100)
  func grids(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    let (rows, columns) = (generator.pick([1, 3, 8]), generator.pick([1, 4, 12]))
    let numbers = values(rows * columns, &generator)
    let cells = numbers.map { value in
      GridMap.Cell(
        value: generator.below(4) == 0 ? nil : value,
        text: generator.pick(["", "1", numberText(value), "a long text in a cell"]),
        isWall: generator.below(8) == 0, arrows: [.up(generator.next()), .left(generator.next())],
        mark: generator.pick(["", "S"]), isTerminal: generator.below(5) == 0)
    }
    let map = GridMap(
      title: label(&generator), rows: rows, columns: columns, cells: cells,
      width: 200 + 500 * generator.next(), valueLabel: label(&generator),
      hasColorBar: generator.below(2) == 0)
    #expect(faults(map.drawing()) == [], "seed \(seed)")
    let images = (0..<generator.below(9)).map { PixelImage(width: 8 + $0, height: 8) }
    let grid = ImageGrid(
      title: label(&generator), images: images, columns: generator.pick([1, 3, 10]),
      captions: images.map { _ in label(&generator) },
      rowLabels: [label(&generator), label(&generator)], zoom: generator.pick([1, 3.5]))
    #expect(faults(grid.drawing()) == [], "seed \(seed)")
    let panels = Panels(
      title: label(&generator), [map.drawing(), grid.drawing(), map.drawing()],
      columns: generator.pick([1, 2, 5]))
    #expect(faults(panels.drawing()) == [], "seed \(seed)")
  }
}
