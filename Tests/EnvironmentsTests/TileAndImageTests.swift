import Environments
import RLRandom
import Testing

@Suite struct TileAndImageTests {
  private func tiles(_ environment: some Depicted) throws -> TileGrid {
    guard case .tiles(let grid) = environment.depiction else {
      throw Missing()
    }
    return grid
  }

  struct Missing: Error {}

  @Test func cellsOfAGridWorld() throws {
    var world = GridWorld(map: try GridWorldMap(text: "S.AB\n#PGC\nA = 2.5\nB = -0.125\nC = 0"))
    world.walk.state = 1
    #expect(
      try tiles(world)
        == TileGrid(
          [
            [
              .init(.start, "S", label: "S"), .init(.floor, ".", label: ""),
              .init(.goal, "A", label: "+2.5"), .init(.pit, "B", label: "−0.125"),
            ],
            [
              .init(.wall, "#", label: ""), .init(.pit, "P", label: "−1"),
              .init(.goal, "G", label: "+1"), .init(.goal, "C", label: "+0"),
            ],
          ], agent: .init(row: 0, column: 1)))
  }

  @Test func tilesOfALake() throws {
    #expect(
      try tiles(FrozenLake(map: FrozenLakeMap(text: "SFHG")))
        == TileGrid(
          [
            [
              .init(.start, "S", label: "S"), .init(.ice, "F", label: ""),
              .init(.hole, "H", label: ""), .init(.goal, "G", label: "G"),
            ]
          ], agent: .init(row: 0, column: 0)))
  }

  @Test func aCliffLiesBetweenStartAndGoal() throws {
    var cliff = CliffWalking()
    cliff.walk.state = 13
    let grid = try tiles(cliff)
    #expect(grid.rowCount == 4 && grid.columnCount == 12)
    #expect(grid.agent == .init(row: 1, column: 1))
    let floor = TileGrid.Tile(.floor, ".", label: "")
    #expect(grid.tiles[..<3].allSatisfy { $0 == Array(repeating: floor, count: 12) })
    #expect(
      grid.tiles[3] == [.init(.start, "S", label: "S")]
        + Array(repeating: .init(.pit, "C", label: ""), count: 10) + [.init(.goal, "G", label: "G")]
    )
  }

  @Test func whoLooksSomewhereIsAnArrow() {
    let floor = TileGrid.Tile(.floor)
    for (heading, text) in zip(Heading.allCases, ["[^] # ", "[>] # ", "[v] # ", "[<] # "]) {
      let grid = TileGrid(
        [[floor, .init(.wall)]], agent: .init(row: 0, column: 0, heading: heading))
      #expect(Depiction.tiles(grid).text(columns: 2) == text)
    }
    let empty = Depiction.tiles(
      TileGrid([[floor, .init(.goal)], [.init(.hole), floor]], agent: nil))
    #expect(empty.text(columns: 80) == " .  G \n O  . ")
    #expect(
      empty.textDrawing(columns: 80).rows[0]
        == [
          .init(" ", .tile(.floor)), .init(".", .tile(.floor)), .init(" ", .tile(.floor)),
          .init(" ", .tile(.goal)), .init("G", .tile(.goal)), .init(" ", .tile(.goal)),
        ])
  }

  /// Two characters a pixel; 255 is the last of ten characters, 140 the sixth.
  @Test func aSmallImageIsDarkAndLightCharacters() {
    let image = DepictedImage(width: 3, height: 2, channels: 1, [0, 140, 255, 255, 0, 30])
    #expect(Depiction.pixels(image).text(columns: 80) == "  ++@@\n@@  ..")
    let cells = Depiction.pixels(image).textDrawing(columns: 80).rows[0]
    let grey = SIMD3<UInt8>(repeating: 140)
    #expect(cells[2] == .init("+", .pixels(upper: grey, lower: grey)))
  }

  /// A character has two squares of pixels, one above the other; at the edges, what is left of them.
  @Test func aLargeImageIsMeans() {
    // Red in the left half, green in the right one; the upper half bright.
    let bytes = (0..<80 * 72 * 3).map { index -> UInt8 in
      let (x, y, channel) = (index / 3 % 80, index / 240, index % 3)
      return channel == (x < 40 ? 0 : 1) ? (y < 36 ? 255 : 51) : 0
    }
    let drawing = Depiction.pixels(DepictedImage(width: 80, height: 72, bytes))
      .textDrawing(columns: 80)
    #expect(drawing.rows.count == 18 && drawing.rows.allSatisfy { $0.count == 40 })
    let (red, darkRed) = (SIMD3<UInt8>(255, 0, 0), SIMD3<UInt8>(51, 0, 0))
    let green = SIMD3<UInt8>(0, 255, 0)
    // 0.299 · 255 = 76.2 is in the third tenth, 0.587 · 255 = 149.7 in the sixth, 15.2 in the first.
    #expect(drawing.rows[8][19] == .init(":", .pixels(upper: red, lower: red)))
    #expect(drawing.rows[8][20] == .init("+", .pixels(upper: green, lower: green)))
    #expect(drawing.rows[9][0] == .init(" ", .pixels(upper: darkRed, lower: darkRed)))
    // 5 pixels a character.
    let narrow = Depiction.pixels(DepictedImage(width: 80, height: 72, bytes))
      .textDrawing(columns: 16)
    #expect(narrow.rows.count == 8 && narrow.rows.allSatisfy { $0.count == 16 })
    let last = narrow.rows[3][0]
    // Rows 30 to 34 are bright; of 35 to 39 one is: (255 + 4 · 51) / 5.
    #expect(last.meaning == .pixels(upper: red, lower: SIMD3(91, 0, 0)))
  }
}
