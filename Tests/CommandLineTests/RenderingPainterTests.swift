import Environments
import RLCommandLine
import Testing

@Suite struct RenderingPainterTests {
  private static let agent = "\u{1B}[1;97;45m"
  private static let goal = "\u{1B}[30;42m"
  private static let pit = "\u{1B}[97;41m"
  private static let wall = "\u{1B}[30;47m"
  private static let end = "\u{1B}[0m"

  @Test func cellsOfAMapAreGrounds() throws {
    let map = try GridWorldMap(text: "S#GP\n.BAA\nA = -3\nB = 0")
    let world = try SingleEnvironment(TimeLimit(GridWorld(map: map), limit: 5))
    let lines = try painted(world)
    let (agent, goal, pit, wall, end) = (Self.agent, Self.goal, Self.pit, Self.wall, Self.end)
    #expect(
      lines == [
        "\(agent)[S]\(end)\(wall) # \(end)\(goal) G \(end)\(pit) P \(end)",
        " . \(goal) B \(end)\(pit) A  A \(end)",
      ])
    // A line that was cut to fit.
    let cells = try #require(world.textDrawing(columns: 80)).rows[0]
    #expect(RenderingPainter(isUnicode: true).painted(cells.prefix(2)) == "\(agent)[S\(end)")
  }

  @Test func lakeAndCliff() throws {
    let lake = try painted(SingleEnvironment(FrozenLake()))
    #expect(lake[1] == " F \(Self.pit) H \(Self.end) F \(Self.pit) H \(Self.end)")
    #expect(lake[0].hasPrefix("\(Self.agent)[S]\(Self.end) F "))
    let cliff = try painted(SingleEnvironment(CliffWalking()))
    let tiles = String(repeating: " C ", count: 10)
    #expect(
      cliff[3]
        == "\(Self.agent)[S]\(Self.end)\(Self.pit)\(tiles)\(Self.end)\(Self.goal) G \(Self.end)")
    #expect(cliff[0] == String(repeating: " . ", count: 12))
  }

  @Test func cartAndPole() throws {
    let lines = try painted(SingleEnvironment(CartPole()), columns: 79)
    let (red, cart, axle, end) = ("\u{1B}[1;31m", "\u{1B}[30;46m", "\u{1B}[30;47m", Self.end)
    #expect(lines[2] == String(repeating: " ", count: 39) + "\(red)|\(end)")
    let track = String(repeating: "-", count: 31)
    let body = "\(cart)[==\(end)\(axle)o\(end)\(cart)==]\(end)"
    #expect(
      lines[9] == "----\(red)+\(end)\(track)\(body)\(track)\(red)+\(end)----")
    #expect(lines[11].hasSuffix(" 2.4 m") && !lines[11].contains("\u{1B}"))
  }

  @Test func depictionsHaveTheColoursOfTheirRoles() throws {
    let lines = try painted(SingleEnvironment(TimeLimit(MountainCar(), limit: 9)))
    let text = lines.joined(separator: "\n")
    #expect(text.contains("\u{1B}[30;46m###\(Self.end)"), "the car")
    #expect(text.contains("\(Self.goal)*\(Self.end)"), "the flag")
    #expect(!lines[6].contains("\u{1B}"), "the slopes are plain")
  }

  /// Of the 256 colours: 196 is pure red of the cube, 16 black, 244 a grey of 128.
  @Test func pixelsAreHalfBlocks() {
    let cells = [
      TextDrawing.Cell(":", .pixels(upper: SIMD3(255, 0, 0), lower: SIMD3())),
      TextDrawing.Cell("+", .pixels(upper: SIMD3(repeating: 128), lower: SIMD3(repeating: 128))),
    ]
    #expect(
      RenderingPainter(isUnicode: true).painted(cells)
        == "\u{1B}[38;5;196;48;5;16m▀\(Self.end)\u{1B}[38;5;244;48;5;244m▀\(Self.end)")
    #expect(
      RenderingPainter(isUnicode: false).painted(cells)
        == "\u{1B}[38;5;88m:\(Self.end)\u{1B}[38;5;244m+\(Self.end)")
  }

  /// What its characters mean is not known.
  @Test func anotherEnvironmentHasNoColours() throws {
    #expect(try painted(SingleEnvironment(Walk())) == ["#[=G", "S"])
    #expect(try painted(SingleEnvironment(TimeLimit(Own(), limit: 3))) == ["[S] G"])
  }

  struct Walk: TableWalking, TextRendering {
    var walk = CliffWalking().walk
    func rendering(columns: Int) -> String { "#[=G\nS" }
  }

  /// Its text is not the depiction's.
  struct Own: TableWalking, Depicted {
    var walk = CliffWalking().walk
    var depiction: Depiction { .tiles(TileGrid([[.init(.start), .init(.goal)]], agent: 0)) }
    func rendering(columns: Int) -> String { "[S] G" }
  }

  private func painted(_ environment: SingleEnvironment, columns: Int = 80) throws -> [String] {
    try #require(environment.textDrawing(columns: columns)).rows.map {
      RenderingPainter(isUnicode: true).painted($0)
    }
  }
}
