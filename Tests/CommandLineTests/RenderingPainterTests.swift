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
    let painter = try #require(RenderingPainter(world))
    #expect(painter.painted("[S] # ".dropLast(2) + "") == "\(agent)[S]\(end) ")
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
    let lines = try painted(SingleEnvironment(CartPole()), columns: 21)
    #expect(lines[0] == "          \u{1B}[1;31m|\(Self.end)")
    #expect(lines[5] == "       \u{1B}[30;46m[==o==]\(Self.end)")
    #expect(lines[6] == "+---------+---------+")
  }

  @Test func depictionsHaveTheColoursOfTheirRoles() throws {
    let lines = try painted(SingleEnvironment(TimeLimit(MountainCar(), limit: 9)))
    let text = lines.joined(separator: "\n")
    #expect(text.contains("\u{1B}[30;46m###\(Self.end)"), "the car")
    #expect(text.contains("\(Self.goal)*\(Self.end)"), "the flag")
    #expect(!lines[6].contains("\u{1B}"), "the slopes are plain")
  }

  /// What its characters mean is not known.
  @Test func anotherEnvironmentHasNoColours() throws {
    #expect(RenderingPainter(try SingleEnvironment(Walk())) == nil)
  }

  struct Walk: TableWalking, TextRendering {
    var walk = CliffWalking().walk
    func rendering(columns: Int) -> String { "#[=G" }
  }

  private func painted(_ environment: SingleEnvironment, columns: Int = 80) throws -> [String] {
    let painter = try #require(RenderingPainter(environment))
    return try #require(environment.rendering(columns: columns))
      .split(separator: "\n", omittingEmptySubsequences: false).map { painter.painted(String($0)) }
  }
}
