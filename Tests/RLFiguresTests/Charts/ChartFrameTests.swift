import RLFigures
import Testing

struct ChartFrameTests {
  private let chart = LineChart(
    size: ChartSize(300, 200), yScale: .logarithmic,
    series: [LineChart.Series(x: [0, 50_000], y: [1, 100])], yBounds: 1...100)

  @Test func placesAndValuesAreInverse() throws {
    let frame = try #require(chart.frame())
    #expect(frame.place(0, 1) == Point(frame.plot.x, frame.plot.bottom))
    let middle = frame.values(at: frame.plot.center)
    #expect(middle.x == 25_000)
    #expect(abs(middle.y - 10) < 1e-9)
    #expect(frame.place(1, 0) == nil)
  }

  /// The margin leaves room for half of the last text, which is wider than the margin elsewhere.
  @Test func theLastTickHasItsTextBelow() throws {
    var chart = chart
    chart.series[0].x[1] = 1_000_000_000
    let frame = try #require(chart.frame())
    let last = try #require(texts(chart.drawing()).first { $0.string == "1e9" })
    #expect(last.place.x == frame.plot.right)
    chart.series[0].x[1] = 100_000_000
    let wide = try #require(texts(chart.drawing()).first { $0.string == "100M" })
    #expect(try wide.place.x == #require(chart.frame()).plot.right)
    #expect(try #require(chart.frame()).plot.right < 290)
  }

  @Test func rangesArePaddedButNotAcrossZero() {
    #expect(axisRange([0, 100], .linear, padding: 0.05) == 0...105)
    #expect(axisRange([-100, 0], .linear, padding: 0.05) == -105...0)
    #expect(axisRange([10, 30], .linear, padding: 0.1) == 8...32)
    #expect(axisRange([12, 100], .linear, padding: 0.05) == 0...104.4)
    #expect(axisRange([500, 500, .nan], .linear, padding: 0.05) == 450...550)
    #expect(axisRange([0], .linear, padding: 0.05) == -1...1)
    #expect(axisRange([5, -1], .logarithmic, padding: 0.05) == 2.5...10)
    #expect(axisRange([.nan, .infinity], .linear, padding: 0.05) == nil)
  }

  @Test func longTextsAreShortenedAndWrapped() {
    let width = textWidth("alpha beta", size: 11)
    #expect(wrapped("alpha beta gamma", to: width, size: 11) == ["alpha beta", "gamma"])
    #expect(shortened("alpha beta", to: width, size: 11) == "alpha beta")
    let short = shortened("alpha beta gamma", to: width, size: 11)
    #expect(short.hasPrefix("alpha") && short.hasSuffix("…"))
    #expect(textWidth(short, size: 11) <= width)
  }

  /// Forty names have no room above a small plot: the rest is counted.
  @Test func aLegendSaysHowManyAreLeftOut() {
    var chart = chart
    chart.series = (0..<40).map { LineChart.Series("series \($0)", x: [0, 1], y: [1, 2]) }
    let strings = texts(chart.drawing()).map(\.string)
    let shown = strings.filter { $0.hasPrefix("series ") }.count
    #expect(shown > 3 && shown < 40)
    #expect(strings.contains("+\(40 - shown) more"))
  }
}
