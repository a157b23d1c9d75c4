import Agents
import Environments
import RLNet
import RLRandom
import TestSupport
import Testing

@Suite struct PPOTests {
  /// The settings of a case in the words of the agent.
  private func configuration(_ settings: ActorCriticFixture.Settings) -> PPO.Configuration {
    var configuration = PPO.Configuration()
    configuration.rollout.environments = settings.environments
    configuration.rollout.steps = settings.steps
    configuration.steps =
      settings.trainingSteps ?? settings.steps * settings.environments * settings.iterations
    configuration.network.hidden = settings.hidden
    configuration.network.logDeviation = settings.logDeviation
    configuration.network.stateDependentNoise = settings.stateDependentNoise ?? false
    configuration.epochs = settings.epochs
    configuration.minibatchSize = settings.steps * settings.environments / settings.minibatches
    configuration.discount = settings.discount
    configuration.lambda = settings.lambda
    configuration.clip = settings.clip
    configuration.valueClip = settings.valueClip.value.map { Float($0) }
    configuration.halvedValueLoss = settings.halvedValueLoss
    configuration.valueCoefficient = settings.valueCoefficient
    configuration.entropyBonus = settings.entropyBonus
    configuration.normalizeAdvantages = settings.normalizeAdvantages
    configuration.gradientNorm = settings.gradientNorm.value.map { Float($0) }
    configuration.targetKL = settings.targetKL.value
    configuration.learningRate = settings.learningRate
    func annealing(_ name: String) -> Annealing? {
      settings.annealing?[name].flatMap(Annealing.init)
    }
    configuration.annealing = annealing("learningRate") ?? (settings.anneal ? .before : .none)
    configuration.clipAnnealing = annealing("clip") ?? .none
    configuration.entropyAnnealing = annealing("entropyBonus") ?? .none
    configuration.epsilon = settings.epsilon
    configuration.perturbation = settings.perturbation
    return configuration
  }

  @Test func updatesAreThoseOfPyTorch() throws {
    let cases = try ActorCriticFixture.load("ppo")
    #expect(cases.count == 8)
    for fixture in cases {
      let configuration = configuration(fixture.settings)
      let size = configuration.rollout.steps * configuration.rollout.environments
      let world = try fixture.world()
      var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
      var agent = try PPO(world, configuration, &streams)
      try fixture.load(fixture.initial, into: &agent.model)
      agent.updateGenerator = fixture.updateGenerator
      var log = TransitionLog(world, measures: PPO.about.measures.count)
      for iteration in fixture.iterations.indices {
        let before = log.counters.updates
        let rollout = fixture.rollout(iteration, world.spaces)
        agent.learn(rollout, after: (iteration + 1) * size, &log)
        #expect(log.counters.updates - before == fixture.iterations[iteration].updates)
        fixture.expect(
          zip(PPO.about.measures, log.measures).map { ($0.name, $1) }, in: iteration)
      }
      #expect(log.counters.updates == fixture.updates)
      fixture.expectFinal(agent.model)
    }
  }

  /// The whole loss by central differences, with ratios and values on both sides of their clips and
  /// between them.
  @Test(arguments: [0, 2]) func gradientsAreTheSlopesOfTheLoss(index: Int) throws {
    let fixture = try ActorCriticFixture.load("ppo")[index]
    var configuration = configuration(fixture.settings)
    configuration.normalizeAdvantages = false
    let world = try fixture.world()
    var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
    var agent = try PPO(world, configuration, &streams)
    try fixture.load(fixture.initial, into: &agent.model)
    let rollout = fixture.rollout(0, world.spaces)
    var batch = agent.model.judge(rollout, discount: 0.99, lambda: 0.95)
    // Ratios of e^0.5, e^-0.5 and 1 beside advantages of both signs, values that moved by 0.6, -0.6
    // and 0: nothing is near a corner.
    let places = Array(0..<batch.count)
    batch.advantages = places.map { $0 / 3 % 2 == 0 ? 1.5 : -0.75 }
    batch.logProbabilities -= Tensor(places.map { [0.5, -0.5, 0][$0 % 3] })
    batch.values -= Tensor(places.map { [0.6, -0.6, 0][$0 / 2 % 3] })
    batch.returns = agent.model.judge(rollout, discount: 0.99, lambda: 0.95).returns

    func loss(_ model: ActorCritic) -> Double {
      var copy = agent
      copy.model = model
      let (losses, _) = copy.differentiate(batch, clip: 0.2, entropyBonus: 0.3)
      return losses.policy - Double(Float(0.3)) * losses.entropy
        + Double(configuration.valueCoefficient) * losses.value
    }
    let (losses, gradient) = agent.differentiate(batch, clip: 0.2, entropyBonus: 0.3)
    #expect(losses.logRatios.contains { $0 > 0.4 } && losses.logRatios.contains { $0 < -0.4 })
    let slopes = gradient.namedTensors
    let largest = slopes.flatMap(\.tensor.elements).map { Double(abs($0)) }.max() ?? 0
    #expect(largest > 0.05)
    var tensor = 0
    for (name, slope) in slopes {
      for (place, found) in slope.elements.enumerated() {
        func moved(_ distance: Float) -> Double {
          loss(agent.model.moving(tensor, place, by: distance))
        }
        func slope(_ distance: Float) -> Double {
          (moved(distance) - moved(-distance)) / Double(2 * distance)
        }
        let expected = (4 * slope(1.0 / 128) - slope(1.0 / 64)) / 3
        #expect(
          abs(Double(found) - expected) < 2e-3 * largest,
          "\(name)[\(place)] is \(found) instead of \(expected)")
      }
      tensor += 1
    }
  }

  /// Of four rollouts three are over: two before this one's update, three after it. The update is that
  /// with what is left of the clip and of the bonus.
  @Test(arguments: [(Annealing.before, Float(0.5)), (.after, 0.25)])
  func clipAndBonusFall(_ annealing: Annealing, _ left: Float) throws {
    let fixture = try ActorCriticFixture.load("ppo")[0]
    var whole = configuration(fixture.settings)
    whole.steps = 4 * whole.rollout.steps * whole.rollout.environments
    whole.annealing = .none
    whole.clip = 0.25
    whole.entropyBonus = 0.5
    whole.learningRate = 0.02  // so that ratios reach the clip
    func tensors(_ configuration: PPO.Configuration) throws -> [Tensor] {
      let world = try fixture.world()
      var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
      var agent = try PPO(world, configuration, &streams)
      try fixture.load(fixture.initial, into: &agent.model)
      var log = TransitionLog(world, measures: PPO.about.measures.count)
      agent.learn(fixture.rollout(0, world.spaces), after: 3 * configuration.steps / 4, &log)
      return agent.model.tensors
    }
    let unchanged = try tensors(whole)
    var (clipped, fewer) = (whole, whole)
    clipped.clipAnnealing = annealing
    fewer.clip *= left
    #expect(try tensors(clipped) == tensors(fewer))
    #expect(try tensors(fewer) != unchanged)
    (clipped, fewer) = (whole, whole)
    clipped.entropyAnnealing = annealing
    fewer.entropyBonus *= left
    #expect(try tensors(clipped) == tensors(fewer))
    #expect(try tensors(fewer) != unchanged)
  }

  /// One epoch of one minibatch, before anything was clipped, is A2C's step (Huang et al. 2022).
  @Test func firstStepIsThatOfA2C() throws {
    let fixture = try ActorCriticFixture.load("a2c")[0]
    let world = try fixture.world()
    var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
    var configuration = configuration(fixture.settings)
    configuration.minibatchSize = 10
    var first = try PPO(world, configuration, &streams)
    try fixture.load(fixture.initial, into: &first.model)
    let rollout = fixture.rollout(0, world.spaces)
    let batch = first.model.judge(rollout, discount: 0.99, lambda: 1)
    var (_, gradient) = first.differentiate(batch, clip: 0.2, entropyBonus: 0)
    gradient.clipNorm(to: 0.5)
    var optimizer = RMSprop(for: first.model, learningRate: 7e-4, epsilon: 1e-5)
    optimizer.update(&first.model, along: gradient)

    var other = A2C.Configuration()
    other.network.hidden = fixture.settings.hidden
    other.rollout.environments = 2
    var second = try A2C(world, other, &streams)
    try fixture.load(fixture.initial, into: &second.model)
    var log = TransitionLog(world, measures: A2C.about.measures.count)
    second.learn(rollout, after: 10, &log)
    for (one, two) in zip(first.model.namedTensors, second.model.namedTensors) {
      #expect(
        relativeError(
          one.tensor.elements.map(Double.init), two.tensor.elements.map(Double.init)) < 1e-5,
        "\(one.name)")
    }
  }
}

extension ActorCritic {
  /// The model with one number moved.
  fileprivate func moving(_ tensor: Int, _ place: Int, by distance: Float) -> ActorCritic {
    var copy = self
    var index = 0
    copy.visitNamed { _, found, _ in
      if index == tensor { found.withUnsafeMutableElements { $0[place] += distance } }
      index += 1
    }
    return copy
  }
}
