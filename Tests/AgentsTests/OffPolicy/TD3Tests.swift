import Agents
import Environments
import RLNet
import RLRandom
import TestSupport
import Testing

/// The updates of TD3 and DDPG.
struct TD3Tests {
  static let cases = (try? Fixture.load("td3", as: [OffPolicyCase].self)) ?? []

  @Test func allCasesAreThere() { #expect(Self.cases.count == 2) }

  private func configuration(_ settings: OffPolicyCase.Settings) throws -> TD3.Configuration {
    var configuration = TD3.Configuration()
    configuration.hidden = settings.hidden
    configuration.discount = settings.discount
    configuration.targetFraction = settings.targetFraction
    configuration.actorLearningRate = settings.actorLearningRate
    configuration.criticLearningRate = settings.criticLearningRate
    configuration.critics = try #require(settings.critics)
    configuration.delay = try #require(settings.delay)
    configuration.targetNoise = try #require(settings.targetNoise)
    configuration.noiseClip = try #require(settings.noiseClip)
    return configuration
  }

  /// PyTorch in double precision: 30 updates from given batches with the same noise.
  @Test(arguments: cases) func updatesAreThoseOfTheReference(_ test: OffPolicyCase) throws {
    let configuration = try configuration(test.settings)
    var (agent, log) = try TD3.make(Plane(), configuration)
    try check(&agent, &log, test)
  }

  /// DDPG is what the reference calls so, which is TD3 with one critic, no delay and no noise.
  @Test func ddpgIsTD3WithOneCritic() throws {
    let plain = DDPG.Configuration().td3
    #expect(plain.critics == 1 && plain.targetNoise == 0 && plain.delay == 1)
    let test = try #require(Self.cases.last)
    let settings = test.settings
    var configuration = DDPG.Configuration()
    configuration.td3.hidden = settings.hidden
    configuration.td3.discount = settings.discount
    configuration.td3.targetFraction = settings.targetFraction
    configuration.td3.actorLearningRate = settings.actorLearningRate
    configuration.td3.criticLearningRate = settings.criticLearningRate
    let (agent, made) = try DDPG.make(Plane(), configuration)
    var log = made
    var core = try #require(Mirror(reflecting: agent).descendant("core") as? TD3)
    try check(&core, &log, test)
  }

  /// The same steps and the same weights in a whole training.
  @Test func ddpgTrainsAsTD3WithOneCritic() throws {
    var configuration = DDPG.Configuration()
    configuration.steps = 300
    configuration.td3.hidden = [8, 8]
    configuration.replay.batchSize = 16
    configuration.replay.learningStarts = 50
    configuration.td3.actorLearningRate = 2e-3
    configuration.replay.trainEvery = 2
    configuration.replay.gradientSteps = -1
    configuration.td3.noise = .drifting
    configuration.td3.noiseDeviation = 0.4
    configuration.replay.environments = 2
    var same = TD3.Configuration()
    same.critics = 1
    same.targetNoise = 0
    same.delay = 1
    same.steps = 300
    same.hidden = [8, 8]
    same.replay = configuration.replay
    same.actorLearningRate = 2e-3
    same.noise = .drifting
    same.noiseDeviation = 0.4
    let world = try World(TimeLimit(Pendulum(), limit: 200))
    var one = try Training<DDPG>(world, configuration, seed: 7)
    var other = try Training<TD3>(world, same, seed: 7)
    while !one.isFinished {
      try one.advance()
      try other.advance()
    }
    #expect(one.counters.updates == 250)
    #expect(one.log.transitionHash == other.log.transitionHash)
    #expect(one.agent.policy.tensors == other.agent.policy.tensors)
  }

  private func check(
    _ agent: inout TD3, _ log: inout TransitionLog, _ test: OffPolicyCase
  ) throws {
    agent.noiseGenerator = test.noise
    agent.policy.load(try #require(test.initial["actor"]))
    agent.targetPolicy.load(try #require(test.initial["targetActor"]))
    #expect(agent.critics.networks.count == test.settings.critics)
    for index in agent.critics.networks.indices {
      agent.critics.networks[index].load(try #require(test.initial["critic\(index + 1)"]))
      agent.targets.networks[index].load(try #require(test.initial["target\(index + 1)"]))
    }
    for (update, expected) in test.losses.enumerated() {
      agent.learn(from: test.batch(update), &log)
      test.expect(log.measures[0], expected.actorLoss, "actor's loss", update)
      test.expect(log.measures[1], expected.criticLoss, "critics' loss", update)
    }
    agent.policy.expect(test.final["actor"], "actor")
    agent.targetPolicy.expect(test.final["targetActor"], "target actor")
    for index in agent.critics.networks.indices {
      agent.critics.networks[index].expect(test.final["critic\(index + 1)"], "critic")
      agent.targets.networks[index].expect(test.final["target\(index + 1)"], "target")
    }
  }
}
