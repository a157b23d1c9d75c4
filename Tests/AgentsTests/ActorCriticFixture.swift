import Agents
import Environments
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// Updates of PPO and A2C on made-up rollouts, as `Fixtures/ppo.py` computed them.
struct ActorCriticFixture: Decodable {
  struct Settings: Decodable {
    let algorithm, actions, optimizer: String
    let masked: Bool
    let logDeviation: Float
    let hidden: [Int]
    let steps, environments, iterations, epochs, minibatches: Int
    let discount, lambda: Double
    let clip: Float
    let valueClip, gradientNorm, targetKL: Optional
    let halvedValueLoss, normalizeAdvantages, anneal: Bool
    let entropyBonus, valueCoefficient, learningRate, epsilon: Float
    let perturbation: Double
    let squareDecay: Float?
    let stateDependentNoise: Bool?
    let trainingSteps: Int?
    let annealing: [String: String]?
  }

  /// A number, or `none`.
  struct Optional: Decodable {
    let value: Double?
    init(from decoder: any Decoder) throws {
      value = try? decoder.singleValueContainer().decode(Double.self)
    }
  }

  struct Numbers: Decodable {
    let observations, actions, rewards, lastObservations: [Double]
    let ended: [Bool]
    let allowed: [Bool]?
  }

  struct Iteration: Decodable {
    let updates: Int
    let learningRate, explainedVariance, policyLoss, valueLoss, entropy, k3, clipFraction: Double
  }

  let name: String
  let seed: UInt64
  let settings: Settings
  let rollouts: [Numbers]
  let initial, final: [String: [[Double]]]
  let iterations: [Iteration]
  let updates: Int

  static func load(_ algorithm: String) throws -> [ActorCriticFixture] {
    try Fixture.load("ppo", as: [ActorCriticFixture].self).filter {
      $0.settings.algorithm == algorithm
    }
  }

  /// A world of such observations and actions.
  func world() throws -> World {
    settings.actions == "discrete"
      ? try World(
        Spaces4<Discrete>(actionSpace: Discrete(3)), count: settings.environments, seed: 0)
      : try World(
        Spaces4<Box>(actionSpace: Box(count: 2, low: -1, high: 1)),
        count: settings.environments, seed: 0)
  }

  func rollout(_ index: Int, _ spaces: Spaces) -> Rollout {
    let numbers = rollouts[index]
    let count = settings.environments
    var rollout = Rollout(spaces, environments: count)
    for step in 0..<settings.steps {
      func row<Number>(_ all: [Number]) -> [Number] {
        let width = all.count / settings.steps
        return Array(all[step * width..<(step + 1) * width])
      }
      let actions = row(numbers.actions)
      rollout.add(
        .floats(row(numbers.observations).map(Float.init)),
        settings.actions == "discrete"
          ? .discrete(actions.map { Int(clamped: $0) }) : .continuous(actions.map(Float.init)),
        mask: numbers.allowed.map { ActionMask(row($0), actions: 3) })
      rollout.add(row(numbers.rewards), ended: row(numbers.ended), final: .floats([]))
    }
    rollout.finish(.floats(numbers.lastObservations.map(Float.init)))
    return rollout
  }

  /// The stream of permutations and perturbations.
  var updateGenerator: PCG64 {
    var sequence = SeedSequence(seed)
    return PCG64(sequence.spawn(3)[2])
  }

  /// Gives a model numbers of the fixture.
  func load(_ numbers: [String: [[Double]]], into model: inout ActorCritic) throws {
    for part in ["actor", "critic"] {
      var tensors = try #require(numbers[part])[...]
      func fill(_ network: inout Sequential) {
        for index in network.layers.indices {
          guard var layer = network.layers[index] as? Linear else { continue }
          layer.weight = Tensor(tensors.removeFirst().map(Float.init), shape: layer.weight.shape)
          layer.bias = Tensor(tensors.removeFirst().map(Float.init))
          network.layers[index] = layer
        }
      }
      if part == "actor" { fill(&model.policy.network) } else { fill(&model.critic) }
    }
    guard let found = numbers["logDeviation"]?.first?.map(Float.init) else { return }
    switch model.policy.head {
    case .categorical: Issue.record("\(name): deviations are given of discrete actions")
    case .normal(_, let bounds):
      model.policy.head = .normal(logDeviation: Tensor(found), bounds: bounds)
    case .stateDependent(let before, let bounds):
      model.policy.head = .stateDependent(
        logDeviation: Tensor(found, shape: before.shape), bounds: bounds)
    }
  }

  /// Expects the tensors of a model within 10⁻⁴ of the greatest number of each.
  func expectFinal(_ model: ActorCritic) {
    let expected =
      (final["actor"] ?? []) + (final["logDeviation"] ?? []) + (final["critic"] ?? [])
    let found = model.namedTensors
    #expect(found.count == expected.count)
    for (found, expected) in zip(found, expected) {
      #expect(
        relativeError(found.tensor.elements.map(Double.init), expected) < 1e-4,
        "\(name): \(found.name)")
    }
  }

  /// Expects what an iteration measured, by the names of the agent's measures.
  func expect(_ measures: [(name: String, value: Double?)], in iteration: Int) {
    let expected = iterations[iteration]
    let values = [
      "policyLoss": expected.policyLoss, "valueLoss": expected.valueLoss,
      "entropyLoss": -expected.entropy, "divergence": expected.k3,
      "clipFraction": expected.clipFraction, "learningRate": expected.learningRate,
      "explainedVariance": expected.explainedVariance,
    ]
    for (name, value) in measures {
      guard let expected = values[name] else { continue }
      let error = abs((value ?? .nan) - expected)
      #expect(
        error < 1e-4 * max(1, abs(expected)),
        "\(self.name), iteration \(iteration): \(name) is \(value ?? .nan), not \(expected)")
    }
  }
}

/// Four numbers are seen; it is only there for its spaces.
private struct Spaces4<Action: Space>: Environment {
  let actionSpace: Action
  var observationSpace: Box { Box(count: 4, low: -.infinity, high: .infinity) }
  mutating func reset(using generator: inout PCG64) {}
  mutating func step(_ action: Action.Element, using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: false)
  }
  func observe(into observation: inout MutableSpan<Float>) {
    for index in 0..<4 { observation[index] = 0 }
  }
  mutating func visitState(_ visitor: inout StateVisitor) {}
}
