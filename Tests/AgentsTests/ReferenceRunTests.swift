import Agents
import Environments
import RLNet
import RLRandom
import RLSettings
import TestSupport
import Testing

/// Whole small training runs against PyTorch in float64, from the same random streams: weights at the
/// start, every episode, the last loss, the final networks.
@Suite struct ReferenceRunTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    struct Row: Decodable, Equatable {
      let endStep: Int
      let length: Int
      let terminated: Bool
      let total: Double
    }

    let name: String
    let world: String
    let limit: Int
    let seed: UInt64
    let settings: [String: SettingValue]
    let initial: [[Double]]
    let final: [[Double]]
    /// The target network, or the baseline.
    let other: [[Double]]
    let episodes: [Row]
    let steps: Int
    let updates: Int
    let loss: Double

    var testDescription: String { name }

    func environment() throws -> World {
      switch world {
      case "glider": try World(TimeLimit(Glider(), limit: limit))
      default: try World(TimeLimit(Corridor(), limit: limit))
      }
    }

    /// The settings, except that a network without hidden layers cannot be set by text.
    func configuration<Configuration: AgentConfiguration>(
      _ hidden: WritableKeyPath<Configuration, [Int]>
    ) throws -> Configuration {
      var configuration = Configuration()
      var settings = settings
      if settings["hidden"] == .integers([]) {
        settings["hidden"] = nil
        configuration[keyPath: hidden] = []
      }
      try Configuration.settings.apply(settings, to: &configuration)
      return configuration
    }
  }

  @Test(arguments: try Fixture.load("dqn", as: [Case].self))
  func dqn(_ reference: Case) throws {
    try compare(DQN.self, reference, reference.configuration(\.hidden), other: "target")
  }

  @Test(arguments: try Fixture.load("reinforce", as: [Case].self))
  func reinforce(_ reference: Case) throws {
    try compare(REINFORCE.self, reference, reference.configuration(\.hidden), other: "baseline")
  }

  private func compare<A: Agent>(
    _: A.Type, _ reference: Case, _ configuration: A.Configuration, other: String
  ) throws {
    var agent = try Running<A>(
      reference.environment(), configuration, sequence: SeedSequence(reference.seed))
    expectEqual(agent.agent.policy, reference.initial, within: 0)

    let episodes = agent.run(to: reference.steps)
    #expect(episodes.map(\.number) == Array(1...episodes.count))
    #expect(episodes.map(\.endStep) == reference.episodes.map(\.endStep))
    #expect(episodes.map(\.length) == reference.episodes.map(\.length))
    #expect(episodes.map(\.terminated) == reference.episodes.map(\.terminated))
    #expect(relativeError(episodes.map(\.total), reference.episodes.map(\.total)) < 1e-12)
    #expect(agent.counters.steps == reference.steps)
    #expect(agent.counters.updates == reference.updates)

    expectEqual(agent.agent.policy, reference.final, within: 1e-4)
    expectEqual(try agent.network(other), reference.other, within: 1e-4)
    let loss = try #require(agent.measures.first { $0.name == "loss" }?.value ?? nil)
    #expect(abs(loss - reference.loss) < 1e-4 * max(1, abs(reference.loss)))
  }

  private func expectEqual(_ network: some Module, _ expected: [[Double]], within bound: Double) {
    let tensors = network.tensors.map { $0.elements.map(Double.init) }
    #expect(tensors.map(\.count) == expected.map(\.count))
    for (tensor, expected) in zip(tensors, expected) {
      let error = relativeError(tensor, expected)
      #expect(error <= bound, "off by \(error) of the largest element")
    }
  }
}
