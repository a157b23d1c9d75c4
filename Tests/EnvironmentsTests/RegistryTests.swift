import Environments
import Foundation
import RLRandom
import RLSettings
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
      ("CartPole-v0", 200, 195), ("CartPole-v1", 500, 475), ("Acrobot-v1", 500, -100),
      ("MountainCar-v0", 200, -110), ("MountainCarContinuous-v0", 999, 90),
      ("Pendulum-v1", 200, nil), ("FrozenLake-v1", 100, 0.7),
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
      ("acrobot", [("dynamics", "nips"), ("torqueNoise", "0.5"), ("timeStep", "0.05")]),
      ("mountaincar", [("goalVelocity", "0.03")]),
      ("mountaincarcontinuous", [("goalVelocity", "0.02"), ("timeLimit", "30")]),
      ("pendulum", [("gravity", "9.81")]),
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
    let made = try entry.make(texts: [("map", file.path())])
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
      try entry.make(texts: [("map", "no/such/file")])
    }
    #expect(missing.description.contains("no/such/file"))
    #expect(missing.description.contains("4x3, maze, fourrooms"))
    #expect(throws: MapError.self) { try entry.make(settings: ["map": .string("S.\n.?\n")]) }
    let file = FileManager.default.temporaryDirectory
      .appending(component: "map-\(UInt64.random(in: 0 ... .max)).txt")
    try "S.G\n.?.\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let bad = try #require(throws: MapFileError.self) {
      try entry.make(texts: [("map", file.path())])
    }
    #expect(bad.description.contains("\(file.path()): map, line 2, column 2"))
  }

  /// What a run's folder holds is read from there alone.
  @Test(arguments: ["gridworld", "frozenlake"]) func storedSettingsReadNoFile(_ name: String) throws
  {
    let file = FileManager.default.temporaryDirectory
      .appending(component: "map-\(UInt64.random(in: 0 ... .max)).txt")
    try "SG\n".write(to: file, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: file) }
    let entry = try registry.entry(named: name)
    #expect(throws: Never.self) { try entry.make(texts: [("map", file.path())]) }
    let error = try #require(throws: MapFileError.self) {
      try entry.make(settings: ["map": .string(file.path())])
    }
    guard case .notRead = error.problem else {
      Issue.record("\(error)")
      return
    }
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
