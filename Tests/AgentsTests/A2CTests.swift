import Agents
import Environments
import RLNet
import RLRandom
import TestSupport
import Testing

@Suite struct A2CTests {
  /// The settings of a case in the words of the agent.
  private func configuration(_ settings: ActorCriticFixture.Settings) -> A2C.Configuration {
    var configuration = A2C.Configuration()
    configuration.rollout.environments = settings.environments
    configuration.rollout.steps = settings.steps
    configuration.steps = settings.steps * settings.environments * settings.iterations
    configuration.network.hidden = settings.hidden
    configuration.network.logDeviation = settings.logDeviation
    configuration.discount = settings.discount
    configuration.lambda = settings.lambda
    configuration.valueCoefficient = settings.valueCoefficient
    configuration.entropyBonus = settings.entropyBonus
    configuration.normalizeAdvantages = settings.normalizeAdvantages
    configuration.gradientNorm = settings.gradientNorm.value.map { Float($0) }
    configuration.learningRate = settings.learningRate
    configuration.annealing = settings.anneal ? .before : .none
    configuration.squareDecay = settings.squareDecay ?? 0.99
    configuration.epsilon = settings.epsilon
    configuration.epsilonInsideRoot = settings.optimizer == "rmspropTF"
    return configuration
  }

  @Test func updatesAreThoseOfPyTorch() throws {
    let cases = try ActorCriticFixture.load("a2c")
    #expect(cases.count == 2)
    for fixture in cases {
      let configuration = configuration(fixture.settings)
      let world = try fixture.world()
      var streams = AgentStreams.spawned(from: SeedSequence(1)).agent
      var agent = try A2C(world, configuration, &streams)
      try fixture.load(fixture.initial, into: &agent.model)
      var log = TransitionLog(world, measures: A2C.about.measures.count)
      for iteration in fixture.iterations.indices {
        agent.learn(
          fixture.rollout(iteration, world.spaces),
          after: (iteration + 1) * configuration.steps / fixture.settings.iterations, &log)
        fixture.expect(
          zip(A2C.about.measures, log.measures).map { ($0.name, $1) }, in: iteration)
      }
      #expect(log.counters.updates == fixture.updates)
      fixture.expectFinal(agent.model)
    }
  }
}
