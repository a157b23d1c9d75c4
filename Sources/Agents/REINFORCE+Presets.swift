extension REINFORCE {
  public static var name: String { "reinforce" }
  public static var summary: String { "Monte-Carlo policy gradient with a learned baseline" }

  public static var presets: [Preset<Configuration>] {
    [
      Preset("default", "for small problems"),
      Preset("default", environments: ["CartPole-v0", "CartPole-v1"], "solves it in a second") {
        $0.episodesPerBatch = 16
        $0.hidden = [64, 64]
        $0.learningRate = 3e-3
        $0.entropyBonus = 0.01
        $0.selection = SelectionConfiguration(every: 5_000, episodes: 50, stopReturn: 490)
      },
      Preset("default", environments: ["FrozenLake-v1"], "keeps the best weights") {
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 200)
      },
    ]
  }
}
