import Agents
import Environments
import RLNet
import RLRandom
import Testing

@Suite struct SelectionTests {
  private func configuration(_ selection: SelectionConfiguration) -> DQN.Configuration {
    var configuration = DQN.Configuration()
    configuration.steps = 600
    configuration.hidden = [8]
    configuration.learningStarts = 50
    configuration.learningRate = 0.01
    configuration.selection = selection
    return configuration
  }

  private func training(
    _ selection: SelectionConfiguration, seed: UInt64 = 1
  ) throws -> Training<DQN> {
    let environment = try World(TimeLimit(Glider(), limit: 12))
    return try Training(environment, configuration(selection), seed: seed)
  }

  /// The weights at each 100 steps of a training without selection, evaluated on the episodes of the
  /// selection's stream: the best of them, the later among equals, are what selection keeps.
  @Test(arguments: [UInt64(1), 2, 3]) func keepsTheBestWeights(_ seed: UInt64) throws {
    var plain = try training(SelectionConfiguration(), seed: seed)
    var root = SeedSequence(seed)
    var stream = root.spawn(3)[1]
    var candidates: [(policy: ValuePolicy, evaluation: Evaluation, step: Int)] = []
    while !plain.isFinished {
      try plain.advance()
      let step = plain.counters.steps
      if step.isMultiple(of: 100) {
        let evaluation = evaluate(
          plain.agent.policy, in: plain.environment, episodes: 5, sequence: &stream)
        candidates.append((plain.agent.policy, evaluation, step))
      }
    }
    #expect(candidates.count == 6)
    let best = candidates.map(\.evaluation.mean).max()
    let expected = try #require(candidates.last { $0.evaluation.mean == best })

    var selecting = try training(SelectionConfiguration(every: 100, episodes: 5), seed: seed)
    try selecting.finish()
    let found = try #require(selecting.selection.best)
    #expect(found.step == expected.step)
    #expect(found.evaluation == expected.evaluation)
    #expect(bits(found.policy) == bits(expected.policy))
    #expect(bits(selecting.policy) == bits(expected.policy))
    #expect(selecting.selection.steps == candidates.reduce(0) { $0 + $1.evaluation.steps })
  }

  @Test func keepsTheLastWeightsWithoutSelection() throws {
    var plain = try training(SelectionConfiguration())
    try plain.finish()
    #expect(plain.selection.best == nil)
    #expect(plain.selection.steps == 0)
    #expect(bits(plain.policy) == bits(plain.agent.policy))
  }

  /// Selection has a stream of its own: training does not notice it.
  @Test func doesNotChangeTraining() throws {
    var plain = try training(SelectionConfiguration())
    var selecting = try training(SelectionConfiguration(every: 70, episodes: 3))
    let (episodes, others) = try (plain.finish(), selecting.finish())
    #expect(episodes == others)
    #expect(bits(plain.agent.policy) == bits(selecting.agent.policy))
    #expect(plain.evaluate(episodes: 5).returns.count == 5)
  }

  /// Every episode of the bandit gives 1.
  @Test(arguments: [(1.0, 40), (1.5, 600)])
  func stopsAtTheReturnAskedFor(stopReturn: Double, steps: Int) throws {
    let selection = SelectionConfiguration(every: 40, episodes: 3, stopReturn: stopReturn)
    let environment = try World(Bandit(rewards: [1, 1]))
    var training = try Training<DQN>(environment, configuration(selection), seed: 1)
    try training.finish()
    #expect(training.counters.steps == steps)
    #expect(training.selection.steps == 3 * (steps / 40))
    #expect(training.selection.best?.step == steps, "the later among equals")
  }

  /// With four environments a multiple of 10 is passed, not met, and evaluated once.
  @Test func isDueWhenAMultipleIsPassed() throws {
    var configuration = configuration(SelectionConfiguration(every: 10, episodes: 1))
    configuration.environments = 4
    configuration.learningStarts = 0
    let environment = try World(Bandit(rewards: [1, 1]))
    var training = try Training<DQN>(environment, configuration, seed: 1)
    var evaluated: [Int] = []
    for _ in 0..<15 {
      let before = training.selection.steps
      try training.advance()
      if training.selection.steps > before { evaluated.append(training.counters.steps) }
    }
    #expect(evaluated == [12, 20, 32, 40, 52, 60])
  }

  /// Weights that have not changed are not played again.
  @Test func unchangedWeightsAreEvaluatedOnce() throws {
    var configuration = configuration(SelectionConfiguration(every: 10, episodes: 1))
    configuration.steps = 60
    configuration.learningStarts = 60
    var training = try Training<DQN>(
      World(Bandit(rewards: [1, 1])), configuration, seed: 1)
    try training.finish()
    #expect(training.counters.updates == 0)
    #expect(training.selection.steps == 1)
  }

  @Test func finalEvaluationIsOnFreshEpisodes() throws {
    var training = try training(SelectionConfiguration(every: 100, episodes: 5))
    try training.finish()
    let chosen = try #require(training.selection.best?.evaluation.returns)
    let final = training.evaluate(episodes: 20)
    #expect(Set(final.returns).isDisjoint(with: chosen))
    #expect(training.evaluate(episodes: 20) == final)
  }
}
