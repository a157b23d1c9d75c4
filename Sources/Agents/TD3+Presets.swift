extension TD3 {
  public static let about = AgentDescription<Configuration>(
    "td3", "twin critics and a policy updated less often: continuous actions",
    measures: [
      Measure("actorLoss", tag: "train/actor_loss"),
      Measure("criticLoss", tag: "train/critic_loss"),
    ],
    presets: [
      Preset("default", "for small problems with continuous actions"),
      Preset("default", environments: ["Pendulum-v1"], "solves it in seconds") {
        $0.steps = 20_000
        $0.hidden = [64, 64]
        $0.replay.batchSize = 100
      },
      Preset(
        "default", environments: ["MountainCarContinuous-v0"],
        "noise that drifts far finds the way out of the valley; keeps the best weights"
      ) {
        $0.exploreFar()
      },
      Preset(
        "zoo", environments: ["Pendulum-v1"],
        "rl-zoo's td3.yml for Stable-Baselines3, published at -151.86 in one run"
      ) {
        $0.steps = 20_000
        $0.hidden = [400, 300]
        $0.discount = 0.98
        $0.replay.bufferSize = 200_000
        $0.replay.learningStarts = 10_000
      },
      Preset(
        "zoo", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's td3.yml for Stable-Baselines3, published at 93.48 in one run"
      ) {
        $0.steps = 300_000
        $0.hidden = [400, 300]
        $0.replay.learningStarts = 100
        $0.noise = .drifting
        $0.noiseDeviation = 0.5
      },
    ])
}

extension TD3.Configuration {
  mutating func exploreFar() {
    steps = 50_000
    hidden = [64, 64]
    replay.batchSize = 100
    noise = .drifting
    noiseDeviation = 1
    selection = SelectionConfiguration(every: 5_000, episodes: 20)
  }
}
