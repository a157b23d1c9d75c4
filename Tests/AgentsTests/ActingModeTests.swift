import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import Testing

/// Evaluation with the best actions, or with actions drawn as while training.
@Suite struct ActingModeTests {
  private func randomPolicy(_ spaces: Spaces, seed: UInt64) -> StochasticPolicy {
    var generator = PCG64(seed: seed)
    return StochasticPolicy(
      Sequential(
        Linear(spaces.observation.featureCount, 8, using: &generator), Tanh(),
        Linear(8, ActionHead.outputs(for: spaces.action), using: &generator)),
      ActionHead(spaces.action))
  }

  @Test(arguments: [1, 31, 32, 33, 100], ActingMode.allCases)
  func isTheSameForAnyThreadCount(_ episodes: Int, _ mode: ActingMode) throws {
    for world in [
      try World(TimeLimit(CartPole(), limit: 500)), try World(TimeLimit(Pendulum(), limit: 7)),
    ] {
      let policy = randomPolicy(world.spaces, seed: 3)
      let evaluations = [1, 2, 3, 8].map { threads in
        var sequence = SeedSequence(9)
        return withThreads(threads) {
          evaluate(policy, in: world, episodes: episodes, mode: mode, sequence: &sequence)
        }
      }
      #expect(evaluations[0].returns.count == episodes)
      for evaluation in evaluations.dropFirst() { #expect(evaluation == evaluations[0]) }
    }
  }

  /// Drawn actions have a stream for each 32 episodes: 96 at once are 32, then 64.
  @Test func isTheSameForSplitsBetweenStreams() throws {
    let world = try World(TimeLimit(CartPole(), limit: 500))
    let policy = randomPolicy(world.spaces, seed: 4)
    var (whole, split) = (SeedSequence(9), SeedSequence(9))
    let all = evaluate(policy, in: world, episodes: 96, mode: .sampled, sequence: &whole)
    let parts = [32, 64].map {
      evaluate(policy, in: world, episodes: $0, mode: .sampled, sequence: &split)
    }
    #expect(all.returns == parts.flatMap(\.returns) && whole == split)
    var again = SeedSequence(9)
    let greedy = evaluate(policy, in: world, episodes: 96, sequence: &again)
    #expect(greedy.returns != all.returns && again == whole)
  }

  /// Probabilities 1/6, 1/3, 1/2: χ² with 2 degrees of freedom exceeds 18.4 with a probability of
  /// 10⁻⁴.
  @Test func drawnActionsFollowThePolicy() throws {
    let world = try World(Bandit(rewards: [0, 1, 2]))
    let policy = StochasticPolicy(
      linear(weight: [[0, 0, 0]], bias: [0, log(Float(2)), log(Float(3))]), .categorical)
    var sequence = SeedSequence(1)
    let drawn = evaluate(policy, in: world, episodes: 9_000, mode: .sampled, sequence: &sequence)
    let statistic = [(0.0, 1_500.0), (1, 3_000), (2, 4_500)].reduce(0) { sum, expected in
      let count = Double(drawn.returns.count { $0 == expected.0 })
      return sum + (count - expected.1) * (count - expected.1) / expected.1
    }
    #expect(statistic < 18.4)
    let best = evaluate(policy, in: world, episodes: 100, sequence: &sequence)
    #expect(best.returns.allSatisfy { $0 == 2 })
  }

  /// The exact return is that of the greedy table, which drawn actions do not follow.
  @Test func exactReturnIsOfGreedyActions() throws {
    let world = try World(TimeLimit(CoinTable(), limit: 3))
    let policy = randomPolicy(world.spaces, seed: 5)
    var sequence = SeedSequence(1)
    let greedy = evaluate(policy, in: world, episodes: 3, sequence: &sequence)
    let sampled = evaluate(policy, in: world, episodes: 3, mode: .sampled, sequence: &sequence)
    #expect(greedy.exact != nil && sampled.exact == nil)
    #expect(greedy.references != nil && sampled.references == greedy.references)
  }

  /// What the settings say holds where a call says nothing.
  @Test func settingsSayHowToEvaluate() throws {
    try expectMode(PPO.self, CartPole())
    try expectMode(A2C.self, CartPole())
    try expectMode(SAC.self, Pendulum())
  }

  private func expectMode<A: Agent>(_: A.Type, _ environment: some Environment) throws {
    let world = try World(TimeLimit(environment, limit: 50))
    var configuration = A.Configuration()
    try A.Configuration.settings.apply([("hidden", "8")], to: &configuration)
    for mode in ActingMode.allCases {
      try A.Configuration.settings.apply([("evaluation", mode.rawValue)], to: &configuration)
      let training = try Training<A>(world, configuration, seed: 1)
      let returns = training.evaluate(episodes: 10).returns
      for other in ActingMode.allCases {
        #expect(
          (training.evaluate(episodes: 10, mode: other).returns == returns) == (other == mode),
          "\(A.name): \(mode), \(other)")
      }
    }
  }

  /// Values leave nothing to chance.
  @Test func aPolicyWithoutChanceActsTheSameWay() throws {
    let world = try World(TimeLimit(CartPole(), limit: 500))
    let policy = ValuePolicy(randomPolicy(world.spaces, seed: 6).network)
    var (first, second) = (SeedSequence(2), SeedSequence(2))
    let greedy = evaluate(policy, in: world, episodes: 40, sequence: &first)
    let sampled = evaluate(policy, in: world, episodes: 40, mode: .sampled, sequence: &second)
    #expect(greedy.returns == sampled.returns)
  }

  #if os(Linux)
    /// 100 000 returns are 0.8 MB; environments and streams of episodes that do not play now are not
    /// there. In a process of its own, since other tests allocate meanwhile.
    @Test func memoryDoesNotGrowWithEpisodes() async {
      await #expect(processExitsWith: .success) {
        let world = try World(Bandit(rewards: [1, 2]))
        let policy = ValuePolicy(linear(weight: [[1, 0]]))
        var sequence = SeedSequence(1)
        _ = evaluate(policy, in: world, episodes: 3_000, sequence: &sequence)
        let before = try peakBytes()
        let evaluation = evaluate(policy, in: world, episodes: 100_000, sequence: &sequence)
        let growth = try peakBytes() - before
        try #require(evaluation.returns.count == 100_000)
        try #require(growth <= 4_000_000, "an evaluation took \(growth) bytes")
      }
    }
  #endif
}

#if os(Linux)
  /// The most memory that the process has had so far.
  private func peakBytes() throws -> Int {
    let lines = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
      .split(separator: "\n")
    let line = try #require(lines.first { $0.hasPrefix("VmHWM:") })
    return try #require(Int(line.filter(\.isNumber))) * 1024
  }
#endif
