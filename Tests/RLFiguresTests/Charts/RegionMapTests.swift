import RLFigures
import Testing

struct RegionMapTests {
  /// Over 0...2: 1 − x, 0 and x − 1 are equal at 1 alone; left of it the first is the greatest, right
  /// of it the third.
  @Test func eachRegionIsWhereItsFunctionIsTheGreatest() {
    func grid(_ function: (Double) -> Double) -> ScalarGrid {
      ScalarGrid(rows: 2, columns: 5, x: 0...2, y: 0...1) { x, _ in function(x) }
    }
    let chart = RegionMap(
      title: "Action", xLabel: "x", size: ChartSize(200, 140),
      grids: [grid { 1 - $0 }, grid { _ in 0.25 }, grid { $0 - 1 }],
      names: ["left", "none", "right"])
    let drawing = chart.drawing()
    var areas: [(paint: Paint?, left: Double, right: Double)] = []
    for element in drawing.elements {
      switch element {
      case .rectangle(let frame, _, let style): areas.append((style.fill, frame.x, frame.right))
      case .polygon(let outlines, let style):
        #expect(outlines.count == 1)
        let x = outlines[0].map(\.x)
        areas.append((style.fill, x.min() ?? 0, x.max() ?? 0))
      default: break
      }
    }
    #expect(areas.map(\.paint) == [.series(0), .series(1), .series(2)])
    let (left, width) = (areas[0].left, areas[0].right - areas[0].left)
    // Values are linear between x = ½, where the first is ahead by ¼, and 1, where it is behind as far.
    for (area, start) in zip(areas.dropFirst(), [0.75, 1.25]) {
      #expect(abs((area.left - left) / width - start / 2) < 1e-9)
      #expect(abs(area.right - areas[0].right) < 1e-9)
    }
    let texts = drawing.elements.compactMap { element in
      if case .text(let text) = element { text.string } else { nil }
    }
    #expect(texts.starts(with: ["Action", "left", "none", "right"]) && texts.contains("x"))
  }

  /// Where all are equal, the first one counts.
  @Test func amongEqualsTheFirstCounts() {
    let grid = ScalarGrid(rows: 2, columns: 2, [0, 0, 0, 0], x: 0...1, y: 0...1)
    let drawing = RegionMap(grids: [grid, grid], names: ["a", "b"]).drawing()
    #expect(!drawing.elements.contains { if case .polygon = $0 { true } else { false } })
  }
}
