import Environments
import RLFigures
import RLReports
import Testing

/// Pictures of what environments say about their looks.
@Suite struct DepictionSceneTests {
  /// Ten points are a unit of a world of 4 by 2.
  @Test func shapesAreToScaleAndNothingIsOutside() {
    let depiction = Depiction.shapes(
      [
        .line([SIMD2(-2, 0), SIMD2(2, 0)], width: 0.2, .scenery),
        .line([SIMD2(-1, 0), SIMD2(0, 0.5)], width: 0.4, .body),
        .polygon([SIMD2(0, 0), SIMD2(1, 0), SIMD2(1, 1)], .goal),
        .circle(SIMD2(0, 0), radius: 0.5, .part), .circle(SIMD2(2, 0), radius: 0.5, .action),
      ], in: DepictedRectangle(low: SIMD2(-2, -1), high: SIMD2(2, 1)))
    let drawing = depiction.drawing(width: 40, description: "A test")
    let frame = Rectangle(x: 0, y: 0, width: 40, height: 20)
    #expect(
      drawing
        == Drawing(
          width: 40, height: 20, description: "A test",
          [
            .clipped(
              to: frame, [.line([Point(0, 10), Point(40, 10)], .stroke(.muted, 2))]),
            .line([Point(10, 10), Point(20, 5)], .stroke(.series(0), 4)),
            .polygon([[Point(20, 10), Point(30, 10), Point(30, 0)]], .fill(.series(2))),
            .circle(Point(20, 10), radius: 5, .fill(.series(4))),
            .clipped(to: frame, [.circle(Point(40, 10), radius: 5, .fill(.series(1)))]),
          ]))
  }

  /// A unit is 10 points; letters are at least 8 points high, however small the picture.
  @Test func labelsCanBeRead() {
    let depiction = Depiction.shapes(
      [
        .label("-1", at: SIMD2(-1, 0), height: 2, .scenery),
        .label("two", at: SIMD2(1, 0), height: 0.5, .limit),
        .rectangle(SIMD2(-1, 0), size: SIMD2(2, 1), radius: 0.25, .body),
        .rectangle(SIMD2(2, 0), size: SIMD2(2, 1), .object),
      ], in: DepictedRectangle(low: SIMD2(-2, -1), high: SIMD2(2, 1)))
    let elements = depiction.drawing(width: 40, description: "").elements
    let right = Rectangle(x: 30, y: 5, width: 20, height: 10)
    #expect(
      elements == [
        .text(Text("−1", at: Point(10, 10), size: 20, anchor: .middle, .muted)),
        .text(Text("two", at: Point(30, 10), size: 8, anchor: .middle, .series(1))),
        .rectangle(
          Rectangle(x: 0, y: 5, width: 20, height: 10), radius: 2.5, .fill(.series(0))),
        .clipped(
          to: Rectangle(x: 0, y: 0, width: 40, height: 20),
          [.rectangle(right, .fill(.series(1)))]),
      ])
  }

  @Test func carInAValley() throws {
    var car = MountainCar()
    car.state.position = -0.5
    let environment = try SingleEnvironment(TimeLimit(car, limit: 200))
    #expect(naturalSceneWidth(of: environment) == 600)
    let picture = try #require(scene(of: environment, width: 600))
    #expect(picture.width == 600 && abs(picture.height - 400) < 1e-9)
    let svg = picture.svgElement()
    #expect(svg.contains("aria-label=\"A car in a valley, and a flag on the hill\""))
    for part in ["class=\"muted-line\"", "class=\"series-2\"", "class=\"series-0\""] {
      #expect(svg.contains(part), "\(part)")
    }
    #expect(svg.components(separatedBy: "<circle").count == 3, "two wheels")

    // What does not move comes first, and stays.
    car.state.position = 0.4
    let moved = try #require(
      scenes(of: [environment, SingleEnvironment(car)], width: 600))
    #expect(moved[0].elements[..<3] == moved[1].elements[..<3])
    #expect(moved[0].elements[3] != moved[1].elements[3])
  }

  @Test func chainAndRodAreSquares() throws {
    let acrobot = try SingleEnvironment(Acrobot())
    #expect(naturalSceneWidth(of: acrobot) == 400)
    let chain = try #require(scene(of: acrobot, width: 440))
    #expect(chain.width == 440 && abs(chain.height - 440) < 1e-9)
    // Hanging down from the middle; a link is 100 points long.
    #expect(chain.elements.last == .circle(Point(220, 320), radius: 10, .fill(.series(4))))
  }
}
