import RLFigures
import Testing

struct LineChartSVGTests {
  /// A curve over x = 0, 1, 2 of which the last point has no place, its band, a line at 4
  /// whose label is in the legend.
  @Test func aCurveWithABandAndALine() {
    let chart = LineChart(
      title: "Return", xLabel: "step", yLabel: "mean", size: ChartSize(200, 150),
      series: [
        LineChart.Series(
          "dqn", x: [0, 1, 2, 3], y: [1, 3, 2, .nan],
          band: LineChart.Band(lower: [0, 2, 1, 1], upper: [2, 4, 3, 3]))
      ], horizontalLines: [LineChart.ReferenceLine(4, "solved")])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="200" height="150" viewBox="0 0 200 150" \
      role="img" aria-label="Return: mean against step: dqn">
      <text x="10" y="21" font-size="13" font-weight="600" class="ink">Return</text>
      <polyline points="10,36.5 26,36.5" class="muted-line" fill="none" stroke-width="2" \
      stroke-dasharray="4 3" stroke-linejoin="round" stroke-linecap="round"/>
      <text x="31" y="40.5" font-size="11" class="ink">solved</text>
      <polyline points="80.77,36.5 96.77,36.5" class="series-0-line" fill="none" \
      stroke-width="2" stroke-linejoin="round" stroke-linecap="round"/>
      <text x="101.77" y="40.5" font-size="11" class="ink">dqn</text>
      <polyline points="41,51 41,108" class="grid-line" fill="none" stroke-linejoin="round" \
      stroke-linecap="round"/>
      <text x="41" y="123" font-size="11" text-anchor="middle" class="muted">0</text>
      <polyline points="90.67,51 90.67,108" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="90.67" y="123" font-size="11" text-anchor="middle" class="muted">1</text>
      <polyline points="140.33,51 140.33,108" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="140.33" y="123" font-size="11" text-anchor="middle" class="muted">2</text>
      <polyline points="190,51 190,108" class="grid-line" fill="none" stroke-linejoin="round" \
      stroke-linecap="round"/>
      <text x="190" y="123" font-size="11" text-anchor="middle" class="muted">3</text>
      <text x="115.5" y="141" font-size="12" text-anchor="middle" class="muted">step</text>
      <polyline points="41,108 190,108" class="grid-line" fill="none" stroke-linejoin="round" \
      stroke-linecap="round"/>
      <text x="35" y="112" font-size="11" text-anchor="end" class="muted">0</text>
      <polyline points="41,80.86 190,80.86" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="35" y="84.86" font-size="11" text-anchor="end" class="muted">2</text>
      <polyline points="41,53.71 190,53.71" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="35" y="57.71" font-size="11" text-anchor="end" class="muted">4</text>
      <text transform="translate(19 79.5) rotate(-90)" font-size="12" text-anchor="middle" \
      class="muted">mean</text>
      <polyline points="41,53.71 190,53.71" class="muted-line" fill="none" stroke-dasharray="4 \
      3" stroke-linejoin="round" stroke-linecap="round"/>
      <clipPath id="clip-1"><rect x="41" y="51" width="149" height="57"/></clipPath>
      <g clip-path="url(#clip-1)">
      <path d="M41,80.86 90.67,53.71 140.33,67.29 190,67.29 190,94.43 140.33,94.43 90.67,80.86 \
      41,108Z" fill-rule="evenodd" class="series-0" opacity="0.18"/>
      <polyline points="41,94.43 90.67,67.29 140.33,80.86" class="series-0-line" fill="none" \
      stroke-width="1.5" stroke-linejoin="round" stroke-linecap="round"/>
      </g>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  /// Whatever the data, the labels of lines stand beside the plot, not over what it shows.
  @Test func labelsOfLinesAreOutsideOfThePlot() throws {
    let chart = LineChart(
      series: [
        LineChart.Series("learned", x: [0, 1, 2], y: [0, 500, 500]),
        LineChart.Series(x: [0, 1, 2], y: [400, 470, 480], look: .dots),
      ], horizontalLines: [LineChart.ReferenceLine(475, "solved 475")],
      verticalLines: [LineChart.ReferenceLine(1, "half")])
    let drawing = chart.drawing()
    let plot = try #require(chart.frame()?.plot)
    let labels = texts(drawing).filter { ["solved 475", "half"].contains($0.string) }
    #expect(labels.map(\.string) == ["solved 475", "half"])
    #expect(labels.allSatisfy { box($0).bottom <= plot.y })
    let grounds = drawing.elements.filter { element in
      if case .rectangle(_, _, let style) = element { style.fill == .ground } else { false }
    }
    #expect(grounds.isEmpty)
  }

  /// A line beyond fixed ends is not there, and neither is its label.
  @Test func linesBeyondTheAxesHaveNoLabel() {
    let chart = LineChart(
      series: [LineChart.Series(x: [0, 1], y: [0, 1])],
      horizontalLines: [LineChart.ReferenceLine(475, "solved 475")], yBounds: 0...1)
    #expect(!texts(chart.drawing()).contains { $0.string == "solved 475" })
  }

  @Test func noDataIsSaid() {
    let chart = LineChart(title: "Loss", size: ChartSize(200, 100), series: [])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="200" height="100" viewBox="0 0 200 100" \
      role="img" aria-label="Loss: no data">
      <text x="10" y="21" font-size="13" font-weight="600" class="ink">Loss</text>
      <text x="100" y="54" font-size="12" text-anchor="middle" class="muted">no data</text>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  @Test func logarithmicAxes() {
    let chart = LineChart(
      size: ChartSize(160, 120), xScale: .logarithmic, yScale: .logarithmic,
      series: [LineChart.Series(x: [1, 10, 100, 0], y: [100, 10, 1, 5], look: .dots)])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="160" height="120" viewBox="0 0 160 120">
      <polyline points="40.21,10 40.21,96" class="grid-line" fill="none" stroke-linejoin="round" \
      stroke-linecap="round"/>
      <text x="40.21" y="111" font-size="11" text-anchor="middle" class="muted">1</text>
      <polyline points="146.8,10 146.8,96" class="grid-line" fill="none" stroke-linejoin="round" \
      stroke-linecap="round"/>
      <text x="146.8" y="111" font-size="11" text-anchor="middle" class="muted">100</text>
      <polyline points="37.01,92.09 150,92.09" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="31.01" y="96.09" font-size="11" text-anchor="end" class="muted">1</text>
      <polyline points="37.01,13.91 150,13.91" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <text x="31.01" y="17.91" font-size="11" text-anchor="end" class="muted">100</text>
      <circle cx="40.21" cy="13.91" r="3" class="series-0 ground-line"/>
      <circle cx="93.51" cy="53" r="3" class="series-0 ground-line"/>
      <circle cx="146.8" cy="92.09" r="3" class="series-0 ground-line"/>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  /// Those outside are left out, those on the edge are whole.
  @Test func dotsAreWholeOrNotThere() {
    let chart = LineChart(
      size: ChartSize(160, 120),
      series: [
        LineChart.Series(x: [0, 1, 2, 3, 1], y: [0, 1, 2, 1, 3], look: .dots),
        LineChart.Series(x: [0, 3], y: [0, 3]),
      ], xBounds: 0...2, yBounds: 0...2)
    let elements = chart.drawing().elements
    let places = elements.compactMap { element -> Point? in
      if case .circle(let place, _, _) = element { place } else { nil }
    }
    #expect(places.count == 3)
    let clips = elements.compactMap { element -> Rectangle? in
      if case .clipped(let plot, _) = element { plot } else { nil }
    }
    #expect(clips.count == 1)
    #expect(places.first == Point(clips[0].x, clips[0].bottom))
    #expect(places.last == Point(clips[0].right, clips[0].y))
  }

  /// There is no half epoch to be measured at.
  @Test func ticksOfCountsAreWhole() {
    var chart = LineChart(
      size: ChartSize(400, 200), series: [.init(x: [0, 1, 2], y: [3, 2, 1])])
    func ticks() -> [String] {
      texts(chart.drawing()).filter { $0.place.y > 180 }.map(\.string)
    }
    #expect(ticks().contains("0.5"))
    chart.countsX = true
    #expect(ticks() == ["0", "1", "2"])
  }
}
