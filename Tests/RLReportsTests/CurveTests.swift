import RLReports
import Testing

struct CurveTests {
  /// Of 1, 2, 3, ... the mean of the last 100 is 49.5 below the newest, and their middle 80 % lie
  /// 9.9 above the oldest and below the newest.
  @Test func recentMeansFollowTheLastHundred() {
    let numbers = (1...1000).map(Double.init)
    let curve = Curve.recentMeans(x: numbers.map { 10 * $0 }, y: numbers)
    #expect(curve.x.count == 300 && curve.x.last == 10_000)
    for (index, x) in curve.x.enumerated() where x >= 1000 {
      #expect(curve.y[index] == x / 10 - 49.5)
      #expect(abs(curve.low[index] - (x / 10 - 99 + 9.9)) < 1e-9)
      #expect(abs(curve.high[index] - (x / 10 - 9.9)) < 1e-9)
    }
    #expect(curve.y.first == 2)  // after 3 of 1000, in the first of 300 places
  }

  @Test func aShortListIsKeptWhole() {
    let curve = Curve.recentMeans(x: [1, 2, 5], y: [4, 8, 0])
    #expect(curve.x == [1, 2, 5] && curve.y == [4, 6, 4])
    #expect(Curve.recentMeans(x: [], y: []).isEmpty)
  }

  /// A sum that is only added to and taken from must not drift.
  @Test func largeNumbersLeaveNoTrace() {
    let numbers = Array(repeating: 1e15, count: 10_000) + Array(repeating: 0.1, count: 20_000)
    let curve = Curve.recentMeans(x: numbers.indices.map(Double.init), y: numbers)
    #expect(abs((curve.y.last ?? 0) - 0.1) < 1e-9)
  }

  @Test func meansOfBinsLeaveOutWhatIsMissing() {
    let curve = Curve.means(x: [1, 2, 3, 4, 5, 6], y: [.nan, 1, 3, .infinity, 10, 20], bins: 2)
    #expect(curve == Curve(x: [3, 6], y: [2, 15]))
    #expect(Curve.means(x: [1], y: [.nan]).isEmpty)
  }

  /// Four runs whose middle two are 2 and 3; one ends earlier and keeps its last value.
  @Test func severalRunsBecomeTheirInterquartileMean() {
    let ends: [(Double, Double)] = [(100, 1), (100, 2), (50, 3), (100, 40)]
    let curves = ends.map { end, level in Curve(x: [10, end], y: [0, level]) }
    let curve = Curve.interquartile(curves, places: 10)
    #expect(curve.x.first == 10 && curve.x.last == 100)
    #expect(curve.y.first == 0 && curve.y.last == 2.5)
    #expect(curve.low.last == 1.75 && curve.high.last == 12.25)
    // At 40 the runs are at a third of their way, the short one at three quarters.
    let third = [1.0, 2, 40].map { $0 / 3 }.sorted()
    #expect(abs(curve.y[3] - (third[1] + 0.75 * 3) / 2) < 1e-9)
  }

  @Test func runsThatWereMeasuredAtTheSamePlacesKeepThem() {
    let curves = [1.0, 2, 3, 40].map { Curve(x: [0, 5, 20], y: [1, $0, 0]) }
    #expect(
      Curve.interquartile(curves)
        == Curve(x: [0, 5, 20], y: [1, 2.5, 0], low: [1, 1.75, 0], high: [1, 12.25, 0]))
  }

  /// A run that has begun where another one ends has one place in common with it.
  @Test func aSinglePlaceInCommonIsOne() {
    let curve = Curve.interquartile([Curve(x: [1, 8], y: [1, 3]), Curve(x: [8], y: [5])])
    #expect(curve == Curve(x: [8], y: [4], low: [3.5], high: [4.5]))
  }

  @Test func oneRunStaysAsItIs() {
    let curve = Curve(x: [1, 2], y: [3, 4], low: [2, 3], high: [4, 5])
    #expect(Curve.interquartile([Curve(), curve]) == curve)
    #expect(Curve.interquartile([]).isEmpty)
  }

  /// Rows a second apart: those within an epoch of ten updates wait for the next one.
  @Test func secondsAnEpochAreOfWholeEpochs() {
    let curve = Curve.secondsPerEpoch(
      [4, 8, 10, 10, 22, 30, 31], [1, 2, 5, 5, 11, 13, 20], updatesPerEpoch: 10)
    #expect(curve == Curve(x: [1, 2.2], y: [5, 5]))
    let fast = Curve.secondsPerEpoch([50, 120], [1, 2], updatesPerEpoch: 10)
    #expect(fast == Curve(x: [5, 12], y: [0.2, 1 / 7.0]))
    #expect(Curve.secondsPerEpoch([4, 10], [1, 9], updatesPerEpoch: 10) == Curve(x: [1], y: [9]))
  }

  /// What was measured once is a dot near the right end.
  @Test func oneMeasurementIsAsFarAsItsEpoch() {
    var chart = CurveChart("Cost", over: "epochs")
    chart.series = [.init("", Curve(x: [4], y: [2]), color: 0)]
    #expect(chart.lineChart.xBounds == 0...4.12)
    chart.series = [.init("", Curve(x: [0, 4], y: [2, 1]), color: 0)]
    #expect(chart.lineChart.xBounds == nil)
    chart.series = [.init("", Curve(x: [0], y: [2]), color: 0)]
    #expect(chart.lineChart.xBounds == nil)
  }

  @Test(arguments: [
    ([1.0, 100], true), ([1, 99], false), ([0, 0.001, 1, 1, 1], false), ([-1, 1000], false),
    ([.nan, 1, 1000], true), ([], false), (Array(repeating: 0, count: 10), false),
  ])
  func scaleFollowsTheRange(_ values: [Double], _ expected: Bool) {
    var chart = CurveChart("Loss", over: "steps")
    chart.series = [.init("", Curve(x: values.indices.map(Double.init), y: values), color: 0)]
    chart.chooseScale()
    #expect(chart.isLogarithmic == expected)
  }
}
