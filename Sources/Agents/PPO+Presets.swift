extension PPO {
  public static let about = AgentDescription<Configuration>(
    "ppo", "proximal policy optimisation",
    measures: [
      Measure("policyLoss", tag: "train/policy_gradient_loss"),
      Measure("valueLoss", tag: "train/value_loss"),
      Measure("entropyLoss", tag: "train/entropy_loss"),
      Measure("divergence", tag: "train/approx_kl"),
      Measure("clipFraction", tag: "train/clip_fraction"),
      Measure("learningRate", tag: "train/learning_rate"),
      Measure("explainedVariance", tag: "train/explained_variance"),
      Measure("deviation", tag: "train/std"),
    ],
    presets: [
      Preset("default", "for small problems"),
      Preset("default", environments: ["CartPole-v1"], "solves it in half a second") {
        $0.solveCartPole(stopReturn: 495)
      },
      Preset("default", environments: ["CartPole-v0"], "solves it in half a second") {
        $0.solveCartPole(stopReturn: 199)
      },
      Preset("default", environments: ["Acrobot-v1"], "solves it in two seconds") {
        $0.steps = 150_000
        $0.followStableBaselines(environments: 16, steps: 64, normalized: true)
        $0.minibatchSize = 128
        $0.epochs = 4
        $0.learningRate = 1e-3
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 50)
      },
      Preset("default", environments: ["Pendulum-v1"], "solves it in three seconds") {
        $0.steps = 200_000
        $0.followStableBaselines(environments: 4, steps: 512)
        $0.discount = 0.9
        $0.learningRate = 1e-3
        $0.annealing = .after
        $0.network.stateDependentNoise = true
        $0.network.noiseEvery = 4
        $0.network.logDeviation = -1
        $0.selection = SelectionConfiguration(every: 8_000, episodes: 30)
      },
      Preset("default", environments: ["MountainCar-v0"], "solves it in four seconds") {
        $0.steps = 500_000
        $0.followStableBaselines(environments: 16, steps: 16, normalized: true)
        $0.lambda = 0.98
        $0.epochs = 4
        $0.learningRate = 1e-3
        $0.selection = SelectionConfiguration(every: 25_000, episodes: 50, stopReturn: -110)
      },
      Preset("default", environments: ["FrozenLake-v1"], "keeps the best weights") {
        $0.selection = SelectionConfiguration(every: 10_000, episodes: 200)
      },
      Preset("default", environments: ["FrozenLake8x8-v1"], "keeps the best weights") {
        $0.steps = 400_000
        $0.learningRate = 1e-3
        $0.entropyBonus = 0.01
        $0.selection = SelectionConfiguration(every: 20_000, episodes: 200)
      },
      Preset(
        "cleanrl", environments: ["CartPole-v1", "Acrobot-v1", "MountainCar-v0"],
        "CleanRL's ppo.py, published at 490.04 ± 6.12, -86.36 ± 1.32 and -200 training return"
      ) {
        $0.steps = 500_000
        $0.rollout.environments = 4
        $0.followCleanRL()
        $0.rollout.steps = 128
        $0.epochs = 4
        $0.minibatchSize = 128
        $0.learningRate = 2.5e-4
        $0.entropyBonus = 0.01
      },
      Preset(
        "rpo", environments: ["Pendulum-v1"],
        "CleanRL's rpo_continuous_action.py, published at -151.08 ± 3.73 after 8 million steps"
      ) {
        $0.steps = 800_000
        $0.rollout.environments = 1
        $0.followCleanRL()
        $0.rollout.steps = 2_048
        $0.rollout.normalizeObservations = true
        $0.rollout.normalizeRewards = true
        $0.epochs = 10
        $0.minibatchSize = 64
        $0.learningRate = 3e-4
        $0.perturbation = 0.5
      },
      // Stable-Baselines3 finishes its last rollout, and learns from it; the steps are rounded up to
      // whole rollouts here.
      Preset(
        "zoo", environments: ["CartPole-v1"],
        "rl-zoo's ppo.yml for Stable-Baselines3, published at 500 in one run"
      ) {
        // What falls is over after 100 096 steps; Stable-Baselines3 counts it by 100 000.
        $0.steps = 100_096
        $0.followStableBaselines(environments: 8, steps: 32)
        $0.minibatchSize = 256
        $0.epochs = 20
        $0.lambda = 0.8
        $0.discount = 0.98
        $0.learningRate = 1e-3
        $0.annealing = .after
        $0.clipAnnealing = .after
      },
      Preset(
        "zoo", environments: ["Acrobot-v1"],
        "rl-zoo's ppo.yml for Stable-Baselines3, published at -73.51 in one run"
      ) {
        $0.steps = 1_003_520
        $0.followStableBaselines(environments: 16, steps: 256, normalized: true)
        $0.lambda = 0.94
        $0.epochs = 4
      },
      Preset(
        "zoo", environments: ["MountainCar-v0"],
        "rl-zoo's ppo.yml for Stable-Baselines3, published at -110.42 in one run"
      ) {
        $0.steps = 1_000_192
        $0.followStableBaselines(environments: 16, steps: 16, normalized: true)
        $0.lambda = 0.98
        $0.epochs = 4
      },
      Preset(
        "zoo", environments: ["Pendulum-v1"],
        "rl-zoo's ppo.yml for Stable-Baselines3, published at -172.23 in one run"
      ) {
        $0.steps = 102_400
        $0.followStableBaselines(environments: 4, steps: 1_024)
        $0.discount = 0.9
        $0.learningRate = 1e-3
        $0.network.stateDependentNoise = true
        $0.network.noiseEvery = 4
      },
      Preset(
        "zoo", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's ppo.yml for Stable-Baselines3, published at 88.34 in one run"
      ) {
        $0.steps = 20_000
        $0.followStableBaselines(environments: 1, steps: 8, normalized: true)
        $0.minibatchSize = 256
        $0.lambda = 0.9
        $0.discount = 0.9999
        $0.learningRate = 7.77e-5
        $0.entropyBonus = 0.00429
        $0.clip = 0.1
        $0.gradientNorm = 5
        $0.valueCoefficient = 0.19
        $0.network.stateDependentNoise = true
        $0.network.logDeviation = -3.29
        $0.network.orthogonal = false
      },
    ])
}

extension PPO.Configuration {
  fileprivate mutating func solveCartPole(stopReturn: Double) {
    steps = 100_000
    followStableBaselines(environments: 8, steps: 32)
    discount = 0.98
    lambda = 0.8
    learningRate = 1e-3
    selection = SelectionConfiguration(every: 5_000, episodes: 50, stopReturn: stopReturn)
  }

  /// What CleanRL's scripts share: the step size falls, values are clipped, and a time limit is an
  /// end like any other.
  fileprivate mutating func followCleanRL() {
    rollout.truncationBootstrap = false
    valueClip = 0.2
    halvedValueLoss = true
    annealing = .before
  }

  /// Stable-Baselines3's defaults.
  ///
  /// - Parameter normalized: whether rl-zoo's file says so, of observations and rewards.
  fileprivate mutating func followStableBaselines(
    environments: Int, steps: Int, normalized: Bool = false
  ) {
    rollout.environments = environments
    rollout.steps = steps
    rollout.normalizeObservations = normalized
    rollout.normalizeRewards = normalized
    epochs = 10
    minibatchSize = 64
    learningRate = 3e-4
  }
}
