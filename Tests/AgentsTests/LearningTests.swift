import Agents
import Environments
import RLRandom
import Testing

/// The default presets learn what they are made for. Seeds are from 1001 up; 1 to 10 are for reports.
@Suite struct LearningTests {
  @Test(arguments: [UInt64(1001), 1002]) func dqnSolvesCartPole(_ seed: UInt64) throws {
    try expectSolved(DQN.self, seed)
  }

  @Test(arguments: [UInt64(1001), 1002]) func reinforceSolvesCartPole(_ seed: UInt64) throws {
    try expectSolved(REINFORCE.self, seed)
  }

  @Test(arguments: ["GridWorld-v1", "FrozenLake-v1"])
  func dqnNearsTheOptimum(_ environment: String) throws {
    try expectNearOptimum(DQN.self, environment, 1001)
  }

  @Test(arguments: ["GridWorld-v1", "FrozenLake-v1"])
  func reinforceNearsTheOptimum(_ environment: String) throws {
    try expectNearOptimum(REINFORCE.self, environment, 1001)
  }

  private func trained<A: Agent>(
    _: A.Type, _ environment: String, _ seed: UInt64
  ) throws -> Training<A> {
    let entry = try EnvironmentRegistry.builtIn.entry(named: environment)
    let preset = try #require(A.preset(named: "default", for: entry.id))
    var training = try Training<A>(
      entry.make().environment, preset.configuration, seed: seed)
    try training.finish()
    return training
  }

  /// A mean return of 475 over 100 fresh episodes, Gymnasium's threshold.
  private func expectSolved<A: Agent>(_: A.Type, _ seed: UInt64) throws {
    let training = try trained(A.self, "CartPole-v1", seed)
    let mean = training.evaluate(episodes: 100).mean
    #expect(mean >= 475, "seed \(seed), \(training.counters.steps) steps")
  }

  /// The greedy policy's exact return under the time limit lacks at most 5 % of what the optimum has
  /// more than random actions.
  private func expectNearOptimum<A: Agent>(
    _: A.Type, _ environment: String, _ seed: UInt64
  ) throws {
    let training = try trained(A.self, environment, seed)
    let table = try #require(training.environment.table)
    let limit = try #require(training.environment.timeLimit)
    let optimum = table.optimum(timeLimit: limit).expectedReturn
    let random = try table.uniformRandomReturn(timeLimit: limit)
    let exact = try #require(exactReturn(of: training.policy, in: training.environment))
    #expect(
      exact >= optimum - 0.05 * (optimum - random),
      "seed \(seed), optimum \(optimum), random actions \(random)")
  }
}
