extension REINFORCE {
  public static var name: String { "reinforce" }
  public static var summary: String { "Monte-Carlo policy gradient with a learned baseline" }

  public static var presets: [Preset<Configuration>] {
    [
      Preset("default", "for small problems") {
        $0.selection = SelectionConfiguration(every: 5_000, episodes: 20)
      },
      Preset("default", environments: ["CartPole-v0", "CartPole-v1"], "solves it in seconds") {
        $0.selection = SelectionConfiguration(every: 5_000, episodes: 50, stopReturn: 490)
      },
    ]
  }
}
