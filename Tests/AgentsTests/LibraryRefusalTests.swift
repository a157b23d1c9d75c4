import Agents
import Environments
import RLRandom
import RLSettings
import RLState
import Testing

/// What the command line refuses, a training in one's own program refuses as well, in the same words.
@Suite struct LibraryRefusalTests {
  /// A hyper-parameter that code sets, and the text that would set it.
  struct Change<Configuration: AgentConfiguration>: Sendable, CustomTestStringConvertible {
    let key, text: String
    let make: @Sendable (inout Configuration) -> Void

    init(
      _ key: String, _ text: String, _ make: @escaping @Sendable (inout Configuration) -> Void
    ) {
      (self.key, self.text, self.make) = (key, text, make)
    }

    var testDescription: String { "\(key)=\(text)" }
  }

  static let dqn: [Change<DQN.Configuration>] = [
    Change("batchSize", "0") { $0.batchSize = 0 },
    Change("batchSize", "-1") { $0.batchSize = -1 },
    Change("trainEvery", "0") { $0.trainEvery = 0 },
    Change("targetEvery", "0") { $0.targetEvery = 0 },
    Change("hidden", "0") { $0.hidden = [0] },
    Change("discount", "2.0") { $0.discount = 2 },
    Change("explorationStart", "-1.0") { $0.explorationStart = -1 },
    Change("learningRate", "nan") { $0.learningRate = .nan },
    Change("learningRate", "inf") { $0.learningRate = .infinity },
    Change("environments", "0") { $0.environments = 0 },
    Change("steps", "0") { $0.steps = 0 },
    Change("gradientNorm", "-1.0") { $0.gradientNorm = -1 },
    Change("selectEpisodes", "0") { $0.selection.episodes = 0 },
  ]

  static let reinforce: [Change<REINFORCE.Configuration>] = [
    Change("episodesPerBatch", "0") { $0.episodesPerBatch = 0 },
    Change("hidden", "64,0") { $0.hidden = [64, 0] },
    Change("discount", "2.0") { $0.discount = 2 },
    Change("entropyBonus", "nan") { $0.entropyBonus = .nan },
    Change("baselineSteps", "-3") { $0.baselineSteps = -3 },
  ]

  @Test(arguments: dqn) func settingsOfDQN(_ change: Change<DQN.Configuration>) throws {
    try expectRefused(DQN.self, change)
  }

  @Test(arguments: reinforce)
  func settingsOfREINFORCE(_ change: Change<REINFORCE.Configuration>) throws {
    try expectRefused(REINFORCE.self, change)
  }

  private func expectRefused<A: Agent>(
    _: A.Type, _ change: Change<A.Configuration>
  ) throws {
    var configuration = A.Configuration()
    let told = #expect(throws: SettingError.self) {
      try A.Configuration.settings.apply([(change.key, change.text)], to: &configuration)
    }
    change.make(&configuration)
    let found = #expect(throws: SettingError.self) {
      try Training<A>(TimeLimit(CartPole(), limit: 500), configuration, seed: 1)
    }
    #expect(
      found == told && found?.description.hasPrefix("\(change.key) = \(change.text) ") == true)
  }

  @Test func settingsThatDoNotGoTogether() throws {
    var configuration = DQN.Configuration()
    configuration.selection.stopReturn = 100
    let error = #expect(throws: SettingConflictError.self) {
      try Training<DQN>(CartPole(), configuration, seed: 1)
    }
    #expect(error?.description.contains("stopReturn needs evaluations") == true)
  }

  @Test func environmentsThatDoNotFit() throws {
    let continuous = #expect(throws: AgentFitError.self) {
      try Training<DQN>(Pendulum(), DQN.Configuration(), seed: 1)
    }
    #expect(
      continuous?.description
        == "dqn takes discrete actions, and those of the environment are continuous (Box [1])")
    let endless = #expect(throws: AgentFitError.self) {
      try Training<REINFORCE>(CartPole(), REINFORCE.Configuration(), seed: 1)
    }
    #expect(endless?.reason == .endlessEpisodes)
    let settings: [(String, (inout PPO.Configuration) -> Void)] = [
      ("stateDependentNoise", { $0.network.stateDependentNoise = true }),
      ("logDeviation", { $0.network.logDeviation = -1 }),
      ("perturbation", { $0.perturbation = 0.5 }),
    ]
    for (key, set) in settings {
      var configuration = PPO.Configuration()
      set(&configuration)
      let idle = #expect(throws: AgentFitError.self) {
        try Training<PPO>(CartPole(), configuration, seed: 1)
      }
      #expect(
        idle?.description == "ppo: \(key) has an effect on continuous actions only, and those of "
          + "the environment are discrete (Discrete 2); leave it as it is")
      _ = try Training<PPO>(Pendulum(), configuration, seed: 1)
    }
    var configuration = A2C.Configuration()
    configuration.network.stateDependentNoise = true
    let idle = #expect(throws: AgentFitError.self) {
      try Training<A2C>(CartPole(), configuration, seed: 1)
    }
    #expect(idle?.agent == "a2c")
    let coordinates = #expect(throws: AgentFitError.self) {
      try Training<QLearning>(CartPole(), QLearning.Configuration(), seed: 1)
    }
    #expect(
      coordinates?.description == "q-learning sees discrete observations, and those of the "
        + "environment are not discrete (Box [4])")
    let unbounded = #expect(throws: WorldError.self) {
      try Training<REINFORCE>(
        Blank(
          observationSpace: Discrete(2), actionSpace: Box(count: 1, low: -.infinity, high: 1)),
        REINFORCE.Configuration(), seed: 1)
    }
    #expect(unbounded?.problem == .unboundedAction(coordinate: 0, low: -.infinity, high: 1))
  }

  /// A reward, an observation after a step, and one that an episode begins with.
  enum Part: CaseIterable { case reward, observation, start }

  struct Bad: Environment {
    let part: Part
    let value: Double
    var steps = 0

    var observationSpace: Box { Box(count: 1, low: -1, high: 1) }
    var actionSpace: Discrete { Discrete(2) }

    mutating func reset(using generator: inout PCG64) { steps = 0 }

    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      steps += 1
      return Step(reward: part == .reward ? value : 1, terminated: steps == 10)
    }

    func observe(into observation: inout MutableSpan<Float>) {
      let isBad = part == .observation && steps > 0 || part == .start && steps == 0
      observation[0] = isBad ? Float(value) : 1
    }

    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("steps", &steps) }
  }

  @Test(arguments: Part.allCases, [Double.nan, .infinity, -.infinity])
  func numbersThatAreNone(_ part: Part, _ value: Double) throws {
    let error = try divergence(DQN.self, Bad(part: part, value: value))
    #expect(error.name == (part == .reward ? "the reward" : "observation[0]"))
    #expect(error.value == value || error.value.isNaN && value.isNaN)
    #expect(error.step == (part == .start ? 0 : 1))
    #expect(
      error.description.hasPrefix(
        "training diverged: \(error.name) is \(value) at step \(error.step)"))
    // Many environments take their first steps at once; the first one counts.
    #expect(try divergence(REINFORCE.self, Bad(part: part, value: value)).step == error.step)
  }

  private func divergence<A: Agent>(
    _: A.Type, _ environment: Bad
  ) throws -> DivergenceError {
    var training = try Training<A>(
      TimeLimit(environment, limit: 100), A.Configuration(), seed: 1)
    return try #require(throws: DivergenceError.self) {
      while !training.isFinished { try training.advance() }
    }
  }
}
