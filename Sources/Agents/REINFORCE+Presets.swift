extension REINFORCE {
  public static var name: String { "reinforce" }
  public static var summary: String { "Monte-Carlo policy gradient with a learned baseline" }

  public static var needsWholeEpisodes: Bool { true }
  public static var networkOutput: NetworkOutput { .actionLogits }

  public static var presets: [Preset<Configuration>] {
    [
      Preset("default", "for small problems"),
      Preset("default", environments: ["CartPole-v1"], "solves it in a second") {
        $0.solveCartPole(stopReturn: 490)
      },
      Preset("default", environments: ["CartPole-v0"], "solves it in a second") {
        $0.solveCartPole(stopReturn: 198)
      },
      Preset("default", environments: ["FrozenLake-v1"], "keeps the best weights") {
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 200)
      },
      Preset("default", environments: ["FrozenLake8x8-v1"], "takes its time") {
        $0.steps = 2_000_000
        $0.entropyBonus = 0.02
        $0.selection = SelectionConfiguration(every: 50_000, episodes: 200)
      },
    ]
  }
}

extension REINFORCE.Configuration {
  fileprivate mutating func solveCartPole(stopReturn: Double) {
    episodesPerBatch = 16
    hidden = [64, 64]
    learningRate = 3e-3
    entropyBonus = 0.01
    selection = SelectionConfiguration(every: 5_000, episodes: 50, stopReturn: stopReturn)
  }
}
