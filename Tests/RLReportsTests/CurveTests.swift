import RLReports
import RLRuns
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
    #expect(chart.lineChart.xBounds == 0...1)
    chart.series = [.init("", Curve(x: [0, 4], y: [0, 0]), color: 0)]
    #expect(chart.lineChart.yBounds == 0...1)
  }

  /// 1.96 standard errors of 0/1 returns: sqrt(0.5 · 0.5 / 99) = 0.0502519; of equal ones none.
  @Test func meansHaveConfidenceIntervals() {
    let curve = Curve.meansWithIntervals(
      x: [1, 2, 3, 4], [0.5, 500, 0.98, 7], deviations: [0.5, 0, 0.14, 0],
      counts: [100, 100, 10, 1], within: zip([0, 500, 0, 7], [1, 500, 1, 7]))
    #expect(abs(curve.low[0] - (0.5 - 0.0984919)) < 1e-6)
    #expect(abs(curve.high[0] - (0.5 + 0.0984919)) < 1e-6)
    #expect(curve.low[1] == 500 && curve.high[1] == 500)
    #expect(curve.high[2] == 1, "a share above 1 is not possible")
    #expect(abs(curve.low[2] - (0.98 - 1.959964 * 0.14 / 3)) < 1e-6)
    #expect(curve.low[3] == 7 && curve.high[3] == 7)
  }

  @Test func severalRunsHaveTheIntervalOfTheirInterquartileMean() throws {
    let ends = [1.0, 2, 3, 40, 5]
    let curve = try Curve.interquartileWithIntervals(
      ends.map { Curve(x: [0, 10], y: [1, $0], low: [0, 0], high: [2, 2]) }, resamples: 500)
    let expected = try Estimate.bootstrap(ends, resamples: 500, \.interquartileMean)
    #expect(curve.x == [0, 10] && curve.y == [1, expected.value])
    #expect(curve.low == [1, expected.low] && curve.high == [1, expected.high])
    let single = try Curve.interquartileWithIntervals([Curve(x: [1], y: [2], low: [1], high: [3])])
    #expect(single == Curve(x: [1], y: [2]))
  }

  /// What all have in common after the start is told apart, and the start is told of.
  @Test func theAxisOfSharesLeavesOutAFarStart() {
    var chart = CurveChart("Accuracy, %", over: "epochs")
    chart.series = [.init("", Curve(x: [0, 1, 2, 3], y: [10, 97, 98, 99]), color: 0)]
    chart.leaveOutStart()
    #expect(chart.yBounds == 96.9...99.1)
    #expect(chart.caption == "Before training it was 10.00 %, below the axis.")
    chart.yBounds = nil
    chart.series = [.init("", Curve(x: [0, 1, 2, 3], y: [10, 40, 70, 99]), color: 0)]
    chart.leaveOutStart()
    #expect(chart.yBounds == nil, "all of it is worth seeing")
  }

  @Test func stepsAreAlsoToldAsTime() throws {
    let run = Curve(x: [0, 10, 20], y: [0, 1, 4])
    let single = try #require(CounterAxis("time", of: [run]))
    #expect(single.x == run.x && single.y == run.y)
    // The second one would have come to 8 s at 20 steps, as it went on.
    let both = try #require(
      CounterAxis("time", of: [run, Curve(x: [0, 10], y: [0, 4])], places: 5))
    #expect(both.x == [0, 5, 10, 15, 20] && both.y == [0, 1.25, 2.5, 4.25, 6])
    #expect(CounterAxis("time", of: [run, Curve()]) == nil)
    #expect(CounterAxis("time", of: [Curve(x: [0, 1], y: [3, 3])]) == nil)
    let long = Curve(x: (0...999).map(Double.init), y: (0...999).map { 2 * Double($0) })
    let thinned = try #require(CounterAxis("time", of: [long], places: 10))
    #expect(thinned.x.count == 10 && thinned.x.last == 999 && thinned.y.last == 1998)
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
