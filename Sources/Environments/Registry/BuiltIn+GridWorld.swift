import RLSettings

extension EnvironmentEntry {
  struct GridWorldConfiguration: Sendable {
    var map: String
    var slip: Double
    var stepReward: Double
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      let names = GridWorldMap.builtIn.map(\.name).joined(separator: ", ")
      return [
        Setting(
          "map", \.map, SettingDomain("\(names), a file, or the text of a map") { !$0.isEmpty },
          "rows of # (wall), . (free), S (start), G (goal, +1) and P (pit, -1)"),
        Setting("slip", \.slip, .in(0...1), "probability of going to the side"),
        Setting("stepReward", \.stepReward, "reward of each step"),
        .timeLimit(\.timeLimit),
      ]
    }

    private static var mapNames: [String] { GridWorldMap.builtIn.map(\.name) }

    /// Replaces the path of a file by its text.
    mutating func readMap() throws {
      map = try MapSource.withText(map, builtIn: Self.mapNames) { (text) throws(MapError) in
        try GridWorldMap(text: text)
      }
    }

    /// The map that is meant.
    func loadMap() throws -> GridWorldMap {
      switch try MapSource(map, builtIn: Self.mapNames) {
      case .builtIn(let name): GridWorldMap.builtIn.first { $0.name == name }?.map ?? .book
      case .text(let text): try GridWorldMap(text: text)
      }
    }
  }

  /// Grid worlds have no threshold: the exact solver gives the optimum of any map.
  static func gridWorld(
    id: String, shortNames: [String], summary: String, configuration: GridWorldConfiguration
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames, summary: summary, configuration: configuration,
      settings: GridWorldConfiguration.settings, readFiles: { try $0.readMap() },
      make: { configuration in
        let world = GridWorld(
          map: try configuration.loadMap(), slip: configuration.slip,
          stepReward: configuration.stepReward)
        return try .limited(world, configuration.timeLimit)
      })
  }
}
