import Agents
import Environments
import RLNet
import RLRandom
import RLState
import TestSupport
import Testing

/// A case that `Fixtures/sac.py` or `Fixtures/td3.py` made.
struct OffPolicyCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Settings: Decodable, Sendable {
    let hidden: [Int]
    let discount, targetFraction, actorLearningRate, criticLearningRate: Float
    let order, deviation, correction: String?
    let automatic: Bool?
    let temperature, temperatureLearningRate: Float?
    let critics, delay: Int?
    let targetNoise, noiseClip, explorationDeviation: Float?

    enum CodingKeys: String, CodingKey {
      case hidden, discount, targetFraction, actorLearningRate, criticLearningRate, order
      case deviation = "logDeviation"
      case correction, automatic, temperature, temperatureLearningRate, critics, delay, targetNoise
      case noiseClip, explorationDeviation
    }
  }

  struct Batch: Decodable, Sendable {
    let observations, actions, rewards, nextObservations: [Float]
    let terminated: [Bool]
  }

  struct Row: Decodable, Sendable {
    let actorLoss, criticLoss, temperatureLoss, temperature: Double?
  }

  let name: String
  let seed: UInt64
  let settings: Settings
  let batches: [Batch]
  let initial, final: [String: [[Float]]]
  let losses: [Row]

  var testDescription: String { name }

  /// The batch of an update.
  func batch(_ index: Int) -> ReplayBuffer.Batch {
    let given = batches[index]
    let rows = given.rewards.count
    return ReplayBuffer.Batch(
      observations: Tensor(given.observations, shape: [rows, 3]),
      actions: .continuous(given.actions), rewards: Tensor(given.rewards),
      nextObservations: Tensor(given.nextObservations, shape: [rows, 3]),
      discounts: Tensor(given.terminated.map { $0 ? 0 : settings.discount }),
      places: Array(0..<rows))
  }

  /// The stream of the updates' noise.
  var noise: PCG64 {
    var sequence = SeedSequence(seed)
    return PCG64(sequence.spawn(3)[2])
  }

  /// Expects a number within 10⁻⁴ of what PyTorch had, and one where it had one.
  func expect(
    _ found: Double?, _ expected: Double?, _ what: String, _ update: Int,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    guard let expected else { return }
    #expect(
      abs((found ?? .nan) - expected) <= 1e-4 * max(1, abs(expected)),
      "\(name): \(what) \(update) is \(found.map { "\($0)" } ?? "none"), not \(expected)",
      sourceLocation: sourceLocation)
  }
}

extension Module {
  /// Takes over numbers, a list for each tensor in order.
  mutating func load(_ lists: [[Float]]) {
    var lists = lists[...]
    visitNamed { _, tensor, _ in
      tensor = Tensor(lists.removeFirst(), shape: tensor.shape)
    }
    precondition(lists.isEmpty)
  }

  /// Expects every tensor within 10⁻⁴ of its greatest number.
  func expect(
    _ lists: [[Float]]?, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(tensors.count == lists?.count, "\(name)", sourceLocation: sourceLocation)
    for (index, (tensor, expected)) in zip(tensors, lists ?? []).enumerated() {
      let scale = expected.map(abs).max() ?? 0
      let error = zip(tensor.elements, expected).map { abs($0 - $1) }.max() ?? .infinity
      #expect(
        error <= 1e-4 * scale, "\(name).\(index): \(error / scale)", sourceLocation: sourceLocation)
    }
  }
}

/// Three numbers are seen, and two are done; the reward and the end are of no interest.
struct Plane: Environment {
  var observationSpace: Box { Box(count: 3, low: -10, high: 10) }
  var actionSpace: Box { Box(count: 2, low: -1, high: 1) }
  mutating func reset(using generator: inout PCG64) {}
  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    Step(reward: 0, terminated: false)
  }
  func observe(into observation: inout MutableSpan<Float>) {
    for index in 0..<3 { observation[index] = 0 }
  }
  mutating func visitState(_ visitor: inout StateVisitor) {}
}

extension Agent {
  /// An agent in environments of a kind, whose streams are those of a seed, and its log.
  static func make(
    _ environment: some Environment, _ configuration: Configuration, seed: UInt64 = 1
  ) throws -> (agent: Self, log: TransitionLog) {
    let (sequence, streams) = AgentStreams.spawned(from: SeedSequence(seed))
    var (worlds, own) = (sequence, streams)
    let world = World(
      like: try World(environment), count: configuration.environmentCount, sequence: &worlds)
    let agent = try Self(world, configuration, &own)
    return (agent, TransitionLog(world, measures: about.measures.count))
  }
}
