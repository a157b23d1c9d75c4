import Agents
import Environments
import RLNet
import RLRandom
import TestSupport
import Testing

@Suite struct DQNTests {
  /// A configuration without exploration or hidden layers that learns at each step.
  private func configuration(_ change: (inout DQN.Configuration) -> Void) -> DQN.Configuration {
    var configuration = DQN.Configuration()
    configuration.hidden = []
    configuration.learningStarts = 0
    configuration.batchSize = 16
    configuration.discount = 0.9
    configuration.learningRate = 0.02
    configuration.targetEvery = 20
    change(&configuration)
    return configuration
  }

  private let one = Tensor(rows: [[1]])

  /// Reward 1 for ever, cut after each step, is worth 1/(1 − γ).
  @Test(arguments: DQN.Loss.allCases) func targetBootstrapsThroughATimeLimit(
    _ loss: DQN.Loss
  ) throws {
    let configuration = configuration { $0.loss = loss }
    var agent = try Running<DQN>(
      Bandit(rewards: [1, 1], terminates: false), configuration, seed: 1)
    agent.run(to: 6_000)
    for value in agent.network(one).elements { #expect(abs(value - 10) < 0.02) }
  }

  /// The same reward at an end is worth 1.
  @Test(arguments: DQN.Loss.allCases) func targetEndsAtATermination(_ loss: DQN.Loss) throws {
    let configuration = configuration { $0.loss = loss }
    var agent = try Running<DQN>(Bandit(rewards: [1, 1], terminates: true), configuration, seed: 1)
    agent.run(to: 2_000)
    for value in agent.network(one).elements { #expect(abs(value - 1) < 0.002) }
  }

  /// The state at the cut is worth 1, so the state before it γ. From the next episode's first
  /// observation instead, it would be γ/2 / (1 − γ/2) = .82.
  @Test func targetBootstrapsFromTheTrueLastObservation() throws {
    var agent = try Running<DQN>(TwoStates(), configuration { $0.loss = .squared }, seed: 1)
    agent.run(to: 4_000)
    let values = agent.network(Tensor(rows: [[1, 0], [0, 1]]))
    for action in 0..<2 {
      #expect(abs(values[0, action] - 0.9) < 0.002)
      #expect(abs(values[1, action] - 1) < 0.002)
    }
  }

  /// χ² with 4 degrees of freedom exceeds 23.5 with a probability of 10⁻⁴.
  @Test func actionsAreUniformWhenAllIsExploration() throws {
    let configuration = configuration {
      $0.randomStart = false
      $0.learningStarts = .max
      $0.explorationStart = 1
      $0.explorationEnd = 1
    }
    for seed in UInt64(1)...3 {
      var agent = try Running<DQN>(Bandit(rewards: [0, 1, 2, 3, 4]), configuration, seed: seed)
      var counts = [0, 0, 0, 0, 0]
      for episode in agent.run(to: 10_000) { counts[Int(episode.total)] += 1 }
      #expect(counts.reduce(0, +) == 10_000)
      #expect(chiSquare(counts) < 23.5, "seed \(seed): \(counts)")
    }
  }

  @Test func actionsAreGreedyWithoutExploration() throws {
    let configuration = configuration {
      $0.randomStart = false
      $0.learningStarts = .max
      $0.explorationStart = 0
      $0.explorationEnd = 0
      $0.environments = 3
    }
    var agent = try Running<DQN>(Bandit(rewards: [0, 1, 2, 3, 4]), configuration, seed: 1)
    agent.network = linear(weight: [[0.5, -1, 2, 0, -3]], bias: [0, 0, -1, 1.5, 0])
    #expect(agent.run(to: 300).allSatisfy { $0.total == 3 })
    agent.network = linear(weight: [[0, 1, 1, 0, 1]], bias: [0, 0, 0, 0, 0])
    #expect(agent.run(to: 600).allSatisfy { $0.total == 1 }, "the first among equals")
  }

  /// With ε = .3 and three actions, the greedy one is taken with probability .8.
  @Test func explorationMixesBoth() throws {
    let configuration = configuration {
      $0.randomStart = false
      $0.learningStarts = .max
      $0.explorationStart = 0.3
      $0.explorationEnd = 0.3
    }
    var agent = try Running<DQN>(Bandit(rewards: [0, 1, 2]), configuration, seed: 7)
    agent.network = linear(weight: [[0, 0, 1]], bias: [0, 0, 0])
    let greedy = agent.run(to: 10_000).count { $0.total == 2 }
    #expect(abs(Double(greedy) - 8_000) < 4 * (10_000 * 0.8 * 0.2).squareRoot())
  }

  @Test func actionsAreRandomUntilLearningStarts() throws {
    let configuration = configuration {
      $0.learningStarts = 1_000
      $0.explorationStart = 0
      $0.explorationEnd = 0
      $0.learningRate = 1e-9
    }
    var agent = try Running<DQN>(Bandit(rewards: [0, 1]), configuration, seed: 1)
    agent.network = linear(weight: [[0, 1]], bias: [0, 0])
    let early = agent.run(to: 1_000)
    #expect(abs(early.count { $0.total == 0 } - 500) < 64)
    #expect(agent.run(to: 1_500).allSatisfy { $0.total == 1 })
  }

  /// `gradientSteps` for each multiple of `trainEvery` among the steps after `learningStarts`.
  @Test(arguments: [
    // steps, environments, learningStarts, trainEvery, gradientSteps, updates
    [100, 1, 0, 1, 1, 100],
    [100, 1, 10, 1, 1, 90],
    [100, 1, 10, 4, 1, 23],  // 12, 16, ..., 100
    [100, 1, 10, 4, 3, 69],
    [100, 1, 95, 30, 2, 0],
    [100, 4, 10, 1, 1, 90],
    [100, 4, 10, 8, 2, 22],  // 16, 24, ..., 96
    [102, 3, 10, 2, 5, 230],  // 12, 14, ..., 102
    [1_024, 1, 1_000, 256, 128, 128],  // 1024
  ]) func updatesAreCountedRight(_ row: [Int]) throws {
    let configuration = configuration {
      $0.environments = row[1]
      $0.learningStarts = row[2]
      $0.trainEvery = row[3]
      $0.gradientSteps = row[4]
      $0.batchSize = 2
    }
    var agent = try Running<DQN>(Bandit(rewards: [0, 1]), configuration, seed: 1)
    let episodes = agent.run(to: row[0])
    #expect(agent.counters.steps == row[0])
    #expect(agent.counters.updates == row[5])
    #expect(agent.counters.episodes == row[0])
    #expect(episodes.map(\.endStep) == Array(1...row[0]))
    #expect(episodes.map(\.number) == Array(1...row[0]))
  }

  /// Between copies the target network stays as it is, bit for bit, while the online one moves.
  @Test func targetIsCopiedInIntervals() throws {
    var agent = try Running<DQN>(
      TimeLimit(Glider(), limit: 6), configuration { $0.targetEvery = 7 }, seed: 1)
    var copied = bits(agent.network)
    for step in 1...50 {
      agent.advance()
      let online = bits(agent.network)
      if step.isMultiple(of: 7) { copied = online } else { #expect(online != copied) }
      #expect(try bits(agent.network("target")) == copied, "step \(step)")
    }
  }

  /// t ← t + τ·(o − t)
  @Test func targetFollowsSoftly() throws {
    let configuration = configuration {
      $0.targetEvery = 2
      $0.targetFraction = 0.25
    }
    var agent = try Running<DQN>(TimeLimit(Glider(), limit: 6), configuration, seed: 1)
    var expected = agent.network.tensors.flatMap { $0.elements.map(Double.init) }
    for step in 1...50 {
      agent.advance()
      let online = agent.network.tensors.flatMap { $0.elements.map(Double.init) }
      if step.isMultiple(of: 2) {
        expected = zip(expected, online).map { $0 + 0.25 * ($1 - $0) }
      }
      let target = try agent.network("target").tensors.flatMap { $0.elements.map(Double.init) }
      #expect(relativeError(target, expected) < 1e-6, "step \(step)")
    }
  }

  @Test func explorationIsReported() throws {
    let configuration = configuration {
      $0.steps = 1_000
      $0.explorationFraction = 0.5
      $0.explorationEnd = 0.2
    }
    var agent = try Running<DQN>(Bandit(rewards: [0, 1]), configuration, seed: 1)
    #expect(agent.measures.map(\.name) == ["exploration", "loss", "q"])
    let episodes = agent.run(to: 1_000)
    #expect(abs((episodes[249].measures[0] ?? 0) - 0.6) < 1e-12)
    #expect(episodes[499].measures[0] == 0.2)
    #expect(episodes[999].measures[0] == 0.2)
  }

  /// With one transition in the memory, the mean over a batch of it is Q(s)[a] before the step.
  @Test func meanValueIsReported() throws {
    let configuration = configuration {
      $0.bufferSize = 1
      $0.batchSize = 5
      $0.learningStarts = 3
      $0.learningRate = 1e-2
    }
    var agent = try Running<DQN>(TimeLimit(Glider(), limit: 6), configuration, seed: 1)
    agent.log.trace = []
    var observation: [Float] = []
    for step in 1...40 {
      let network = agent.network
      agent.advance()
      let transition = try #require(agent.log.trace?.last)
      if !transition.firstObservation.isEmpty { observation = transition.firstObservation }
      let values = network(Tensor(observation, shape: [1, observation.count])).elements
      let value = agent.measures[2].value
      if let value, step > 3, case .discrete(let action) = transition.action {
        #expect(abs(value - Double(values[action])) < 1e-5, "step \(step)")
      } else {
        #expect(value == nil && step <= 3, "step \(step)")
      }
      observation = transition.nextObservation
    }
  }
}
