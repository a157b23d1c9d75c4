extension REINFORCE {
  public static let about = AgentDescription<Configuration>(
    "reinforce", "Monte-Carlo policy gradient with a learned baseline",
    measures: ["entropy", "loss"],
    presets: [
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
    ], needsWholeEpisodes: true)
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
