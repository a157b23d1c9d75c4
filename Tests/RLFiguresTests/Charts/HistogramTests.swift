import RLFigures
import Testing

struct HistogramTests {
  @Test func wholeNumbersThatAreFewHaveABinEach() {
    let bins = Histogram(values: [1, 1, 2, 4]).bins()
    #expect(bins == Histogram.Bins(lower: 0.5, width: 1, counts: [2, 1, 0, 1]))
  }

  @Test func equalValuesAreOneBar() {
    let chart = Histogram(values: [500, 500, 500, .nan], verticalLines: [.init(475, "solved 475")])
    #expect(chart.bins() == Histogram.Bins(lower: 499.5, width: 1, counts: [3]))
    // Three fifths of a quarter of the distance to the line.
    #expect(chart.distinctBars() == [.init(left: 498.125, right: 501.875, count: 3)])
    // 510 is not possible, and nothing says that it were.
    #expect(ticks(along: chart) == ["500"])
  }

  @Test func fewValuesHaveABarEach() {
    let chart = Histogram(values: [0, 1, 1, 0, 1], verticalLines: [.init(0.7, "solved 0.7")])
    #expect(
      chart.distinctBars() == [
        .init(left: -0.3, right: 0.3, count: 2), .init(left: 0.7, right: 1.3, count: 3),
      ])
    #expect(ticks(along: chart) == ["0", "1"])
    // Beside the line they would be too thin to be seen.
    let far = Histogram(values: [0, 1], verticalLines: [.init(475, "solved")])
    #expect(far.distinctBars() == nil)
    #expect(Histogram(values: (0..<9).map(Double.init)).distinctBars() == nil)
    #expect(Histogram(values: [0, 0.01, 1]).distinctBars() == nil)
  }

  @Test func ticksAreWhereValuesAre() {
    let many = Histogram(values: (0..<50).map { 11 + 10 * Double($0).squareRoot() })
    for tick in ticks(along: many).compactMap(Double.init) { #expect(11...81 ~= tick) }
    #expect(ticks(along: many).count >= 2)
    let whole = ticks(along: Histogram(values: (0..<12).map(Double.init)))
    #expect(whole.count > 2 && whole.allSatisfy { Int($0) != nil })
  }

  /// What is written below the axis.
  private func ticks(along chart: Histogram) -> [String] {
    var chart = chart
    (chart.xLabel, chart.size) = ("", ChartSize(400, 270))
    return texts(chart.drawing()).filter { $0.place.y > 250 }.map(\.string)
  }

  @Test func endsOfBinsAreRound() {
    // Eight values: four bins or fewer of at least 6/4, so of 2.
    let bins = Histogram(values: [0.5, 1, 2, 3, 4, 4.5, 5, 6.5]).bins()
    #expect(bins == Histogram.Bins(lower: 0, width: 2, counts: [2, 2, 3, 1]))
  }

  @Test func theGreatestValueIsInTheLastBin() {
    let bins = Histogram(values: [0, 99.5, 200, 500]).bins()
    #expect(bins == Histogram.Bins(lower: 0, width: 200, counts: [2, 1, 1]))
    let round = Histogram(values: [0, 100.5, 200, 400]).bins()
    #expect(round == Histogram.Bins(lower: 0, width: 100, counts: [1, 1, 1, 1]))
  }

  @Test func nothingHasNoBins() {
    #expect(Histogram(values: [.nan, .infinity]).bins() == nil)
  }

  /// The labels of mean and threshold are above the bars, also where all values are the threshold.
  @Test(arguments: [
    Array(repeating: 475.0, count: 100), (0..<100).map { 400 + Double($0) }, [475], [0, 500],
  ])
  func labelsAreAboveTheBars(_ values: [Double]) {
    let chart = Histogram(
      size: ChartSize(400, 270), values: values, verticalLines: [.init(475, "solved 475")])
    let drawing = chart.drawing()
    let labels = texts(drawing).filter {
      $0.string.hasPrefix("mean") || $0.string.hasPrefix("solved")
    }
    #expect(labels.count == 2)
    for case .rectangle(let bar, _, let style) in drawing.elements where style.fill == .series(0) {
      for label in labels.map(box) {
        #expect(label.bottom < bar.y || label.right < bar.x || label.x > bar.right, "\(label)")
      }
    }
  }
}
