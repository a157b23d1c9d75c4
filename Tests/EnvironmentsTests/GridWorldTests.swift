import Environments
import RLRandom
import Testing

@Suite struct GridWorldTests {
  @Test func legendGivesRewards() throws {
    let map = try GridWorldMap(text: "S.A\n.#B\nP.G\n\nA = +10\nB=-5.5\nG = 2\n")
    #expect(map.rowCount == 3 && map.columnCount == 3)
    #expect(map.cells[0] == [.start, .free, .terminal(reward: 10)])
    #expect(map.cells[1] == [.free, .wall, .terminal(reward: -5.5)])
    #expect(map.cells[2] == [.terminal(reward: -1), .free, .terminal(reward: 2)])
    let table = GridWorld(map: map, slip: 0, stepReward: -0.5).table
    #expect(
      Array(table.outcomes(of: 1, action: 1))
        == [.init(probability: 1, nextState: 2, reward: 9.5, terminated: true)])
    #expect(
      Array(table.outcomes(of: 1, action: 2))
        == [.init(probability: 1, nextState: 1, reward: -0.5, terminated: false)])
  }

  @Test func slipGoesToEitherSide() {
    let table = GridWorld().table
    // From the start, bottom left, up: up, or left against the border, or right.
    let outcomes = Array(table.outcomes(of: 8, action: 0))
    #expect(outcomes.map(\.nextState) == [4, 8, 9])
    #expect(outcomes.map(\.probability) == [0.8, 0.1, 0.1])
    #expect(outcomes.map(\.reward) == [-0.04, -0.04, -0.04])
  }

  @Test func severalStartsAreEquallyLikely() throws {
    let map = try GridWorldMap(text: "S.S\n.G.\nS.S")
    var world = GridWorld(map: map)
    #expect(world.table.initialDistribution == [0.25, 0, 0.25, 0, 0, 0, 0.25, 0, 0.25])
    var generator = PCG64(seed: 2)
    var counts = [Int: Int]()
    for _ in 0..<4000 {
      world.reset(using: &generator)
      counts[world.state, default: 0] += 1
    }
    #expect(Set(counts.keys) == [0, 2, 6, 8])
    // The standard deviation of a count is 27.
    #expect(counts.values.allSatisfy { abs($0 - 1000) < 120 })
  }

  @Test(arguments: [
    ("", MapError(.empty)),
    ("\n\n", MapError(.empty)),
    ("S.G\n..\n", MapError(.ragged(found: 2, expected: 3), line: 2, column: 3)),
    ("S.G\n....\n", MapError(.ragged(found: 4, expected: 3), line: 2, column: 4)),
    ("...\n..G", MapError(.noStart)),
    ("S..\n..P", MapError(.noGoal)),
    ("S..\nA..\nA = -3", MapError(.noGoal)),
    ("..S#.\n..##.\n#...G\nS#...\n##...", MapError(.goalOutOfReach, line: 4, column: 1)),
    ("SPG", MapError(.goalOutOfReach, line: 1, column: 1)),
  ])
  func badMaps(text: String, expected: MapError) {
    #expect(throws: expected) { try GridWorldMap(text: text) }
  }

  @Test(arguments: [
    ("S.G\n.?.\n", "map, line 2, column 2: unexpected '?'"),
    ("S.G\n..\t", "map, line 2, column 3: unexpected tab"),
    ("S.G\n..A", "give it a reward with a line 'A = 10' below the map"),
    ("S.G\n.. ", "map, line 2, column 3: unexpected ' '"),
    ("S.G\n\nA: 10", "map, line 3: cannot read the legend 'A: 10': it must look like 'A = 10'"),
    ("S.A\nA = ten", "map, line 2: cannot read the legend 'A = ten': 'ten' is not a number"),
    ("S.A\nA = 1\nA = 2", "map, line 3: cannot read the legend 'A = 2': 'A' has a reward"),
    ("S.G\n# = 2", "map, line 2: cannot read the legend '# = 2': '#' cannot have a reward"),
  ])
  func badMapsAreToldByPlace(text: String, message: String) throws {
    let error = try #require(throws: MapError.self) { try GridWorldMap(text: text) }
    #expect(error.description.contains(message), "\(error.description)")
  }

  @Test func windowsLineEndsAreLineEnds() throws {
    #expect(try GridWorldMap(text: "S.\r\n.G\r\n").cells == GridWorldMap(text: "S.\n.G").cells)
  }

  @Test func badLakes() {
    #expect(throws: MapError(.noGoal)) { try FrozenLakeMap(rows: ["SF", "FH"]) }
    #expect(throws: MapError(.ragged(found: 1, expected: 2), line: 2, column: 2)) {
      try FrozenLakeMap(rows: ["SF", "G"])
    }
    let error = #expect(throws: MapError.self) { try FrozenLakeMap(rows: ["SF", "F.", "FG"]) }
    #expect(error?.line == 2 && error?.column == 2)
  }
}

@Suite struct RenderingTests {
  @Test func gridsMarkTheAgent() {
    var generator = PCG64(seed: 0)
    var world = GridWorld(slip: 0)
    world.reset(using: &generator)
    #expect(world.rendering(columns: 80) == " .  .  .  G \n .  #  .  P \n[S] .  .  . ")
    _ = world.step(0, using: &generator)
    #expect(world.rendering(columns: 80) == " .  .  .  G \n[.] #  .  P \n S  .  .  . ")
    #expect(FrozenLake().rendering(columns: 80).hasPrefix("[S] F  F  F \n"))
    let cliff = CliffWalking().rendering(columns: 80).split(separator: "\n")
    #expect(cliff.last == "[S] C  C  C  C  C  C  C  C  C  C  G ")
  }

  /// A step in each direction, in worlds where a step goes where it is meant to.
  @Test func namesOfActionsSayWhereTheyLead() throws {
    let world = GridWorld(map: try GridWorldMap(text: "...\n.S.\n..G"), slip: 0)
    try expectDirections(world, from: 4, columns: 3)
    let lake = FrozenLake(map: try FrozenLakeMap(rows: ["FFF", "FSF", "FFG"]), isSlippery: false)
    try expectDirections(lake, from: 4, columns: 3)
    var cliff = CliffWalking()
    cliff.walk.state = 13
    try expectDirections(cliff, from: 13, columns: 12)

    for (action, name) in try #require(SingleEnvironment(CartPole()).actionNames).enumerated() {
      var cartPole = CartPole()
      var generator = PCG64(seed: 0)
      _ = cartPole.step(action, using: &generator)
      #expect(name == (cartPole.state.velocity < 0 ? "left" : "right"))
    }
  }

  private func expectDirections<World: TabularEnvironment & ActionNaming>(
    _ world: World, from state: Int, columns: Int
  ) throws {
    let offsets = ["up": -columns, "down": columns, "left": -1, "right": 1]
    let names = try #require(SingleEnvironment(TimeLimit(world, limit: 9)).actionNames)
    #expect(names.map(\.text).sorted() == offsets.keys.sorted())
    for (action, name) in names.map(\.text).enumerated() {
      var world = world
      var generator = PCG64(seed: 0)
      _ = world.step(action, using: &generator)
      #expect(world.state - state == offsets[name], "\(name)")
    }
  }

  struct Muddled: ActionNaming, TableWalking {
    var walk = CliffWalking().walk
    var actionNames: [ActionName] { ["one", "two"] }
  }

  @Test func namesThatDoNotFitAreNone() throws {
    #expect(try SingleEnvironment(Muddled()).actionNames == nil)
  }
}
