import Agents
import Environments
import RLNet
import RLRandom
import RLState
import Testing

/// Agents never take an action that is not possible.
@Suite struct MaskTests {
  /// One of four gates is open; going elsewhere earns −1, which no policy that heeds the mask sees.
  /// The gate that is open is not observed.
  struct Gates: Environment {
    var open = 0
    var left = 0

    static var hasActionMask: Bool { true }
    var observationSpace: Discrete { Discrete(1) }
    var actionSpace: Discrete { Discrete(4) }

    mutating func reset(using generator: inout PCG64) {
      left = 5
      open = generator.integer(below: 4)
    }

    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      let reward = action == open || action == 3 - open ? 1.0 : -1
      left -= 1
      open = generator.integer(below: 4)
      return Step(reward: reward, terminated: left == 0)
    }

    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = 0 }

    func writeActionMask(into mask: inout MutableSpan<Bool>) {
      for action in mask.indices { mask[action] = action == open || action == 3 - open }
    }

    mutating func visitState(_ visitor: inout StateVisitor) {
      visitor.visit("open", &open)
      visitor.visit("left", &left)
    }
  }

  /// A game that is lost allows nothing: its last state has a mask without an action.
  struct Lost: Environment {
    var left = 3

    static var hasActionMask: Bool { true }
    var observationSpace: Discrete { Discrete(4) }
    var actionSpace: Discrete { Discrete(2) }

    mutating func reset(using generator: inout PCG64) { left = 3 }

    mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
      left -= 1
      return Step(reward: -1, terminated: left == 0)
    }

    func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(left) }

    func writeActionMask(into mask: inout MutableSpan<Bool>) { mask.update(repeating: left > 0) }

    mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("left", &left) }
  }

  @Test func aStateThatEndsTheProblemNeedsNoAction() throws {
    try checkEnvironment(Lost())
    var configuration = DQN.Configuration()
    configuration.hidden = [8]
    configuration.steps = 2_000
    configuration.learningStarts = 20
    configuration.discount = 1
    configuration.learningRate = 1e-2
    var training = try Training<DQN>(Lost(), configuration, seed: 1)
    while !training.isFinished { try training.advance() }
    // −1 for each step that is left.
    let states = AnySpace.discrete(Discrete(4)).features(of: .integers([1, 2, 3]), rows: 0..<3)
    let values = training.policy.network(states).max(axis: 1).elements
    for (value, expected) in zip(values, [-1, -2, -3] as [Float]) {
      #expect(abs(value - expected) < 0.1, "\(values)")
    }
  }

  /// An action that is never possible keeps the value that it began with, which must not enter the
  /// targets of those that are.
  @Test func targetsKnowWhichActionsArePossible() throws {
    struct OneGate: Environment {
      static var hasActionMask: Bool { true }
      var observationSpace: Discrete { Discrete(1) }
      var actionSpace: Discrete { Discrete(2) }
      mutating func reset(using generator: inout PCG64) {}
      mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
        Step(reward: 1, terminated: false, truncated: true)
      }
      func observe(into observation: inout MutableSpan<Int32>) { observation[0] = 0 }
      func writeActionMask(into mask: inout MutableSpan<Bool>) {
        mask[0] = true
        mask[1] = false
      }
      mutating func visitState(_ visitor: inout StateVisitor) {}
    }
    for double in [false, true] {
      var configuration = DQN.Configuration()
      configuration.hidden = []
      configuration.learningStarts = 0
      configuration.discount = 0.9
      configuration.learningRate = 0.02
      configuration.targetEvery = 20
      configuration.batchSize = 16
      configuration.bufferSize = 100
      configuration.doubleQ = double
      var agent = try Running<DQN>(OneGate(), configuration, seed: 1)
      // Action 1 is worth a hundred by a weight that no update touches.
      agent.agent.policy = ValuePolicy(
        Sequential(Linear(weight: Tensor(rows: [[0, 0]]), bias: Tensor([0, 100]))))
      _ = agent.run(to: 6_000)
      let values = agent.agent.policy.network(Tensor(rows: [[1]])).elements
      #expect(abs(values[0] - 10) < 0.1, "double \(double): \(values)")
      #expect(values[1] == 100)
    }
  }

  @Test func dqnTakesPossibleActions() throws {
    var configuration = DQN.Configuration()
    configuration.environments = 3
    configuration.learningStarts = 30
    configuration.explorationEnd = 0.1
    configuration.steps = 600
    try expectPossible(DQN.self, configuration)
  }

  @Test func reinforceTakesPossibleActions() throws {
    var configuration = REINFORCE.Configuration()
    configuration.episodesPerBatch = 6
    configuration.steps = 600
    try expectPossible(REINFORCE.self, configuration)
  }

  private func expectPossible<A: Agent>(
    _: A.Type, _ configuration: A.Configuration
  ) throws {
    var training = try Training<A>(TimeLimit(Gates(), limit: 9), configuration, seed: 1)
    let episodes = try training.finish()
    #expect(episodes.count >= 120 && training.counters.updates > 0)
    #expect(episodes.allSatisfy { $0.total == 5 })
    for mode in ActingMode.allCases {
      #expect(training.evaluate(episodes: 40, mode: mode).returns.allSatisfy { $0 == 5 })
    }
  }

  /// The best of the possible ones, and no value of another.
  @Test func valuesOfImpossibleActionsDoNotCount() {
    let policy = ValuePolicy(linear(weight: [[3, 1, 2]], bias: [0, 0, 0]))
    let (features, mask) = (
      Tensor(rows: [[1], [1]]),
      ActionMask([true, true, true, false, true, true], actions: 3)
    )
    #expect(policy.greedyActions(features, mask: nil) == .discrete([0, 0]))
    #expect(policy.greedyActions(features, mask: mask) == .discrete([0, 2]))
    #expect(policy.opinion(features, mask: mask).numbers.elements == [3, 1, 2, -.infinity, 1, 2])
  }
}
