import RLSettings

extension SAC {
  public static let about = AgentDescription<Configuration>(
    "sac", "soft actor-critic: continuous actions, as random as they can be",
    measures: [
      Measure("actorLoss", tag: "train/actor_loss"),
      Measure("criticLoss", tag: "train/critic_loss"),
      Measure("temperature", tag: "train/ent_coef"),
      Measure("temperatureLoss", tag: "train/ent_coef_loss"),
    ],
    presets: [
      Preset("default", "for small problems with continuous actions"),
      Preset("default", environments: ["Pendulum-v1"], "solves it in seconds") {
        $0.steps = 20_000
        $0.hidden = [64, 64]
        $0.replay.batchSize = 100
        $0.setLearningRates(1e-3)
      },
      Preset(
        "default", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's recipe with fewer steps and smaller batches; keeps the best weights"
      ) {
        $0.exploreByStates()
        $0.steps = 30_000
        $0.replay.batchSize = 256
        $0.selection = SelectionConfiguration(every: 2_500, episodes: 20)
      },
      Preset(
        "zoo", environments: ["Pendulum-v1"],
        "rl-zoo's sac.yml for Stable-Baselines3, published at -157.00 in one run"
      ) {
        $0.steps = 20_000
        $0.correction = .epsilon
        $0.setLearningRates(1e-3)
      },
      Preset(
        "zoo", environments: ["MountainCarContinuous-v0"],
        "rl-zoo's sac.yml for Stable-Baselines3, published at 94.68 in one run"
      ) {
        // 50 000 steps, but Stable-Baselines3 finishes its last collection of 32 and learns from it.
        $0.steps = 50_016
        $0.exploreByStates()
      },
      Preset(
        "rltools", environments: ["Pendulum-v1"],
        "RLtools' example, which its authors time until it is solved"
      ) {
        $0.steps = 10_000
        $0.hidden = [64, 64]
        $0.replay.batchSize = 100
        $0.setLearningRates(1e-3)
        $0.temperature = 0.5
      },
    ])
}

extension SAC.Configuration {
  /// rl-zoo's settings for MountainCarContinuous-v0, where independent noise finds no way out of the
  /// valley.
  fileprivate mutating func exploreByStates() {
    hidden = [64, 64]
    replay.bufferSize = 50_000
    replay.batchSize = 512
    temperature = 0.1
    automaticTemperature = false
    replay.trainEvery = 32
    replay.gradientSteps = 32
    discount = 0.9999
    targetFraction = 0.01
    replay.learningStarts = 0
    deviation = .stateDependent
    logDeviation = -3.67
    correction = .epsilon
  }

  fileprivate mutating func setLearningRates(_ rate: Float) {
    actorLearningRate = rate
    criticLearningRate = rate
    temperatureLearningRate = rate
  }
}

extension Setting<SAC.Configuration> {
  /// Without effect where the temperature is fixed.
  var onlyAutomatic: Setting {
    only(with: "automaticTemperature", \.automaticTemperature, [true])
  }
}
