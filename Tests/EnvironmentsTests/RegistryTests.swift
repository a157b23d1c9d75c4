import Environments
import Foundation
import RLRandom
import RLSettings
import RLState
import Testing

@Suite struct RegistryTests {
  let registry = EnvironmentRegistry.builtIn

  @Test func namesInAnyCase() throws {
    #expect(try registry.entry(named: "cartpole").id == "CartPole-v1")
    #expect(try registry.entry(named: "CARTPOLE-V0").id == "CartPole-v0")
    #expect(try registry.entry(named: "FrozenLake8x8").id == "FrozenLake8x8-v1")
    #expect(try registry.entry(named: "gridworld").id == "GridWorld-v1")
    #expect(try registry.entry(named: "maze").id == "GridWorld-Maze-v1")
  }

  @Test func unknownNamesSuggestAndList() throws {
    let error = try #require(throws: UnknownEnvironmentError.self) {
      try registry.entry(named: "cartpoll")
    }
    #expect(error.nearest == "cartpole")
    #expect(error.description.contains("did you mean 'cartpole'?"))
    for entry in registry.entries { #expect(error.description.contains(entry.id)) }
  }

  @Test func limitsAndThresholdsAreGymnasiums() throws {
    let expected: [(String, Int?, Double?)] = [
      ("CartPole-v0", 200, 195), ("CartPole-v1", 500, 475), ("FrozenLake-v1", 100, 0.7),
      ("FrozenLake8x8-v1", 200, 0.85), ("CliffWalking-v1", nil, nil),
      ("CliffWalkingSlippery-v1", nil, nil), ("GridWorld-v1", 100, nil),
      ("GridWorld-Maze-v1", 200, nil), ("GridWorld-FourRooms-v1", 500, nil),
    ]
    #expect(Set(expected.map(\.0)) == Set(registry.entries.map(\.id)))
    for (id, timeLimit, threshold) in expected {
      let entry = try registry.entry(named: id)
      #expect(try entry.make().environment.timeLimit == timeLimit)
      #expect(entry.rewardThreshold == threshold)
    }
  }

  @Test func settingsAreAppliedAndRebuild() throws {
    for (name, texts) in [
      ("cartpole", [("suttonBartoReward", "true"), ("timeLimit", "17")]),
      ("frozenlake", [("map", "random"), ("mapSeed", "3"), ("isSlippery", "no")]),
      ("cliffwalking", [("timeLimit", "50")]), ("gridworld", [("map", "maze"), ("slip", "0.1")]),
      ("gridworld", [("map", "S.A\n...\nA = 4")]),
    ] {
      let entry = try registry.entry(named: name)
      let made = try entry.make(texts: texts.map { (key: $0.0, value: $0.1) })
      #expect(made.settings.map(\.key) == entry.settings.map(\.key))
      let values = Dictionary(uniqueKeysWithValues: made.settings.map { ($0.key, $0.value) })
      let again = try entry.make(settings: values)
      #expect(again.settings.map(\.value) == made.settings.map(\.value))
      #expect(again.environment.table == made.environment.table)
      #expect(again.environment.timeLimit == made.environment.timeLimit)
    }
  }

  @Test func timeLimitsAreBounded() throws {
    let entry = try registry.entry(named: "cliffwalking")
    for (text, limit) in [("1", 1), ("10_000_000", 10_000_000), ("none", nil)] {
      let made = try entry.make(texts: [("timeLimit", text)])
      #expect(made.environment.timeLimit == limit)
    }
    for text in ["0", "10000001", "60000000"] {
      let error = try #require(throws: SettingError.self) {
        try entry.make(texts: [("timeLimit", text)])
      }
      #expect(error.description.contains("must be an integer from 1 to 10000000, or none"))
    }
  }

  @Test func mapsComeFromFilesAndAreKeptAsText() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(component: "map-\(UInt64.random(in: 0 ... .max)).txt")
    try "S..G\n.#.P\n".write(to: file, atomically: true, encoding: .utf8)
    let entry = try registry.entry(named: "gridworld")
    let made = try entry.make(settings: ["map": .string(file.path())])
    try FileManager.default.removeItem(at: file)
    let map = made.settings.first { $0.key == "map" }?.value
    #expect(map == .string("S..G\n.#.P\n"))
    let again = try entry.make(settings: ["map": try #require(map)])
    #expect(again.environment.table == made.environment.table)
    #expect(made.environment.table?.stateCount == 8)
  }

  @Test func badMapsAreErrors() throws {
    let entry = try registry.entry(named: "gridworld")
    let missing = try #require(throws: MapFileError.self) {
      try entry.make(settings: ["map": .string("no/such/file")])
    }
    #expect(missing.description.contains("no/such/file"))
    #expect(missing.description.contains("4x3, maze, fourrooms"))
    #expect(throws: MapError.self) { try entry.make(settings: ["map": .string("S.\n.?\n")]) }
    let file = FileManager.default.temporaryDirectory
      .appending(component: "map-\(UInt64.random(in: 0 ... .max)).txt")
    try "S.G\n.?.\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let bad = try #require(throws: MapFileError.self) {
      try entry.make(settings: ["map": .string(file.path())])
    }
    #expect(bad.description.contains("\(file.path()): map, line 2, column 2"))
  }

  @Test func entriesOfOnesOwn() throws {
    var registry = registry
    registry.register(
      EnvironmentEntry(id: "Tiny-v1", shortNames: ["tiny"], summary: "a short pole") {
        TimeLimit(CartPole(), limit: 3)
      })
    #expect(try registry.entry(named: "TINY").make().environment.timeLimit == 3)
    #expect(throws: SettingError.self) {
      try registry.entry(named: "tiny").make(settings: ["timeLimit": .int(4)])
    }
  }
}

@Suite struct AnyEnvironmentTests {
  /// Both go the same way, from the same streams.
  func expectSame<Base: Environment>(_ base: Base, steps: Int) throws
  where Base.ActionSpace == Discrete {
    var concrete = base
    var erased = try AnyEnvironment(base)
    #expect(erased.actionSpace == base.actionSpace)
    var streams = (PCG64(seed: 5), PCG64(seed: 5))
    var actions = PCG64(seed: 6)
    concrete.reset(using: &streams.0)
    erased.reset(using: &streams.1)
    for _ in 0..<steps {
      #expect(observation(erased) == floats(concrete))
      let action = base.actionSpace.sample(using: &actions)
      let step = concrete.step(action, using: &streams.0)
      #expect(erased.step(action, using: &streams.1) == step)
      if step.isDone {
        concrete.reset(using: &streams.0)
        erased.reset(using: &streams.1)
      }
    }
  }

  func floats<Base: Environment>(_ environment: Base) -> [Float] {
    switch environment {
    case let pole as TimeLimit<CartPole>: observation(pole)
    case let lake as TimeLimit<FrozenLake>: [Float(observation(lake) as Int)]
    case let cliff as CliffWalking: [Float(observation(cliff) as Int)]
    default: []
    }
  }

  @Test func erasedEqualsConcrete() throws {
    try expectSame(TimeLimit(CartPole(), limit: 30), steps: 300)
    try expectSame(TimeLimit(FrozenLake(), limit: 30), steps: 300)
    try expectSame(CliffWalking(isSlippery: true), steps: 300)
  }

  @Test func copiesGoTheirOwnWay() throws {
    var first = try AnyEnvironment(TimeLimit(CartPole(), limit: 30))
    var generator = PCG64(seed: 1)
    first.reset(using: &generator)
    let copy = first
    let before = observation(copy) as [Float]
    _ = first.step(1, using: &generator)
    #expect(observation(copy) as [Float] == before)
    #expect(observation(first) as [Float] != before)
  }

  @Test func knowsItsTable() throws {
    let lake = TimeLimit(FrozenLake(), limit: 30)
    let erased = try AnyEnvironment(lake)
    #expect(erased.table == lake.table && erased.tableState == 0 && erased.timeLimit == 30)
    #expect(erased.rendering(columns: 80) == lake.rendering(columns: 80))
    let pole = try AnyEnvironment(CartPole())
    #expect(pole.table == nil && pole.tableState == nil && pole.timeLimit == nil)
    #expect(pole.rendering(columns: 80) != nil)
    #expect(try AnyEnvironment(erased).timeLimit == 30)
  }

  @Test func theShortestTimeLimitCounts() throws {
    let short = TimeLimit(CartPole(), limit: 5)
    #expect(TimeLimit(short, limit: 50).timeLimit == 5)
    #expect(TimeLimit(TimeLimit(CartPole(), limit: 50), limit: 5).timeLimit == 5)
    #expect(try AnyEnvironment(TimeLimit(TimeLimit(short, limit: 50), limit: 70)).timeLimit == 5)
    #expect(TimeLimit(try AnyEnvironment(short), limit: 50).timeLimit == 5)
    #expect(TimeLimit(try AnyEnvironment(CartPole()), limit: 50).timeLimit == 50)
  }

  @Test func discreteFeaturesAreOneHot() throws {
    let space = try AnyEnvironment(FrozenLake()).observationSpace
    #expect(space == .discrete(Discrete(16)) && space.count == 1 && space.featureCount == 16)
    var features = [Float](repeating: 7, count: 16)
    var span = features.mutableSpan
    let scalars: [Float] = [3]
    space.writeFeatures(of: scalars.span, into: &span)
    #expect(features == (0..<16).map { $0 == 3 ? 1 : 0 })
  }

  struct Glider: Environment {
    var observationSpace: Box { Box(count: 1, low: -1, high: 1) }
    var actionSpace: Box { Box(count: 2, low: -1, high: 1) }
    mutating func reset(using generator: inout PCG64) {}
    mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
      Step(reward: 0, terminated: true)
    }
    func observe(into observation: inout MutableSpan<Float>) {}

    mutating func visitState(_ visitor: inout StateVisitor) {}
  }

  @Test func continuousActionsAreRefused() throws {
    let error = try #require(throws: ErasureError.self) {
      try AnyEnvironment(TimeLimit(Glider(), limit: 3))
    }
    #expect(error == .continuousActions(environment: "Glider", actionSpace: "Box [2]"))
    #expect(error.description.contains("Glider has a continuous action space (Box [2])"))
  }
}
