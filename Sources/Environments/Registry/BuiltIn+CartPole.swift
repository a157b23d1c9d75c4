import RLSettings

extension EnvironmentEntry {
  struct CartPoleConfiguration: Sendable {
    var suttonBartoReward = false
    var timeLimit: Int?

    static var settings: [Setting<Self>] {
      [
        Setting(
          "suttonBartoReward", \.suttonBartoReward,
          "reward 0, and -1 for failing, instead of 1 for each step"),
        .timeLimit(\.timeLimit),
      ]
    }
  }

  static func cartPole(
    id: String, shortNames: [String], timeLimit: Int, rewardThreshold: Double
  ) -> EnvironmentEntry {
    EnvironmentEntry(
      id: id, shortNames: shortNames,
      summary: "balance a pole on a cart for \(timeLimit) steps",
      rewardThreshold: rewardThreshold,
      configuration: CartPoleConfiguration(timeLimit: timeLimit),
      settings: CartPoleConfiguration.settings
    ) { configuration in
      try .limited(
        CartPole(suttonBartoReward: configuration.suttonBartoReward), configuration.timeLimit)
    }
  }
}

extension Setting {
  /// The setting that all built-in environments share.
  static func timeLimit(_ path: any WritableKeyPath<Root, Int?> & Sendable) -> Setting {
    Setting("timeLimit", path, .optional(.in(1...10_000_000)), "steps in an episode at most")
  }
}
