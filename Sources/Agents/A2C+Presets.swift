extension A2C {
  public static let about = AgentDescription<Configuration>(
    "a2c", "advantage actor-critic",
    measures: [
      Measure("policyLoss", tag: "train/policy_loss"),
      Measure("valueLoss", tag: "train/value_loss"),
      Measure("entropyLoss", tag: "train/entropy_loss"),
      Measure("learningRate", tag: "train/learning_rate"),
      Measure("explainedVariance", tag: "train/explained_variance"),
      Measure("deviation", tag: "train/std"),
    ],
    presets: [
      Preset("default", "for small problems"),
      Preset("default", environments: ["CartPole-v1"], "solves it in half a second") {
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 50, stopReturn: 495)
      },
      Preset("default", environments: ["CartPole-v0"], "solves it in half a second") {
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 50, stopReturn: 199)
      },
      Preset("default", environments: ["Acrobot-v1"], "keeps the best weights") {
        $0.steps = 300_000
        $0.normalize(environments: 16)
        $0.selection = SelectionConfiguration(every: 20_000, episodes: 50)
      },
      Preset("default", environments: ["Pendulum-v1"], "rl-zoo's") { $0.swingUp() },
      Preset(
        "default", environments: ["FrozenLake-v1", "FrozenLake8x8-v1"], "keeps the best weights"
      ) {
        $0.selection = SelectionConfiguration(every: 20_000, episodes: 200)
      },
      Preset(
        "zoo", environments: ["CartPole-v1"],
        "rl-zoo's a2c.yml for Stable-Baselines3, published at 500 in one run"
      ) {
        $0.rollout.environments = 8
      },
      Preset(
        "zoo", environments: ["Acrobot-v1"],
        "rl-zoo's a2c.yml for Stable-Baselines3, published at -83.35 in one run"
      ) {
        $0.normalize(environments: 16)
      },
      Preset(
        "zoo", environments: ["MountainCar-v0"],
        "rl-zoo's a2c.yml for Stable-Baselines3, published at -111.26 in one run"
      ) {
        $0.steps = 1_000_000
        $0.normalize(environments: 16)
      },
      Preset(
        "zoo", environments: ["Pendulum-v1"],
        "rl-zoo's a2c.yml for Stable-Baselines3, published at -162.97 in one run"
      ) {
        $0.swingUp()
      },
      Preset(
        "zoo", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's a2c.yml for Stable-Baselines3, published at 91.17 in one run"
      ) {
        $0.steps = 100_000
        $0.normalize(environments: 4)
        $0.rollout.steps = 100
        $0.network.stateDependentNoise = true
        $0.network.noiseEvery = 16
        $0.network.orthogonal = false
      },
    ])
}

extension A2C.Configuration {
  /// Normalised observations and rewards, as rl-zoo's files say.
  fileprivate mutating func normalize(environments: Int) {
    rollout.environments = environments
    rollout.normalizeObservations = true
    rollout.normalizeRewards = true
  }

  fileprivate mutating func swingUp() {
    steps = 1_000_000
    normalize(environments: 8)
    rollout.steps = 8
    lambda = 0.9
    discount = 0.9
    valueCoefficient = 0.4
    annealing = .after
    network.stateDependentNoise = true
    network.logDeviation = -2
    network.orthogonal = false
  }
}
