import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import RLRuns
import RLSettings
import TestSupport
import Testing

/// What `hidden=[24, 16]` makes with tanh, written out.
private enum Twin: NetworkDesign {
  static let body = NetworkBody("twin") { space, generator in
    Sequential(
      Linear(space.featureCount, 24, using: &generator), Tanh(),
      Linear(24, 16, using: &generator), Tanh())
  }
}

/// Layers that no setting gives.
private enum Small: NetworkDesign {
  static let body = NetworkBody("small") { space, generator in
    Sequential(Linear(space.featureCount, 12, using: &generator), LayerNorm(12), ReLU())
  }
}

@Suite struct NetworkBodyTests {
  private let catalog = Catalog(
    environments: .builtIn + [
      EnvironmentEntry(id: "Valley-v0", shortNames: ["valley"], summary: "mountain car, shorter") {
        TimeLimit(MountainCar(), limit: 50)
      }
    ], agents: .builtIn + [WithBody<DQN, Small>.self])

  /// Layers written out are those of the settings, bit for bit: in the property and in the type.
  private func expectTwin<A: Agent>(
    _ agent: A.Type, _ environment: some Environment, _ change: (inout A.Configuration) -> Void
  ) throws where A.Configuration: NetworkConfiguration {
    var configuration = A.Configuration()
    change(&configuration)
    configuration.steps = 600
    let shape = [("hidden", "24,16"), ("activation", "tanh")]
    var plain = configuration
    try A.Configuration.settings.apply(shape, to: &plain)
    var own = configuration
    own.body = Twin.body
    let ended = (
      try run(A.self, environment, plain), try run(A.self, environment, own),
      try run(WithBody<A, Twin>.self, environment, .init(configuration))
    )
    #expect(ended.0.updates > 0, "\(A.name) has learned")
    #expect(ended.0 == ended.1, "\(A.name)")
    #expect(ended.0 == ended.2, "\(WithBody<A, Twin>.name)")
  }

  private struct End: Equatable {
    let updates: Int
    let transitions: String
    let weights: [Float]
  }

  private func run<A: Agent>(
    _ agent: A.Type, _ environment: some Environment, _ configuration: A.Configuration
  ) throws -> End {
    var training = try Training<A>(environment, configuration, seed: 5)
    while !training.isFinished { try training.advance() }
    return End(
      updates: training.counters.updates, transitions: training.log.transitionHash,
      weights: training.agent.policy.namedTensors.flatMap(\.1.elements))
  }

  @Test func layersWrittenOutAreThoseOfTheSettings() throws {
    let discrete = TimeLimit(CartPole(), limit: 500)
    let continuous = TimeLimit(Pendulum(), limit: 40)
    try expectTwin(DQN.self, discrete) { $0.learningStarts = 50 }
    try expectTwin(DQN.self, FrozenLake()) { $0.learningStarts = 50 }
    try expectTwin(REINFORCE.self, discrete) { $0.episodesPerBatch = 4 }
    for isStateDependent in [false, true] {
      try expectTwin(PPO.self, continuous) {
        $0.rollout.steps = 16
        $0.network.orthogonal = false
        $0.network.stateDependentNoise = isStateDependent
      }
    }
    try expectTwin(A2C.self, discrete) { $0.network.orthogonal = false }
    for deviation in [SquashedPolicy.Deviation.clamped, .stateDependent] {
      try expectTwin(SAC.self, continuous) {
        $0.replay.learningStarts = 100
        $0.deviation = deviation
      }
    }
    try expectTwin(TD3.self, continuous) { $0.replay.learningStarts = 100 }
    try expectTwin(DDPG.self, continuous) { $0.replay.learningStarts = 100 }
  }

  /// Settings that would do nothing are not there; the others are, with what they need.
  @Test func hiddenLayersAreNoSettings() throws {
    let own = WithBody<PPO, Small>.Configuration.settings
    let keys = own.map(\.key)
    #expect(
      keys == [
        "steps", "epochs", "minibatchSize", "discount", "lambda", "clip", "clipAnnealing",
        "valueClip", "halvedValueLoss", "valueCoefficient", "entropyBonus", "entropyAnnealing",
        "normalizeAdvantages", "gradientNorm", "targetKL", "targetRule", "learningRate",
        "annealing", "annealingSteps", "epsilon", "perturbation", "evaluation", "environments",
        "rolloutSteps", "truncationBootstrap", "normalizeObservations", "normalizeRewards",
        "orthogonal", "logDeviation", "stateDependentNoise", "noiseEvery", "selectEvery",
        "selectEpisodes", "stopReturn",
      ])
    var configuration = WithBody<PPO, Small>.Configuration()
    try own.apply([("clip", "0.3"), ("targetKL", "0.02")], to: &configuration)
    #expect(configuration.base.clip == 0.3)
    #expect(own.first { $0.key == "targetKL" }?.read(configuration) == .double(0.02))
    #expect(throws: SettingError.self) {
      try own.apply([("clip", "-1")], to: &configuration)
    }
    let idle = #expect(throws: SettingError.self) {
      try own.requireEffect(of: ["noiseEvery"], in: configuration)
    }
    #expect(
      idle?.problem
        == .ineffective(
          key: "noiseEvery", beside: "stateDependentNoise", value: "false",
          advice: "stateDependentNoise=true"))
    let presets = WithBody<DQN, Small>.presets
    #expect(presets.map(\.name) == DQN.presets.map(\.name))
    #expect(presets.map(\.configuration.steps) == DQN.presets.map(\.configuration.steps))
    #expect(presets.allSatisfy { $0.configuration.base.body == Small.body })
  }

  /// A run's folder names the agent: it is verified and played with the catalog that has it, and is
  /// refused without.
  @Test func aRunIsReadBackByItsAgentsName() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "body-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let run = try catalog.train(
      "valley", with: "dqn-small", settings: ["steps": "600", "learningStarts": "100"],
      evaluationEpisodes: 2, in: folder)
    #expect(run.isComplete)
    #expect(try catalog.verify(folder).isIdentical)
    let policy = try SavedPolicy(contentsOf: folder, in: catalog)
    #expect(
      policy.policy.namedTensors.map(\.0)
        == ["0.weight", "0.bias", "1.weight", "1.bias", "3.weight", "3.bias"])
    _ = try policy.action(for: [-0.5, 0])
    #expect(throws: RunFileError.self) { try SavedPolicy(contentsOf: folder) }
  }

  /// Pictures go into convolutions of one's own.
  @Test func picturesGoThroughConvolutionsOfOnesOwn() throws {
    let body = NetworkBody("small-cnn") { space, generator in
      Sequential(
        Conv2D(space.featureShape[0], 4, kernel: ImageSize(2, 2), using: &generator), ReLU(),
        Flatten())
    }
    let space = AnySpace.pixels(Pixels(shape: [2, 4, 5]))
    var configuration = DQN.Configuration()
    configuration.body = body
    var generator = PCG64(seed: 1)
    let policy = try DQN.policy(
      for: Spaces(observation: space, action: .discrete(Discrete(3))), configuration,
      using: &generator)
    #expect(policy.values(.zeros(Shape([2] + space.featureShape)), mask: nil).shape == [2, 3])
    let weights = policy.namedTensors.map { ($0.0, $0.1.shape) }
    #expect(weights.last?.0 == "3.bias" && weights[2].1 == [48, 3])
  }

  @Test func aBodyThatGivesNoVectorStops() async {
    expectStop(
      saying: "the body flat-less makes [1, 4, 3, 4] of one observation",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        var configuration = DQN.Configuration()
        configuration.body = NetworkBody("flat-less") { space, generator in
          Sequential(
            Conv2D(space.featureShape[0], 4, kernel: ImageSize(2, 2), using: &generator))
        }
        var generator = PCG64(seed: 1)
        let space = AnySpace.pixels(Pixels(shape: [2, 4, 5]))
        _ = try DQN.policy(
          for: Spaces(observation: space, action: .discrete(Discrete(3))), configuration,
          using: &generator)
      })
  }

  /// A body for numbers of states alone; what else is seen is refused, and the agent named.
  private enum Tabular: NetworkDesign {
    static let body = NetworkBody("tabular") { space, generator in
      guard case .discrete = space else { return nil }
      return Sequential(Linear(space.featureCount, 8, using: &generator), Tanh())
    }
  }

  /// Traps where something else is seen than four numbers.
  private enum Rigid: NetworkDesign {
    static let body = NetworkBody("rigid") { _, generator in
      Sequential(Linear(4, 8, using: &generator), Tanh())
    }
  }

  @Test func whatABodyIsNotMadeForIsRefused() throws {
    typealias TabularDQN = WithBody<DQN, Tabular>
    _ = try Training<TabularDQN>(FrozenLake(), .init(), seed: 1)
    let seen = #expect(throws: AgentFitError.self) {
      try Training<TabularDQN>(CartPole(), .init(), seed: 1)
    }
    #expect(
      seen?.description
        == "dqn-tabular: its body tabular is not made for observations such as those of the "
        + "environment (Box [4])")
    var configuration = PPO.Configuration()
    configuration.body = Tabular.body
    let plain = #expect(throws: AgentFitError.self) {
      try Training<PPO>(CartPole(), configuration, seed: 1)
    }
    #expect(plain?.agent == "ppo" && plain?.reason == .body("tabular", observation: "Box [4]"))
    let acted = #expect(throws: AgentFitError.self) {
      try Training<TabularDQN>(Pendulum(), .init(), seed: 1)
    }
    #expect(acted?.description.hasPrefix("dqn-tabular takes discrete actions, ") == true)
    // Which agents would do is told without making the networks of others.
    let catalog = Catalog(agents: .builtIn + [WithBody<DQN, Rigid>.self, TabularDQN.self])
    let told = #expect(throws: AgentFitError.self) {
      try catalog.train("gridworld", with: "sac", in: "/nowhere/run")
    }
    #expect(told?.agent == "sac" && told?.alternatives.prefix(2) == ["dqn", "reinforce"])
  }

  @Test func aNameOfOtherCharactersStops() async {
    expectStop(
      saying: "a body cannot be named 'smallCNN'",
      await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
        _ = NetworkBody("smallCNN") { _, _ in nil }
      })
  }
}
