import RLFigures
import Testing

struct MapTests {
  private let gray = ColorMap.gray
  private let grid = ScalarGrid(rows: 2, columns: 2, [0, 1, 2, .nan], x: 0...1, y: 0...1)

  private func images(_ drawing: Drawing) -> [PixelImage] {
    drawing.elements.compactMap { if case .image(let image, _) = $0 { image } else { nil } }
  }

  @Test func theFirstRowIsAtTheBottomOrAtTheTop() {
    let bottom = images(HeatMap(grid: grid, colorMap: gray, hasColorBar: false).drawing())[0]
    #expect(bottom[0, 1] == Color(0, 0, 0))
    #expect(bottom[1, 1] == Color(128, 128, 128))
    #expect(bottom[0, 0] == Color(255, 255, 255))
    #expect(bottom[1, 0].alpha == 0)
    let top = images(
      HeatMap(grid: grid, colorMap: gray, hasColorBar: false, startsAtTop: true).drawing())[0]
    #expect(top[0, 0] == Color(0, 0, 0))
    #expect(top[0, 1] == Color(255, 255, 255))
  }

  @Test func aBarRunsFromTheLeastBelowToTheGreatestAbove() {
    let bar = images(HeatMap(grid: grid, colorMap: gray).drawing())[0]
    #expect(bar[0, 0].red > 250 && bar[0, bar.height - 1].red < 5)
  }

  /// Four bands of 0 to 4 have the grays of their middles: .125, .375, .625 and .875 of 255.
  @Test func bandsHaveTheColoursOfTheirMiddles() throws {
    var scale = try #require(ColorScale(gray, [0, 4]))
    scale.divide(into: 4)
    #expect(scale.levels == [0, 1, 2, 3, 4])
    let levels = [-1, 0, 0.99, 1, 2.5, 4, 9].map { scale.color($0).red }
    #expect(levels == [32, 32, 32, 96, 159, 223, 223])
    #expect(scale.color(.nan).alpha == 0)
  }

  @Test func logarithmicBandsHaveEqualRatios() throws {
    var scale = try #require(ColorScale(gray, [0.001, 0, 1, -3], .logarithmic))
    scale.divide(into: 3)
    #expect(zip(scale.levels, [0.001, 0.01, 0.1, 1]).allSatisfy { abs($0 / $1 - 1) < 1e-12 })
  }

  @Test func manyBandsAreAnImage() {
    let slope = ScalarGrid(rows: 11, columns: 11, x: 0...1, y: 0...1) { x, _ in x }
    let map = ContourMap(
      grid: slope, colorMap: gray, bands: .count(100), hasColorBar: false)
    let image = images(map.drawing())[0]
    #expect(image.width == 22 && image.height == 22)
    // The middle of the first pixel is at 1/44: in the third of a hundred bands.
    #expect(image[0, 5].red == UInt8((0.025 * 255).rounded()))
    #expect(image[21, 0] == image[21, 21])
  }

  @Test func numbersBecomeImages() {
    let plain = PixelImage.images([0, 0.5, 1, 2], count: 1, height: 2, width: 2)[0]
    #expect([plain[0, 0], plain[1, 0], plain[0, 1], plain[1, 1]].map(\.red) == [0, 128, 255, 255])
    let signed = PixelImage.images([-2, 2], count: 1, height: 1, width: 2, areSigned: true)[0]
    #expect(signed[0, 0] == Color(hex: 0x3b4cc0) && signed[1, 0] == Color(hex: 0xb40426))
    let color = PixelImage.images([1, 0, 0.2], count: 1, channels: 3, height: 1, width: 1)[0]
    #expect(color[0, 0] == Color(255, 0, 51))
  }

  @Test func inkIsLegibleOnItsFill() {
    #expect(legibleInk(on: Color(hex: 0xfde725)) == .color(Theme.light.color(of: .ink)))
    #expect(legibleInk(on: Color(hex: 0x440154)) == .color(Color(hex: 0xffffff)))
  }

  /// Seen from the front, what has the greater y is painted first.
  @Test func farPartsOfASurfaceArePaintedFirst() {
    let grid = ScalarGrid(rows: 4, columns: 2, x: 0...1, y: 0...1) { _, y in y }
    let chart = SurfaceChart(
      grid: grid, azimuth: 0, elevation: 60, hasColorBar: false)
    let heights = chart.drawing().elements.compactMap { element -> Double? in
      guard case .polygon(let outlines, _) = element else { return nil }
      return outlines[0].reduce(0) { $0 + $1.y / 4 }
    }
    #expect(heights.count == 3)
    #expect(heights == heights.sorted())
  }
}
