extension DQN {
  public static let about = AgentDescription<Configuration>(
    "dqn", "deep Q-learning with a replay buffer and a target network",
    measures: [
      Measure("exploration", tag: "rollout/exploration_rate"), "loss",
      Measure("q", tag: "train/q_values"),
    ],
    presets: [
      Preset("default", "for small problems"),
      Preset("default", environments: ["CartPole-v1"], "solves it in a second") {
        $0.solveCartPole(stopReturn: 495)
      },
      Preset("default", environments: ["CartPole-v0"], "solves it in a second") {
        $0.solveCartPole(stopReturn: 199)
      },
      Preset("default", environments: ["Acrobot-v1"], "swings up in some 80 steps") {
        $0.steps = 100_000
        $0.hidden = [128, 128]
        $0.learningRate = 6.3e-4
        $0.batchSize = 128
        $0.learningStarts = 1_000
        $0.trainEvery = 4
        $0.gradientSteps = 4
        $0.explorationFraction = 0.12
        $0.selection = SelectionConfiguration(every: 5_000, episodes: 50, stopReturn: -80)
      },
      Preset("default", environments: ["MountainCar-v0"], "reaches the flag in some 103 steps") {
        $0.steps = 200_000
        $0.hidden = [128, 128]
        $0.learningRate = 4e-3
        $0.discount = 0.98
        $0.batchSize = 128
        $0.bufferSize = 10_000
        $0.learningStarts = 1_000
        $0.trainEvery = 16
        $0.gradientSteps = 8
        $0.targetEvery = 600
        $0.explorationEnd = 0.07
        $0.explorationFraction = 0.12
        $0.selection = SelectionConfiguration(every: 3_000, episodes: 100, stopReturn: -104)
      },
      Preset("default", environments: ["FrozenLake-v1"], "keeps the best weights") {
        $0.selection = SelectionConfiguration(every: 1_000, episodes: 200)
      },
      Preset("default", environments: ["FrozenLake8x8-v1"], "keeps the best weights") {
        $0.steps = 100_000
        $0.learningRate = 1e-3
        $0.selection = SelectionConfiguration(every: 2_000, episodes: 100)
      },
      Preset(
        "cleanrl", environments: ["CartPole-v1", "Acrobot-v1", "MountainCar-v0"],
        // CleanRL counts steps from 0, so its updates come one transition later than these.
        "CleanRL's dqn.py; published training returns 488.69, -91.54, -194.95"
      ) {
        $0.steps = 500_000
        $0.hidden = [120, 84]
        $0.learningRate = 2.5e-4
        $0.batchSize = 128
        $0.bufferSize = 10_000
        $0.learningStarts = 10_000
        $0.randomStart = false
        $0.trainEvery = 10
        $0.targetEvery = 500
        $0.loss = .squared
        $0.gradientNorm = nil
        $0.explorationFraction = 0.5
      },
      Preset(
        "zoo", environments: ["CartPole-v1"],
        "rl-zoo's dqn.yml for Stable-Baselines3, published at 500 in one run"
      ) {
        // 50 000 steps, but Stable-Baselines3 finishes its last rollout of 256 and learns from it.
        $0.steps = 50_176
        $0.hidden = [256, 256]
        $0.learningRate = 2.3e-3
        $0.batchSize = 64
        $0.bufferSize = 100_000
        $0.learningStarts = 1_000
        $0.trainEvery = 256
        $0.gradientSteps = 128
        $0.targetEvery = 10
        $0.explorationEnd = 0.04
        $0.explorationFraction = 0.16 * 50_000 / 50_176
      },
      Preset(
        "zoo", environments: ["Acrobot-v1"],
        "rl-zoo's dqn.yml for Stable-Baselines3, published at -76.64 in one run"
      ) {
        // Where both are due, Stable-Baselines3 copies the target before an update, and this after it.
        $0.steps = 100_000
        $0.hidden = [256, 256]
        $0.learningRate = 6.3e-4
        $0.batchSize = 128
        $0.learningStarts = 0
        $0.trainEvery = 4
        $0.gradientSteps = 4
        $0.explorationEnd = 0.1
        $0.explorationFraction = 0.12
      },
      Preset(
        "zoo", environments: ["MountainCar-v0"],
        "rl-zoo's dqn.yml for Stable-Baselines3, published at -100.85 in one run"
      ) {
        // Where both are due, Stable-Baselines3 copies the target before an update, and this after it.
        $0.steps = 120_000
        $0.hidden = [256, 256]
        $0.learningRate = 4e-3
        $0.discount = 0.98
        $0.batchSize = 128
        $0.bufferSize = 10_000
        $0.learningStarts = 1_000
        $0.trainEvery = 16
        $0.gradientSteps = 8
        $0.targetEvery = 600
        $0.explorationEnd = 0.07
        $0.explorationFraction = 0.2
      },
    ])
}

extension DQN.Configuration {
  fileprivate mutating func solveCartPole(stopReturn: Double) {
    steps = 50_000
    hidden = [64, 64]
    learningRate = 2e-3
    discount = 0.98
    batchSize = 32
    targetEvery = 50
    explorationFraction = 0.1
    selection = SelectionConfiguration(every: 500, episodes: 50, stopReturn: stopReturn)
  }
}
