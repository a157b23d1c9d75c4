import RLFigures
import Testing

/// Outlines on tiny grids, worked by hand. The first row is y = 0.
struct MarchingSquaresTests {
  @Test func aSlopeIsCutWhereItsValuesSay() {
    // Rises from 0 to 4 along x: 1 is a fourth of the way.
    let squares = MarchingSquares(rows: 2, columns: 2, [0, 4, 0, 4])
    #expect(squares.lines(at: 1).map { Set($0) } == [[Point(0.25, 0), Point(0.25, 1)]])
    #expect(
      squares.outlines(atLeast: 1).map { Set($0) }
        == [[Point(0.25, 0), Point(1, 0), Point(1, 1), Point(0.25, 1)]])
  }

  @Test func aHillIsAClosedDiamond() {
    let squares = MarchingSquares(rows: 3, columns: 3, [0, 0, 0, 0, 2, 0, 0, 0, 0])
    let diamond: Set = [Point(1, 0.5), Point(1.5, 1), Point(1, 1.5), Point(0.5, 1)]
    let lines = squares.lines(at: 1)
    #expect(lines.map { Set($0) } == [diamond])
    #expect(lines[0].count == 5 && lines[0].first == lines[0].last)
    #expect(squares.outlines(atLeast: 1).map { Set($0) } == [diamond])
  }

  @Test func aPitIsAHoleInItsSurroundings() {
    let squares = MarchingSquares(rows: 3, columns: 3, [2, 2, 2, 2, 0, 2, 2, 2, 2])
    let outlines = squares.outlines(atLeast: 1)
    #expect(outlines.count == 2)
    #expect(abs(area(outlines)) == 3.5)
  }

  /// The mean of a saddle decides: 1 of 2, 0, 2, 0 is at least 0.5, so the high corners are joined;
  /// it is less than 1.5, so there they are apart.
  @Test func saddlesJoinWhatTheirMeanSays() {
    let squares = MarchingSquares(rows: 2, columns: 2, [2, 0, 0, 2])
    let joined = squares.outlines(atLeast: 0.5)
    #expect(joined.count == 1)
    // Without two triangles with legs of a fourth.
    #expect(abs(area(joined)) == 0.9375)
    let apart = squares.outlines(atLeast: 1.5)
    #expect(apart.count == 2)
    #expect(abs(area(apart)) == 0.0625)
    let ends: Set<Set<Point>> = [
      [Point(0.25, 0), Point(0, 0.25)], [Point(0.75, 1), Point(1, 0.75)],
    ]
    #expect(Set(squares.lines(at: 1.5).map { Set($0) }) == ends)
  }

  @Test func missingValuesAreOutside() {
    let squares = MarchingSquares(rows: 2, columns: 3, [1, 1, .nan, 1, 1, .nan])
    #expect(
      squares.outlines(atLeast: 0).map { Set($0) }
        == [[Point(0, 0), Point(1, 0), Point(1, 1), Point(0, 1)]])
    #expect(squares.lines(at: 0) == [])
  }

  @Test func aLevelOfACornerIsInside() {
    let squares = MarchingSquares(rows: 2, columns: 2, [1, 1, 1, 1])
    #expect(abs(area(squares.outlines(atLeast: 1))) == 1)
    #expect(squares.outlines(atLeast: 1.1) == [])
  }

  /// Of a random field, the part of the area that is above a level shrinks as the level rises, and is
  /// what an integral over many small squares gives.
  @Test(arguments: 0..<20)
  func areasAreThoseOfThePartAbove(seed: Int) {
    var generator = TestGenerator(state: UInt64(seed))
    // Values that are linear along x have exact areas: x above l in rows of equal values.
    let slope = generator.next() + 0.5
    let values = (0..<5).flatMap { _ in (0..<6).map { Double($0) * slope } }
    let squares = MarchingSquares(rows: 5, columns: 6, values)
    let level = generator.next() * 5 * slope
    let expected = 4 * (5 - level / slope)
    #expect(abs(abs(area(squares.outlines(atLeast: level))) - expected) < 1e-9, "seed \(seed)")
    // A random field: above and not above make up the whole.
    let field = (0..<30).map { _ in generator.next() }
    let above = MarchingSquares(rows: 5, columns: 6, field)
    let below = MarchingSquares(rows: 5, columns: 6, field.map { -$0 })
    let whole = abs(area(above.outlines(atLeast: 0.5))) + abs(area(below.outlines(atLeast: -0.5)))
    #expect(abs(whole - 20) < 1e-9, "seed \(seed)")
  }

  /// The signed areas of outlines, holes with the other sign, by the shoelace formula.
  private func area(_ outlines: [[Point]]) -> Double {
    outlines.reduce(0) { sum, outline in
      let next = outline.dropFirst() + outline.prefix(1)
      let parts = zip(outline, next).map { point, next in point.x * next.y - next.x * point.y }
      return sum + parts.reduce(0, +) / 2
    }
  }

  @Test func linesLoseOnlyPointsThatAreNotSeen() {
    let line = [Point(0, 0), Point(1, 0.05), Point(2, 0), Point(3, 1), Point(4, 0)]
    #expect(simplified(line) == [Point(0, 0), Point(2, 0), Point(3, 1), Point(4, 0)])
  }
}
