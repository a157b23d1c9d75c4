import Agents
import Environments
import RLNet
import RLRandom
import Testing

/// A run is a value, and a function of environment, configuration and seed.
@Suite struct DeterminismTests {
  private func cartPole() throws -> AnyEnvironment {
    try AnyEnvironment(TimeLimit(CartPole(), limit: 500))
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
    #expect(bits(first.network) != bits(other.network))

    let episodes = withThreads(1) { first.finish() }
    #expect(episodes.count > 10)
    #expect(withThreads(2) { second.finish() } == episodes)
    #expect(bits(second.agent.network) == bits(first.agent.network))
    #expect(bits(second.network) == bits(first.network))
    #expect(second.evaluate(episodes: 20) == first.evaluate(episodes: 20))

    #expect(other.finish() != episodes)
    #expect(bits(other.agent.network) != bits(first.agent.network))
  }

  @Test func aCopyGoesOnAsTheOriginal() throws {
    try expectValue(DQN.self, dqn)
    try expectValue(REINFORCE.self, reinforce)
  }

  private func expectValue<A: Agent>(_: A.Type, _ configuration: A.Configuration) throws {
    var original = try Training<A>(cartPole(), configuration, seed: 3)
    while original.agent.counters.steps < configuration.steps / 2 { original.advance() }
    let start = bits(original.agent.network)
    var copy = original

    let episodes = original.finish()
    #expect(bits(original.agent.network) != start)
    #expect(bits(copy.agent.network) == start, "the original has changed its copy")
    #expect(copy.finish() == episodes)
    #expect(bits(copy.agent.network) == bits(original.agent.network))
    #expect(bits(copy.network) == bits(original.network))
    #expect(copy.selection.steps == original.selection.steps)
  }
}
