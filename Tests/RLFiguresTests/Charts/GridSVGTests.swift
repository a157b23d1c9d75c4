import RLFigures
import Testing

struct GridSVGTests {
  @Test func aMapOfCells() {
    let chart = GridMap(
      title: "Policy", rows: 1, columns: 3,
      cells: [
        GridMap.Cell(value: 0, text: "0.00", arrows: [.right(0.5)], mark: "S"),
        GridMap.Cell(isWall: true), GridMap.Cell(value: 1, text: "+1", isTerminal: true),
      ], width: 200, hasColorBar: false)
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="200" height="102" viewBox="0 0 200 102" \
      role="img" aria-label="Policy">
      <text x="10" y="21" font-size="13" font-weight="600" class="ink">Policy</text>
      <rect x="10" y="32" width="60" height="60" class="ground-line" fill="#440154"/>
      <polyline points="31.6,56 43.7,56" fill="none" stroke="#ffffff" stroke-width="1.68" \
      stroke-linejoin="round" stroke-linecap="round"/>
      <path d="M48.4,56 42.52,59.23 42.52,52.77Z" fill-rule="evenodd" fill="#ffffff"/>
      <text x="40" y="85" font-size="10" text-anchor="middle" fill="#ffffff">0.00</text>
      <text x="16" y="46" font-size="10" font-weight="600" fill="#ffffff">S</text>
      <rect x="70" y="32" width="60" height="60" class="muted ground-line" opacity="0.6"/>
      <rect x="130" y="32" width="60" height="60" class="ground-line" fill="#fde725"/>
      <rect x="133" y="35" width="54" height="54" fill="none" stroke="#1c2024" \
      stroke-width="1.5"/>
      <text x="160" y="66.32" font-size="12" text-anchor="middle" fill="#1c2024">+1</text>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  @Test func images() {
    let chart = ImageGrid(
      images: PixelImage.images([0, 1, 1, 0], count: 2, height: 1, width: 2), columns: 1,
      captions: ["a", "b"], rowLabels: ["in", "out"], zoom: 10)
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="66.01" height="72" viewBox="0 0 66.01 72">
      <text x="28.01" y="19" font-size="11" text-anchor="end" class="muted">in</text>
      <text x="28.01" y="47" font-size="11" text-anchor="end" class="muted">out</text>
      <image x="36.01" y="10" width="20" height="10" preserveAspectRatio="none" \
      style="image-rendering:pixelated" href="data:image/png;base64,PNG"/>
      <text x="46.01" y="31" font-size="10" text-anchor="middle" class="muted">a</text>
      <image x="36.01" y="38" width="20" height="10" preserveAspectRatio="none" \
      style="image-rendering:pixelated" href="data:image/png;base64,PNG"/>
      <text x="46.01" y="59" font-size="10" text-anchor="middle" class="muted">b</text>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }

  @Test func panelsSideBySide() {
    let chart = Panels(
      title: "Two",
      [
        Drawing(width: 60, height: 20, [.circle(Point(1, 2), radius: 1, .fill(.ink))]),
        Drawing(width: 70, height: 30, [.circle(Point(1, 2), radius: 1, .fill(.ink))]),
        Drawing(width: 50, height: 10, [.circle(Point(1, 2), radius: 1, .fill(.ink))]),
      ])
    let expected = """
      <svg xmlns="http://www.w3.org/2000/svg" width="138" height="78" viewBox="0 0 138 78" \
      role="img" aria-label="Two">
      <text x="10" y="21" font-size="13" font-weight="600" class="ink">Two</text>
      <circle cx="1" cy="32" r="1" class="ink"/>
      <circle cx="69" cy="32" r="1" class="ink"/>
      <circle cx="1" cy="70" r="1" class="ink"/>
      </svg>

      """
    #expect(svgText(chart.drawing()) == expected)
  }
}
