import Agents
import Environments
import RLNet
import RLRandom
import Testing

@Suite struct EvaluationTests {
  private func cartPole() throws -> World {
    try World(TimeLimit(CartPole(), limit: 500))
  }

  private func randomPolicy(seed: UInt64) -> ValuePolicy {
    var generator = PCG64(seed: seed)
    return ValuePolicy(
      Sequential(Linear(4, 16, using: &generator), Tanh(), Linear(16, 2, using: &generator)))
  }

  private func policy(weight: [[Float]]) -> ValuePolicy { ValuePolicy(linear(weight: weight)) }

  @Test(arguments: [1, 7, 8, 37, 100]) func isTheSameForAnyThreadCount(_ episodes: Int) throws {
    let environment = try cartPole()
    let policy = randomPolicy(seed: 3)
    let evaluations = [1, 2, 3, 8].map { threads in
      var sequence = SeedSequence(9)
      return withThreads(threads) {
        evaluate(policy, in: environment, episodes: episodes, sequence: &sequence)
      }
    }
    #expect(evaluations[0].returns.count == episodes)
    for evaluation in evaluations.dropFirst() { #expect(evaluation == evaluations[0]) }
  }

  /// Each episode has a stream of its own: 20 at once are 1, then 4, then 15.
  @Test func isTheSameForAnySplit() throws {
    let environment = try cartPole()
    let policy = randomPolicy(seed: 4)
    var (whole, split) = (SeedSequence(9), SeedSequence(9))
    let all = evaluate(policy, in: environment, episodes: 20, sequence: &whole)
    let parts = [1, 4, 15].map {
      evaluate(policy, in: environment, episodes: $0, sequence: &split)
    }
    #expect(all.returns == parts.flatMap(\.returns))
    #expect(all.steps == parts.reduce(0) { $0 + $1.steps })
    #expect(whole == split)
    #expect(Set(all.returns).count > 1)
  }

  /// Step by step, without batches: the action of the largest output, the episode's own stream.
  @Test func playsTheGreedyAction() throws {
    let policy = randomPolicy(seed: 5)
    var sequence = SeedSequence(11)
    let found = try evaluate(policy, in: cartPole(), episodes: 6, sequence: &sequence)
    var other = SeedSequence(11)
    let expected = other.spawn(6).map { stream -> Double in
      var generator = PCG64(stream)
      var environment = TimeLimit(CartPole(), limit: 500)
      environment.reset(using: &generator)
      var total = 0.0
      while true {
        var observation: [Float] = [0, 0, 0, 0]
        var span = observation.mutableSpan
        environment.observe(into: &span)
        let values = policy.network(Tensor(rows: [observation]))
        let step = environment.step(values[0, 0] >= values[0, 1] ? 0 : 1, using: &generator)
        total += step.reward
        if step.isDone { return total }
      }
    }
    #expect(found.returns == expected)
    #expect(Double(found.steps) == expected.reduce(0, +))
    #expect(found.exact == nil)
  }

  /// The deviation is NumPy's `std`: √(E[x²] − E[x]²).
  @Test func statisticsAreThoseOfTheReturns() throws {
    let bandit = try World(Bandit(rewards: [2.5, -1]))
    var sequence = SeedSequence(1)
    let same = evaluate(policy(weight: [[1, 0]]), in: bandit, episodes: 4, sequence: &sequence)
    #expect(same.returns == [2.5, 2.5, 2.5, 2.5])
    #expect((same.mean, same.min, same.max, same.standardDeviation) == (2.5, 2.5, 2.5, 0))
    #expect(same.steps == 4)

    let corridor = try World(TimeLimit(Corridor(), limit: 9))
    let right = policy(weight: [[0, 1], [0, 1], [0, 1], [0, 1]])
    let mixed = evaluate(right, in: corridor, episodes: 50, sequence: &sequence)
    let mean = mixed.returns.reduce(0, +) / 50
    let variance = mixed.returns.map { $0 * $0 }.reduce(0, +) / 50 - mean * mean
    #expect(mixed.mean == mean)
    #expect(abs(mixed.standardDeviation - variance.squareRoot()) < 1e-12)
    #expect(mixed.min == mixed.returns.min() && mixed.max == mixed.returns.max())
    #expect(mixed.min < mixed.max)
  }

  /// Action 0: Vₙ = 3/2 + Vₙ₋₁/2, so 1.5, 2.25, 2.625; without a limit 3. Action 1 gives 3 from the
  /// second step on.
  @Test(
    arguments: [
      (0, 1, 1.5), (0, 2, 2.25), (0, 3, 2.625), (0, nil, 3), (1, 1, 0), (1, 2, 3), (1, nil, 3),
    ] as [(Int, Int?, Double)])
  func exactReturnOfAHandMadeTable(action: Int, limit: Int?, expected: Double) throws {
    let environment = try limit.map { try World(TimeLimit(CoinTable(), limit: $0)) }
    let policy = self.policy(weight: action == 0 ? [[1, 0], [1, 0]] : [[0, 1], [0, 1]])
    let exact = try #require(
      try exactReturn(of: policy, in: environment ?? World(CoinTable())))
    #expect(abs(exact - expected) < 1e-9)
  }

  /// The mean of many episodes is within four standard errors of the exact return.
  @Test func exactReturnIsTheMeanOfManyEpisodes() throws {
    for environment in [
      try World(TimeLimit(CoinTable(), limit: 3)),
      try EnvironmentRegistry.builtIn.entry(named: "FrozenLake-v1").make().environment,
    ] {
      let spaces = environment.spaces
      var generator = PCG64(seed: 17)
      let policy = ValuePolicy(
        Sequential(
          Linear(spaces.observation.featureCount, spaces.action.featureCount, using: &generator)))
      var sequence = SeedSequence(2)
      let evaluation = evaluate(policy, in: environment, episodes: 4_000, sequence: &sequence)
      let exact = try #require(evaluation.exact)
      let error = evaluation.standardDeviation / 4_000.0.squareRoot()
      #expect(abs(evaluation.mean - exact) <= 4 * error + 1e-12)
      #expect(exact == exactReturn(of: policy, in: environment))
    }
  }

  @Test func greedyPolicyIsTheNetworksArgmax() throws {
    let policy = self.policy(weight: [[0, 1, 0], [2, 1, 0], [-1, -1, -1]])
    #expect(policy.greedyTable(in: .discrete(Discrete(3))) == [1, 0, 0])
    #expect(policy.greedyTable(in: .box(Box(count: 3, low: 0, high: 1))) == nil)
  }
}
