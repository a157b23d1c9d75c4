import RLFigures
import Testing

struct MapSVGTests {
  @Test func aHeatMap() {
    let chart = HeatMap(
      title: "Q", size: ChartSize(180, 140),
      grid: ScalarGrid(rows: 2, columns: 2, [0, 1, 2, 3], x: 0...1, y: 0...1), valueLabel: "value",
      contours: [1.5], markers: [MapMarker(x: 0.5, y: 0.5, series: 1)])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="180" height="140" viewBox="0 0 180 140" \
      role="img" aria-label="Q: value">
      <text x="10" y="21" font-size="13" font-weight="600" class="ink">Q</text>
      <text x="33.51" y="131" font-size="11" text-anchor="middle" class="muted">0</text>
      <text x="103.49" y="131" font-size="11" text-anchor="middle" class="muted">1</text>
      <text x="27.51" y="120" font-size="11" text-anchor="end" class="muted">0</text>
      <text x="27.51" y="79" font-size="11" text-anchor="end" class="muted">0.5</text>
      <text x="27.51" y="38" font-size="11" text-anchor="end" class="muted">1</text>
      <image x="115.49" y="34" width="12" height="82" preserveAspectRatio="none" \
      style="image-rendering:pixelated" href="data:image/png;base64,PNG"/>
      <text x="132.49" y="120" font-size="11" class="muted">0</text>
      <text x="132.49" y="65.33" font-size="11" class="muted">2</text>
      <text transform="translate(154.49 75) rotate(-90)" font-size="12" text-anchor="middle" \
      class="muted">value</text>
      <image x="33.51" y="34" width="69.98" height="82" preserveAspectRatio="none" \
      style="image-rendering:pixelated" href="data:image/png;base64,PNG"/>
      <polyline points="51,64.75 86,85.25" fill="none" stroke="#ffffff" stroke-width="1.5" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <circle cx="68.5" cy="75" r="3.5" class="series-1 ground-line"/>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  @Test func filledContours() {
    let chart = ContourMap(
      size: ChartSize(150, 124),
      grid: ScalarGrid(rows: 2, columns: 2, [0, 4, 4, 0], x: 0...1, y: 0...1),
      bands: .levels([1, 3]), hasColorBar: false, contours: [1])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="150" height="124" viewBox="0 0 150 124">
      <text x="33.51" y="115" font-size="11" text-anchor="middle" class="muted">0</text>
      <text x="86.75" y="115" font-size="11" text-anchor="middle" class="muted">0.5</text>
      <text x="140" y="115" font-size="11" text-anchor="middle" class="muted">1</text>
      <text x="27.51" y="104" font-size="11" text-anchor="end" class="muted">0</text>
      <text x="27.51" y="59" font-size="11" text-anchor="end" class="muted">0.5</text>
      <text x="27.51" y="14" font-size="11" text-anchor="end" class="muted">1</text>
      <rect x="33.51" y="10" width="106.49" height="90" fill="#472c7b"/>
      <path d="M140,100 140,32.5 113.38,10 33.51,10 33.51,77.5 60.13,100Z" fill-rule="evenodd" \
      fill="#21908d"/>
      <path d="M140,100 140,77.5 113.38,100ZM33.51,32.5 60.13,10 33.51,10Z" fill-rule="evenodd" \
      fill="#abdc33"/>
      <polyline points="33.51,77.5 60.13,100" fill="none" stroke="#000000" stroke-opacity="0.27" \
      stroke-width="0.75" stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="140,32.5 113.38,10" fill="none" stroke="#000000" stroke-opacity="0.27" \
      stroke-width="0.75" stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="33.51,32.5 60.13,10" fill="none" stroke="#000000" stroke-opacity="0.27" \
      stroke-width="0.75" stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="140,77.5 113.38,100" fill="none" stroke="#000000" stroke-opacity="0.27" \
      stroke-width="0.75" stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="33.51,77.5 60.13,100" fill="none" stroke="#000000" stroke-width="3.5" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="140,32.5 113.38,10" fill="none" stroke="#000000" stroke-width="3.5" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="33.51,77.5 60.13,100" fill="none" stroke="#ffffff" stroke-width="1.5" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="140,32.5 113.38,10" fill="none" stroke="#ffffff" stroke-width="1.5" \
      stroke-linejoin="round" stroke-linecap="round"/>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  @Test func aSurface() {
    let chart = SurfaceChart(
      xLabel: "a", size: ChartSize(200, 160),
      grid: ScalarGrid(rows: 2, columns: 3, [0, 1, 0, 1, 2, 1], x: 0...1, y: 0...1),
      hasColorBar: false)
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="200" height="160" viewBox="0 0 200 160">
      <polyline points="51.69,87.07 93.54,57.18 93.54,18" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="81.58,97.54 123.43,67.65 123.43,28.46" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="111.47,108 153.32,78.11 153.32,38.93" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="111.47,108 51.69,87.07 51.69,47.89" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="132.39,93.06 72.62,72.13 72.62,32.94" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,78.11 93.54,57.18 93.54,18" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,78.11 93.54,57.18 51.69,87.07" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,68.32 93.54,47.39 51.69,77.28" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,58.52 93.54,37.59 51.69,67.48" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,48.72 93.54,27.8 51.69,57.68" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="153.32,38.93 93.54,18 51.69,47.89" class="grid-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="51.69,87.07 111.47,108 153.32,78.11 93.54,57.18 51.69,87.07" \
      class="muted-line" fill="none" stroke-linejoin="round" stroke-linecap="round"/>
      <polyline points="51.69,87.07 51.69,47.89" class="muted-line" fill="none" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <path d="M51.42,87.29 81.48,78.28 123.7,28.24 93.64,37.26Z" fill-rule="evenodd" \
      fill="#41a09d"/>
      <path d="M81.24,78.04 111.41,108.35 153.66,58.43 123.49,28.12Z" fill-rule="evenodd" \
      fill="#1c7976"/>
      <text x="45.69" y="91.07" font-size="11" text-anchor="end" class="muted">0</text>
      <text x="45.69" y="71.48" font-size="11" text-anchor="end" class="muted">1</text>
      <text x="45.69" y="51.89" font-size="11" text-anchor="end" class="muted">2</text>
      <text x="77.58" y="110.54" font-size="11" text-anchor="end" class="muted">0.5</text>
      <text x="107.47" y="121" font-size="11" text-anchor="end" class="muted">1</text>
      <text x="61.58" y="127.54" font-size="12" text-anchor="end" class="muted">a</text>
      <text x="115.47" y="121" font-size="11" class="muted">0</text>
      <text x="136.39" y="106.06" font-size="11" class="muted">0.5</text>
      <text x="157.32" y="91.11" font-size="11" class="muted">1</text>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }
}
