import Agents
import Environments
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// What PPO and A2C share: how they act, and what they remember.
@Suite struct ActorCriticTests {
  private func ppo(_ change: (inout PPO.Configuration) -> Void = { _ in }) -> PPO.Configuration {
    var configuration = PPO.Configuration()
    configuration.steps = 4_000
    configuration.rollout.environments = 4
    configuration.rollout.steps = 16
    configuration.network.hidden = [16]
    configuration.epochs = 4
    configuration.minibatchSize = 32
    configuration.learningRate = 0.01
    configuration.discount = 0.5
    change(&configuration)
    return configuration
  }

  private func a2c(_ change: (inout A2C.Configuration) -> Void = { _ in }) -> A2C.Configuration {
    var configuration = A2C.Configuration()
    configuration.steps = 8_000
    configuration.rollout.environments = 8
    configuration.network.hidden = [16]
    configuration.learningRate = 0.01
    configuration.discount = 0.5
    change(&configuration)
    return configuration
  }

  private func returns<A: Agent>(
    _: A.Type, _ environment: some Environment, _ configuration: A.Configuration
  ) throws -> [Double] {
    var training = try Training<A>(environment, configuration, seed: 3)
    while !training.isFinished { try training.advance() }
    return training.evaluate(episodes: 50).returns
  }

  @Test func theIdentityIsLearned() throws {
    #expect(try returns(PPO.self, DiscreteIdentity(), ppo()).allSatisfy { $0 == 8 })
    #expect(try returns(A2C.self, DiscreteIdentity(), a2c()).allSatisfy { $0 == 8 })
    // Chance gets -5.3 in an episode, always 0 gets -2.7.
    #expect(try returns(PPO.self, ContinuousIdentity(), ppo()).reduce(0, +) / 50 > -0.3)
    #expect(try returns(A2C.self, ContinuousIdentity(), a2c()).reduce(0, +) / 50 > -0.3)
  }

  @Test func theIdentityIsLearnedWithOptions() throws {
    let options = ppo {
      $0.rollout.normalizeObservations = true
      $0.rollout.normalizeRewards = true
      $0.network.stateDependentNoise = true
      $0.network.noiseEvery = 4
      $0.network.logDeviation = -1
    }
    #expect(try returns(PPO.self, ContinuousIdentity(), options).reduce(0, +) / 50 > -0.3)
  }

  /// A forbidden door would give 100 where 6 is the most that open ones can.
  @Test func forbiddenActionsAreNeverTaken() throws {
    func expectOpen<A: Agent>(_: A.Type, _ configuration: A.Configuration) throws {
      var training = try Training<A>(Doors(), configuration, seed: 1)
      var totals: [Double] = []
      while !training.isFinished { try training.advance { totals.append($0.total) } }
      #expect(totals.count > 500)
      #expect(totals.allSatisfy { $0 <= 6 })
      #expect(training.evaluate(episodes: 50).returns.allSatisfy { $0 == 6 })
    }
    try expectOpen(PPO.self, ppo())
    try expectOpen(A2C.self, a2c())
  }

  /// Reward 1 for ever, cut off after 5 steps: worth 1/(1 − γ) = 10 where that is no end, and
  /// 1 + .9 + .9² + .9³ + .9⁴ = 4.0951 at the first step where it is one.
  @Test(arguments: [true, false]) func timeLimitsAreToldFromEnds(bootstraps: Bool) throws {
    let configuration = ppo {
      $0.steps = 16_000
      $0.discount = 0.9
      $0.lambda = 1
      $0.learningRate = 0.05
      $0.annealing = .after
      $0.gradientNorm = nil
      $0.rollout.truncationBootstrap = bootstraps
    }
    let environment = TimeLimit(Clock(isSeen: !bootstraps), limit: 5)
    var training = try Training<PPO>(environment, configuration, seed: 1)
    while !training.isFinished { try training.advance() }
    let value = training.agent.model.critic(Tensor(rows: [[1, 0, 0, 0, 0, 0]])).item
    #expect(abs(value - (bootstraps ? 10 : 4.0951)) < 0.02)
  }

  /// At any step, in the middle of rollouts and after episodes that were cut off.
  @Test(arguments: [1, 37, 64, 203]) func whatIsSavedGoesOnTheSame(steps: Int) throws {
    let options = ppo {
      $0.rollout.normalizeObservations = true
      $0.rollout.normalizeRewards = true
      $0.network.stateDependentNoise = true
      $0.network.noiseEvery = 3
      $0.perturbation = 0.1
    }
    let pendulum = TimeLimit(Pendulum(), limit: 30)
    try expectToGoOn(PPO.self, pendulum, options, after: steps)
    try expectToGoOn(PPO.self, Doors(), ppo(), after: steps)
    try expectToGoOn(
      A2C.self, pendulum,
      a2c {
        $0.rollout.steps = 20
        $0.rollout.normalizeObservations = true
        $0.rollout.normalizeRewards = true
      }, after: steps)
  }

  private func expectToGoOn<A: Agent>(
    _: A.Type, _ environment: some Environment, _ configuration: A.Configuration, after steps: Int
  ) throws {
    var first = try Training<A>(environment, configuration, seed: 5)
    for _ in 0..<steps { try first.advance() }
    var second = try Training<A>(environment, configuration, seed: 6)
    try second.loadState(first.stateEntries)
    for _ in 0..<90 {
      try first.advance()
      try second.advance()
    }
    #expect(first.log.transitionHash == second.log.transitionHash)
    let (one, two) = (first.agent.stateEntries, second.agent.stateEntries)
    #expect(one.count > 20)
    for (one, two) in zip(one, two) where one != two {
      Issue.record("\(one.name) differs after \(steps) steps")
    }
  }

  @Test func threadsChangeNothing() throws {
    func state(_ threads: Int) throws -> [StateEntry] {
      try withThreads(threads) {
        var training = try Training<PPO>(
          TimeLimit(Pendulum(), limit: 30), ppo { $0.valueClip = 0.2 }, seed: 1)
        for _ in 0..<200 { try training.advance() }
        return training.agent.stateEntries
      }
    }
    #expect(try state(1) == state(2))
  }

  /// Evaluations in between see the statistics, and leave them and all else as they are.
  @Test func evaluationLeavesStatisticsAlone() throws {
    func agent(_ selection: SelectionConfiguration) throws -> PPO {
      let configuration = ppo {
        $0.rollout.normalizeObservations = true
        $0.rollout.normalizeRewards = true
        $0.selection = selection
      }
      var training = try Training<PPO>(Glider(), configuration, seed: 1)
      for _ in 0..<100 { try training.advance() }
      return training.agent
    }
    let (with, without) = try (
      agent(SelectionConfiguration(every: 64, episodes: 5)), agent(SelectionConfiguration())
    )
    #expect(with.stateEntries == without.stateEntries)
    #expect(with.policy.normalization?.count == 4 * 101 + 1e-4)
  }

  /// Each environment counts 1 to 101: what is seen first counts, and so does what is seen last.
  @Test func statisticsAreOfAllThatWasSeen() throws {
    let configuration = ppo { $0.rollout.normalizeObservations = true }
    var training = try Training<PPO>(Counting(), configuration, seed: 1)
    for _ in 0..<100 { try training.advance() }
    let statistics = try #require(training.policy.normalization)
    #expect(abs(statistics.mean[0] - 51) < 1e-3)
    #expect(abs(statistics.mean[1] - 3) < 1e-3)
    #expect(abs(statistics.variance[0] - 850) < 0.1)
  }

  /// A policy's greedy actions are those of its network for normalised features, also after its
  /// state was written and read.
  @Test func savedPoliciesNormalize() throws {
    var statistics = RunningStatistics(width: 2)
    let rows: [Float] = [1, 20, 3, 40]
    statistics.update(rows.span)
    let box = Box(count: 2, low: -100, high: 100)
    let network = linear(weight: [[1, 0], [0, 1]])
    let policy = StochasticPolicy(network, ActionHead(.box(box)), normalization: statistics)
    let fresh = StochasticPolicy(
      network, ActionHead(.box(box)), normalization: RunningStatistics(width: 2))
    let seen = Tensor(rows: [[4, 20]])
    let expected = Actions.continuous(statistics.normalized([4, 20]))
    #expect(policy.greedyActions(seen, mask: nil) == expected)
    #expect(fresh.greedyActions(seen, mask: nil) != expected)
    let copy = try restored(policy, into: fresh)
    #expect(copy.greedyActions(seen, mask: nil) == expected)
    #expect(copy.normalization == statistics)
  }

  /// With a state that does not change to the policy's eyes, the noise of a whole rollout is one
  /// number, or changes every two steps.
  @Test(arguments: [0, 2]) func stateDependentNoiseStays(every: Int) throws {
    let configuration = ppo {
      $0.rollout.environments = 1
      $0.rollout.steps = 6
      $0.network.stateDependentNoise = true
      $0.network.noiseEvery = every
    }
    var training = try Training<PPO>(Still(), configuration, seed: 1)
    training.trace = []
    for _ in 0..<12 { try training.advance() }
    let actions = try #require(training.trace).map(\.action)
    for step in 1..<12 {
      let isNew = step.isMultiple(of: every == 0 ? 6 : every)
      #expect((actions[step] != actions[step - 1]) == isNew, "step \(step)")
    }
  }

  /// Two minibatches an epoch. The first one of a rollout is the old policy's own and never beyond a
  /// target; the second is beyond any.
  @Test(arguments: [(PPO.TargetRule.step, 1), (.epoch, 2)])
  func targetsEndUpdates(rule: PPO.TargetRule, updates: Int) throws {
    let configuration = ppo {
      $0.targetKL = 1e-9
      $0.targetRule = rule
    }
    var training = try Training<PPO>(DiscreteIdentity(), configuration, seed: 1)
    for _ in 0..<3 * 16 { try training.advance() }
    #expect(training.counters.updates == 3 * updates)
  }

  /// All at once after a rollout, or one step after another while it is played: the same bits.
  @Test func rolloutsAreJudgedAsTheyWerePlayed() throws {
    let fixture = try ActorCriticFixture.load("ppo")[2]
    let world = try fixture.world()
    var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
    let model = try PPO(world, ppo { $0.network.hidden = [64, 64] }, &streams).model
    let batch = model.judge(fixture.rollout(0, world.spaces), discount: 0.99, lambda: 0.95)
    for row in 0..<batch.count {
      let seen = batch.observations.rows([row])
      let action = Actions.continuous(Array(batch.actions.coordinates[2 * row..<2 * row + 2]))
      #expect(model.critic(seen).item == batch.values[row])
      #expect(model.policy(seen).logProbability(of: action).item == batch.logProbabilities[row])
    }
  }

  @Test func stepSizesFallAsInBothLibraries() throws {
    // 4 rollouts of 64: CleanRL has 1, .75, .5, .25, Stable-Baselines3 .75, .5, .25, 0.
    for (annealing, expected) in [
      (Annealing.before, [1, 0.75, 0.5, 0.25]), (.after, [0.75, 0.5, 0.25, 0]),
    ] {
      let configuration = ppo {
        $0.steps = 256
        $0.learningRate = 0.5
        $0.annealing = annealing
      }
      var training = try Training<PPO>(DiscreteIdentity(), configuration, seed: 1)
      for part in expected {
        for _ in 0..<16 { try training.advance() }
        #expect(training.measures.first { $0.name == "learningRate" }?.value == 0.5 * part)
      }
    }
  }
}

/// Always sees the same, and takes any two numbers.
private struct Still: Environment {
  var observationSpace: Box { Box(count: 1, low: 0, high: 1) }
  var actionSpace: Box { Box(count: 2, low: -100, high: 100) }
  mutating func reset(using generator: inout PCG64) {}
  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: false)
  }
  func observe(into observation: inout MutableSpan<Float>) { observation[0] = 1 }
  mutating func visitState(_ visitor: inout StateVisitor) {}
}
