import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import TestSupport
import Testing

@Suite struct REINFORCETests {
  /// Continuous actions whose best ones are at the bounds, where half of what is drawn is beyond them.
  @Test func continuousActionsAreLearned() throws {
    var configuration = REINFORCE.Configuration()
    configuration.episodesPerBatch = 32
    configuration.hidden = [16]
    configuration.steps = 60_000
    configuration.entropyBonus = 0
    var training = try Training<REINFORCE>(
      TimeLimit(ContinuousIdentity(), limit: 8), configuration, seed: 1001)
    let before = training.evaluate(episodes: 50).mean
    while !training.isFinished { try training.advance() }
    let after = training.evaluate(episodes: 50).mean
    #expect(after > before / 5, "squared errors: \(before) before, \(after) after")
  }

  private func configuration(
    _ change: (inout REINFORCE.Configuration) -> Void
  ) -> REINFORCE.Configuration {
    var configuration = REINFORCE.Configuration()
    configuration.hidden = []
    configuration.discount = 0.9
    change(&configuration)
    return configuration
  }

  /// A softmax bandit has a closed form: with the logits z and π = softmax(z), the gradient of the
  /// mean of −A·log π(a) − β·H is the mean of A·(π − eₐ), plus β·π·(log π + H). Adam's step on it, in
  /// doubles, gives every next policy.
  @Test(arguments: [(false, Float(0)), (false, 0.5), (true, 0.02), (true, 0.1)])
  func policyGradientOfASoftmaxBandit(isNormalized: Bool, entropyBonus: Float) throws {
    let configuration = configuration {
      $0.episodesPerBatch = 8
      $0.baseline = false
      $0.normalizeAdvantages = isNormalized
      $0.entropyBonus = entropyBonus
      $0.gradientNorm = nil
      $0.learningRate = 0.05
    }
    let rewards = [0.5, 2, -1]
    var agent = try Running<REINFORCE>(Bandit(rewards: rewards), configuration, seed: 1)
    var logits = agent.network(Tensor(rows: [[1]])).elements.map(Double.init)
    var mean = [0.0, 0, 0]
    var square = [0.0, 0, 0]
    var powers = (mean: 1.0, square: 1.0)
    for batch in 1...40 {
      var totals: [Double] = []
      agent.advance { totals.append($0.total) }
      #expect(totals.count == 8)

      let exponentials = logits.map(exp)
      let policy = exponentials.map { $0 / exponentials.reduce(0, +) }
      let entropy = -policy.reduce(0) { $0 + $1 * log($1) }
      var advantages = totals
      if isNormalized {
        let centre = totals.reduce(0, +) / 8
        let deviation = (totals.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / 8).squareRoot()
        advantages = totals.map { ($0 - centre) / (deviation + 1e-8) }
      }
      powers = (powers.mean * 0.9, powers.square * 0.999)
      for k in 0..<3 {
        let score = zip(totals, advantages).reduce(0) {
          $0 + $1.1 * (policy[k] - ($1.0 == rewards[k] ? 1 : 0)) / 8
        }
        let slope = score + Double(entropyBonus) * policy[k] * (log(policy[k]) + entropy)
        mean[k] = 0.9 * mean[k] + 0.1 * slope
        square[k] = 0.999 * square[k] + 0.001 * slope * slope
        let step =
          mean[k] / (1 - powers.mean) / ((square[k] / (1 - powers.square)).squareRoot() + 1e-8)
        // Weight and bias both move: the observation is 1.
        logits[k] -= 2 * 0.05 * step
      }
      let found = agent.network(Tensor(rows: [[1]])).elements.map(Double.init)
      #expect(relativeError(found, logits) < 1e-4, "batch \(batch)")
    }
  }

  /// Reward 1 for ever, cut after each step, is worth 1/(1 − γ); at an end, 1.
  @Test(arguments: [(false, Float(10)), (true, 1)])
  func baselineTellsATimeLimitFromAnEnd(terminates: Bool, value: Float) throws {
    let configuration = configuration {
      $0.baselineLearningRate = 0.05
      $0.baselineSteps = 10
      $0.episodesPerBatch = 4
    }
    let bandit = Bandit(rewards: [1, 1], terminates: terminates)
    var agent = try Running<REINFORCE>(bandit, configuration, seed: 1)
    agent.run(to: 4 * 400)
    let found = try agent.network("baseline")(Tensor(rows: [[1]])).item
    #expect(abs(found - value) < 0.002 * value)
  }

  /// The state at the cut is worth 1, so the state before it γ.
  @Test func baselineBootstrapsFromTheTrueLastObservation() throws {
    let configuration = configuration {
      $0.baselineLearningRate = 0.02
      $0.episodesPerBatch = 16
    }
    var agent = try Running<REINFORCE>(TwoStates(), configuration, seed: 1)
    agent.run(to: 16 * 400)
    let values = try agent.network("baseline")(Tensor(rows: [[1, 0], [0, 1]])).elements
    #expect(abs(values[0] - 0.9) < 0.002)
    #expect(abs(values[1] - 1) < 0.002)
  }

  /// A batch has one episode of each environment, the short and the long ones: environment i's n-th
  /// episode is in the n-th batch.
  @Test func eachEnvironmentPlaysOneEpisodeInABatch() throws {
    let seed: UInt64 = 5
    let configuration = configuration { $0.episodesPerBatch = 6 }
    var sequence = SeedSequence(seed)
    var streams = sequence.spawn(3)
    var tickets = streams[1].spawn(6).map { PCG64($0) }
    var agent = try Running<REINFORCE>(Raffle(), configuration, seed: seed)
    for batch in 1...30 {
      var totals: [Double] = []
      var lengths: [Int] = []
      while agent.counters.updates < batch {
        agent.advance {
          totals.append($0.total)
          lengths.append($0.length)
        }
      }
      let expected = tickets.indices.map { tickets[$0].uniform() }
      #expect(totals.sorted() == expected.sorted(), "batch \(batch)")
      #expect(lengths.sorted() == expected.map { 1 + Int(10 * $0) }.sorted())
      #expect(agent.counters.episodes == 6 * batch)
    }
  }

  /// Actions are drawn from the policy: χ² with 2 degrees of freedom exceeds 18.4 with a probability
  /// of 10⁻⁴.
  @Test func actionsFollowThePolicy() throws {
    let configuration = configuration {
      $0.episodesPerBatch = 9_000
      $0.learningRate = 1e-9
    }
    var agent = try Running<REINFORCE>(Bandit(rewards: [0, 1, 2]), configuration, seed: 3)
    // Probabilities 1/6, 1/3, 1/2.
    agent.network = linear(weight: [[0, 0, 0]], bias: [0, log(Float(2)), log(Float(3))])
    var counts = [0, 0, 0]
    for episode in agent.run(to: 9_000) { counts[Int(episode.total)] += 1 }
    let statistic = zip(counts, [1_500.0, 3_000, 4_500]).reduce(0) {
      $0 + (Double($1.0) - $1.1) * (Double($1.0) - $1.1) / $1.1
    }
    #expect(statistic < 18.4, "\(counts)")
  }

  /// The entropy of a uniform policy over three actions is log 3.
  @Test func entropyIsReported() throws {
    let configuration = configuration { $0.episodesPerBatch = 2 }
    var agent = try Running<REINFORCE>(Bandit(rewards: [1, 1, 1]), configuration, seed: 1)
    agent.network = linear(weight: [[0, 0, 0]], bias: [0, 0, 0])
    agent.advance()
    #expect(agent.measures.map(\.name) == ["entropy", "loss"])
    let entropy = try #require(agent.measures[0].value)
    #expect(abs(entropy - log(3.0)) < 1e-6)
  }
}
