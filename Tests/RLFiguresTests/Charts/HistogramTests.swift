import RLFigures
import Testing

struct HistogramTests {
  @Test func wholeNumbersThatAreFewHaveABinEach() {
    let bins = Histogram(values: [1, 1, 2, 4]).bins()
    #expect(bins == Histogram.Bins(lower: 0.5, width: 1, counts: [2, 1, 0, 1]))
  }

  @Test func equalValuesAreOneBar() {
    // A fifth of an axis from 450 to 550.
    let bins = Histogram(values: [500, 500, 500, .nan]).bins()
    #expect(bins == Histogram.Bins(lower: 490, width: 20, counts: [3]))
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
