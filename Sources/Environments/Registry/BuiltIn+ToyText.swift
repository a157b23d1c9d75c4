import RLRandom
import RLSettings

extension EnvironmentEntry {
  struct FrozenLakeConfiguration: Sendable {
    var map: String
    var mapSize = 8
    var mapFrozen = 0.8
    var mapSeed = 0
    var isSlippery = true
    var successRate = 1.0 / 3
    var rewards = FrozenLake.Rewards()
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting(
          "map", \.map,
          SettingDomain("4x4, 8x8, random, a file, or the text of a map") { !$0.isEmpty },
          "rows of S (start), F (frozen), H (hole) and G (goal)"),
        Setting("mapSize", \.mapSize, .in(2...100), "rows and columns of a random map")
          .onlyOfRandomMap(),
        Setting(
          "mapFrozen", \.mapFrozen, .in(0.1...1), "how many tiles of a random map are frozen"
        ).onlyOfRandomMap(),
        Setting("mapSeed", \.mapSeed, .atLeast(0), "which random map")
          .onlyOfRandomMap(),
        Setting("isSlippery", \.isSlippery, "whether the walker may go to the side"),
        Setting(
          "successRate", \.successRate, .in(0...1),
          "probability of going as intended on slippery ice"
        ).only(with: "isSlippery", \.isSlippery, [true]),
        Setting("goalReward", \.rewards.goal, "reward of reaching the goal"),
        Setting("holeReward", \.rewards.hole, "reward of falling into a hole"),
        Setting("frozenReward", \.rewards.frozen, "reward of any other step"),
        .timeLimit(\.timeLimit),
      ]
    }

    private static let mapNames = ["4x4", "8x8", "random"]

    /// Replaces the path of a file by its text.
    mutating func readMap() throws {
      map = try MapSource.withText(map, builtIn: Self.mapNames) { (text) throws(MapError) in
        try FrozenLakeMap(text: text)
      }
    }

    /// The map that is meant.
    func loadMap() throws -> FrozenLakeMap {
      switch try MapSource(map, builtIn: Self.mapNames) {
      case .builtIn("4x4"): return .small
      case .builtIn("8x8"): return .large
      case .builtIn:
        var generator = PCG64(seed: UInt64(mapSeed))
        return try .random(size: mapSize, p: mapFrozen, using: &generator)
      case .text(let text): return try FrozenLakeMap(text: text)
      }
    }
  }

  static func frozenLake(
    id: String, shortNames: [String], map: String, timeLimit: Int, rewardThreshold: Double
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames, summary: "cross a slippery lake of \(map) tiles past holes",
      rewardThreshold: rewardThreshold,
      configuration: FrozenLakeConfiguration(map: map, timeLimit: timeLimit),
      settings: FrozenLakeConfiguration.settings, readFiles: { try $0.readMap() },
      make: { configuration in
        let lake = FrozenLake(
          map: try configuration.loadMap(), isSlippery: configuration.isSlippery,
          successRate: configuration.successRate, rewards: configuration.rewards)
        return try .limited(lake, configuration.timeLimit)
      })
  }

  struct CliffWalkingConfiguration: Sendable {
    var isSlippery: Bool
    /// Gymnasium registers none; under a policy that is not yet good, an episode need not end then.
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting("isSlippery", \.isSlippery, "whether the walker may go to the side"),
        .timeLimit(\.timeLimit),
      ]
    }
  }

  static func cliffWalking(
    id: String, shortNames: [String], isSlippery: Bool
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "walk along a cliff\(isSlippery ? ", slippery" : ""); no time limit unless set",
      configuration: CliffWalkingConfiguration(isSlippery: isSlippery),
      settings: CliffWalkingConfiguration.settings
    ) { configuration in
      try .limited(CliffWalking(isSlippery: configuration.isSlippery), configuration.timeLimit)
    }
  }
}

extension Setting<EnvironmentEntry.FrozenLakeConfiguration> {
  /// The same setting, which has an effect only on random maps.
  fileprivate func onlyOfRandomMap() -> Setting {
    only(with: "map", "map=random") { $0.map.lowercased() == "random" }
  }
}
