import Agents
import Environments
import RLNet
import RLRandom
import Testing

/// A run is a value, and a function of environment, configuration and seed.
@Suite struct DeterminismTests {
  private func cartPole() throws -> World {
    try World(TimeLimit(CartPole(), limit: 500))
  }

  private var dqn: DQN.Configuration {
    var configuration = DQN.Configuration()
    configuration.steps = 1_500
    configuration.environments = 2
    configuration.hidden = [16]
    configuration.learningStarts = 200
    configuration.bufferSize = 700
    configuration.selection = SelectionConfiguration(every: 400, episodes: 9)
    return configuration
  }

  private var reinforce: REINFORCE.Configuration {
    var configuration = REINFORCE.Configuration()
    configuration.steps = 3_000
    configuration.episodesPerBatch = 5
    configuration.hidden = [16]
    configuration.selection = SelectionConfiguration(every: 700, episodes: 9)
    return configuration
  }

  @Test func sameSeedSameBits() throws {
    try expectReproducible(DQN.self, dqn)
    try expectReproducible(REINFORCE.self, reinforce)
  }

  private func expectReproducible<A: Agent>(_: A.Type, _ configuration: A.Configuration) throws {
    var first = try Training<A>(cartPole(), configuration, seed: 1)
    var second = first
    second = try Training<A>(cartPole(), configuration, seed: 1)
    var other = try Training<A>(cartPole(), configuration, seed: 2)
    #expect(bits(first.policy) != bits(other.policy))

    let episodes = try withThreads(1) { try first.finish() }
    #expect(episodes.count > 10)
    #expect(try withThreads(2) { try second.finish() } == episodes)
    #expect(bits(second.agent.policy) == bits(first.agent.policy))
    #expect(bits(second.policy) == bits(first.policy))
    #expect(second.evaluate(episodes: 20) == first.evaluate(episodes: 20))

    #expect(try other.finish() != episodes)
    #expect(bits(other.agent.policy) != bits(first.agent.policy))
  }

  @Test func aCopyGoesOnAsTheOriginal() throws {
    try expectValue(DQN.self, dqn)
    try expectValue(REINFORCE.self, reinforce)
  }

  private func expectValue<A: Agent>(_: A.Type, _ configuration: A.Configuration) throws {
    var original = try Training<A>(cartPole(), configuration, seed: 3)
    while original.counters.steps < configuration.steps / 2 { try original.advance() }
    let start = bits(original.agent.policy)
    var copy = original

    let episodes = try original.finish()
    #expect(bits(original.agent.policy) != start)
    #expect(bits(copy.agent.policy) == start, "the original has changed its copy")
    #expect(try copy.finish() == episodes)
    #expect(bits(copy.agent.policy) == bits(original.agent.policy))
    #expect(bits(copy.policy) == bits(original.policy))
    #expect(copy.selection.steps == original.selection.steps)
  }
}
