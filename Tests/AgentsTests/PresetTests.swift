import Agents
import Environments
import RLNet
import Testing

/// The presets `cleanrl` and `zoo` are the published recipes.
@Suite struct PresetTests {
  /// CleanRL's dqn.py, its arguments' defaults; every property is stated.
  @Test func cleanRL() throws {
    var expected = DQN.Configuration()
    expected.steps = 500_000  // total_timesteps
    expected.environments = 1  // num_envs
    expected.hidden = [120, 84]  // QNetwork
    expected.activation = .relu
    expected.learningRate = 2.5e-4  // learning_rate
    expected.discount = 0.99  // gamma
    expected.batchSize = 128  // batch_size
    expected.bufferSize = 10_000  // buffer_size
    expected.learningStarts = 10_000  // learning_starts
    expected.randomStart = false  // ε alone decides, from the first step
    expected.trainEvery = 10  // train_frequency
    expected.gradientSteps = 1
    expected.targetEvery = 500  // target_network_frequency
    expected.targetFraction = 1  // tau
    expected.doubleQ = false
    expected.loss = .squared  // F.mse_loss
    expected.gradientNorm = nil
    expected.explorationStart = 1  // start_e
    expected.explorationEnd = 0.05  // end_e
    expected.explorationFraction = 0.5  // exploration_fraction
    expected.selection = SelectionConfiguration(every: 0)  // the last weights
    let preset = try #require(DQN.preset(named: "cleanrl", for: "CartPole-v1"))
    #expect(preset.configuration.settingsText == expected.settingsText)
    try expectNetwork(preset.configuration, [4, 120, 84, 2])
  }

  /// rl-zoo's dqn.yml; what it leaves open is Stable-Baselines3's default.
  @Test func zoo() throws {
    var expected = DQN.Configuration()
    // n_timesteps = 50 000, rounded up to whole rollouts of 256 steps: the last one is learned from.
    expected.steps = 196 * 256
    expected.environments = 1
    expected.hidden = [256, 256]  // net_arch
    expected.activation = .relu
    expected.learningRate = 2.3e-3  // learning_rate
    expected.discount = 0.99  // gamma
    expected.batchSize = 64  // batch_size
    expected.bufferSize = 100_000  // buffer_size
    expected.learningStarts = 1_000  // learning_starts
    expected.randomStart = true  // Stable-Baselines3 samples the action space until then
    expected.trainEvery = 256  // train_freq
    expected.gradientSteps = 128  // gradient_steps
    expected.targetEvery = 10  // target_update_interval
    expected.targetFraction = 1  // tau
    expected.doubleQ = false
    expected.loss = .huber  // F.smooth_l1_loss
    expected.gradientNorm = 10  // max_grad_norm
    expected.explorationStart = 1
    expected.explorationEnd = 0.04  // exploration_final_eps
    expected.explorationFraction = 0.16 * 50_000 / (196 * 256)  // exploration_fraction of 50 000
    expected.selection = SelectionConfiguration(every: 0)
    let preset = try #require(DQN.preset(named: "zoo", for: "CartPole-v1"))
    #expect(preset.configuration.settingsText == expected.settingsText)
    try expectNetwork(preset.configuration, [4, 256, 256, 2])
  }

  /// Layer sizes, and PyTorch's default for `nn.Linear`: weights and biases uniform in ±1/√fan-in,
  /// whose variance is 1/(3·fan-in).
  private func expectNetwork(_ configuration: DQN.Configuration, _ sizes: [Int]) throws {
    let agent = try Running<DQN>(TimeLimit(CartPole(), limit: 500), configuration, seed: 1001)
    let tensors = agent.network.tensors
    try #require(tensors.count == 2 * (sizes.count - 1))
    for layer in 0..<sizes.count - 1 {
      let (weight, bias) = (tensors[2 * layer], tensors[2 * layer + 1])
      #expect(weight.shape == [sizes[layer], sizes[layer + 1]])
      #expect(bias.shape == [sizes[layer + 1]])
      let bound = 1 / Double(sizes[layer]).squareRoot()
      for tensor in [weight, bias] {
        let numbers = tensor.elements.map(Double.init)
        #expect(numbers.allSatisfy { abs($0) <= bound * (1 + 1e-6) })
        guard numbers.count >= 80 else { continue }
        let variance = numbers.reduce(0) { $0 + $1 * $1 } / Double(numbers.count)
        #expect(abs(variance / (bound * bound / 3) - 1) < 0.25)
        #expect((numbers.map(abs).max() ?? 0) > 0.95 * bound)
        #expect(abs(numbers.reduce(0, +) / Double(numbers.count)) < 0.2 * bound)
      }
    }
    let names = agent.network.layers.map { "\(type(of: $0))" }
    #expect(names == ["Linear", "ReLU", "Linear", "ReLU", "Linear"])
  }

  /// A preset for an environment comes before one for any, and each agent has a default for any.
  @Test func presetsAreFoundByName() throws {
    for environment in EnvironmentRegistry.builtIn.entries.map(\.id) + ["Unheard-Of-v0"] {
      for agent in AgentCatalog.builtIn.all { try expectPresets(agent, environment) }
    }
    #expect(AgentCatalog.builtIn.all.count == 7)
    #expect(DQN.preset(named: "cleanrl", for: "FrozenLake-v1") == nil)
    #expect(DQN.preset(named: "nothing", for: "CartPole-v1") == nil)
  }

  private func expectPresets<A: Agent>(_: A.Type, _ environment: String) throws {
    let preset = try #require(A.preset(named: "default", for: environment))
    #expect(preset.fits(environment))
    let isMadeForIt = A.presets.contains {
      $0.name == "default" && $0.environments.contains(environment)
    }
    #expect(preset.environments.isEmpty != isMadeForIt)
  }

  /// What a preset says can be written down and read again.
  @Test func presetsAreInRange() throws {
    for agent in AgentCatalog.builtIn.all { try expectInRange(agent) }
  }

  /// A published recipe is no doubt: its target lags by gradient steps, or follows slowly.
  @Test func presetsAreNotDoubted() throws {
    for agent in AgentCatalog.builtIn.all { try expectNoDoubt(agent) }
  }

  private func expectNoDoubt<A: Agent>(_ agent: A.Type) throws {
    for preset in A.presets {
      #expect(preset.configuration.doubts == [], "\(A.name) \(preset.name)")
    }
  }

  private func expectInRange<A: Agent>(_: A.Type) throws {
    for preset in A.presets {
      var written = A.Configuration()
      for setting in A.Configuration.settings {
        try setting.write(setting.read(preset.configuration), to: &written)
      }
      #expect(written == preset.configuration, "\(A.name): \(preset.name)")
      #expect(preset.configuration.conflict == nil, "\(A.name): \(preset.name)")
      #expect(!preset.summary.isEmpty)
      let known = EnvironmentRegistry.builtIn.entries.map(\.id)
      #expect(preset.environments.allSatisfy(known.contains))
    }
  }
}

extension AgentConfiguration {
  /// All settings, one a line, so that a difference shows.
  var settingsText: [String] {
    Self.settings.values(of: self).map { "\($0.key) = \($0.value)" }
  }
}
