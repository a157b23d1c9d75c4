import Agents
import Environments
import Foundation
import RLNet
import RLRandom
import TestSupport
import Testing

/// The update of soft actor-critic.
struct SACTests {
  static let cases = (try? Fixture.load("sac", as: [OffPolicyCase].self)) ?? []

  @Test func allCasesAreThere() { #expect(Self.cases.count == 4) }

  /// PyTorch in double precision: 30 updates from given batches with the same noise.
  @Test(arguments: cases) func updatesAreThoseOfTheReference(_ test: OffPolicyCase) throws {
    let settings = test.settings
    var configuration = SAC.Configuration()
    configuration.hidden = settings.hidden
    configuration.discount = settings.discount
    configuration.targetFraction = settings.targetFraction
    configuration.actorLearningRate = settings.actorLearningRate
    configuration.criticLearningRate = settings.criticLearningRate
    configuration.temperatureLearningRate = try #require(settings.temperatureLearningRate)
    configuration.temperature = try #require(settings.temperature)
    configuration.automaticTemperature = try #require(settings.automatic as Bool?)
    configuration.order = settings.order == "sb3" ? .stableBaselines3 : .cleanRL
    configuration.deviation = try #require(
      [
        "clamp": SquashedPolicy.Deviation.clamped, "tanh": .tanh,
        "state-dependent": .stateDependent,
      ][settings.deviation ?? ""])
    configuration.logDeviation =
      settings.explorationDeviation ?? configuration.logDeviation
    configuration.correction = settings.correction == "exact" ? .stable : .epsilon

    var (agent, log) = try SAC.make(Plane(), configuration)
    agent.noiseGenerator = test.noise
    agent.policy.load(try #require(test.initial["actor"]))
    for index in 0..<2 {
      agent.critics.networks[index].load(try #require(test.initial["critic\(index + 1)"]))
      agent.targets.networks[index].load(try #require(test.initial["target\(index + 1)"]))
    }
    for (update, expected) in test.losses.enumerated() {
      agent.learn(from: test.batch(update), &log)
      test.expect(log.measures[0], expected.actorLoss, "actor's loss", update)
      test.expect(log.measures[1], expected.criticLoss, "critics' loss", update)
      test.expect(Double(agent.temperature), expected.temperature, "temperature", update)
      test.expect(log.measures[3], expected.temperatureLoss, "temperature's loss", update)
    }
    agent.policy.expect(test.final["actor"], "actor")
    for index in 0..<2 {
      agent.critics.networks[index].expect(test.final["critic\(index + 1)"], "critic")
      agent.targets.networks[index].expect(test.final["target\(index + 1)"], "target")
    }
    #expect(log.counters.updates == test.losses.count)
  }

  /// The actor's whole loss, through tanh, density and critics, against differences of itself, in
  /// each way to have a deviation.
  @Test(arguments: SquashedPolicy.Deviation.allCases) func theActorsGradientIsItsSlope(
    _ deviation: SquashedPolicy.Deviation
  ) throws {
    for correction in SquashedNormal.Correction.allCases {
      var configuration = SAC.Configuration()
      configuration.hidden = [5]
      configuration.activation = .tanh  // has no kinks that a difference could step over
      configuration.deviation = deviation
      configuration.correction = correction
      configuration.logDeviation = -0.5
      let (agent, _) = try SAC.make(Plane(), configuration, seed: 3)
      var generator = PCG64(seed: 4)
      let observations = Tensor.normal(shape: [7, 3], using: &generator)
      let noise = agent.policy.noise(rows: 7, using: &generator)
      let critic = agent.critics
      func loss(_ policy: SquashedPolicy) -> Tensor {
        let (actions, logProbability) = policy.draw(observations, noise)
        return (0.7 * logProbability - critic.least(observations, actions)).mean()
      }
      var policy = agent.policy
      let (_, gradient) = valueAndGradient(at: &policy) { loss($0) }
      let slopes = gradient.tensors
      let largest = slopes.flatMap(\.elements).map { abs($0) }.max() ?? 0
      #expect(largest > 0.01)
      for (position, slope) in slopes.enumerated() {
        for index in 0..<slope.count {
          func moved(_ distance: Float) -> Double {
            var copy = policy
            var lists = copy.tensors.map(\.elements)
            lists[position][index] += distance
            copy.load(lists)
            return Double(loss(copy).item)
          }
          let near = (moved(0.01) - moved(-0.01)) / 0.02
          let far = (moved(0.02) - moved(-0.02)) / 0.04
          let expected = (4 * near - far) / 3
          #expect(
            abs(Double(slope.elements[index]) - expected) < 2e-3 * Double(largest),
            "\(deviation), \(correction): \(position).\(index) is \(slope.elements[index])")
        }
      }
    }
  }

  /// Seen without the matrix, an action of state-dependent noise has the density that is said.
  @Test func stateDependentNoiseHasItsDeviation() throws {
    var configuration = SAC.Configuration()
    configuration.hidden = [6]
    configuration.deviation = .stateDependent
    configuration.logDeviation = -1
    let (agent, _) = try SAC.make(Plane(), configuration, seed: 5)
    var generator = PCG64(seed: 6)
    let observation = Tensor(rows: [[0.5, -1, 2]])
    let mean = agent.policy.greedyActions(observation, mask: nil).coordinates.map { atanhf($0) }
    var (squares, products) = ([0.0, 0.0], 0.0)
    for _ in 0..<4_000 {
      let noise = agent.policy.noise(rows: 1, using: &generator)
      let drawn = agent.policy.draw(observation, noise).actions.elements
      let offsets = (0..<2).map { Double(atanhf(drawn[$0]) - mean[$0]) }
      for index in 0..<2 { squares[index] += offsets[index] * offsets[index] / 4_000 }
      products += offsets[0] * offsets[1] / 4_000
    }
    let latent = agent.policy.body(observation).elements
    let variance = latent.reduce(0.0) { $0 + Double($1 * $1) } * exp(-2)
    // A variance of 4 000 numbers is off by √(2/4000) = 2.2 %; five times that is 10⁻⁶.
    for square in squares { #expect(abs(square / variance - 1) < 0.112) }
    #expect(abs(products / variance) < 0.08, "each dimension has noise of its own")

    // 2 000 episodes in the same state draw as independently as 2 000 times one.
    let drawn = agent.policy.sampledActions(
      Tensor(rows: Array(repeating: [0.5, -1, 2], count: 2_000)), mask: nil, using: &generator
    ).coordinates
    let squared = drawn.indices.map { pow(Double(atanhf(drawn[$0]) - mean[$0 % 2]), 2) }
    #expect(abs(squared.reduce(0, +) / 4_000 / variance - 1) < 0.112)
  }

  /// Stable-Baselines3 draws one matrix of exploration for an update: π(s) and π(s′) share it.
  @Test func anUpdateHasOneMatrixOfExploration() throws {
    var configuration = SAC.Configuration()
    configuration.hidden = [6]
    configuration.deviation = .stateDependent
    configuration.logDeviation = -0.5
    var (agent, log) = try SAC.make(Plane(), configuration, seed: 9)
    let before = agent
    let batch = randomBatch(rows: 5)
    agent.learn(from: batch, &log)

    var generator = before.noiseGenerator
    let noise = before.policy.noise(rows: 5, using: &generator)
    #expect(agent.noiseGenerator == generator)
    let (next, logProbability) = before.policy.draw(batch.nextObservations, noise)
    let future = before.targets.least(batch.nextObservations, next) - logProbability
    let error = before.critics.error(
      batch.observations, Tensor(batch.actions.coordinates, shape: [5, 2]),
      batch.rewards + batch.discounts * future)
    #expect(abs((log.measures[1] ?? .nan) - 0.5 * Double(error.item)) < 1e-5)
  }

  /// Noise is drawn for the critics in each of two updates, and twice for the policy in the second.
  @Test func aFixedTemperatureDrawsNothing() throws {
    var configuration = SAC.Configuration()
    configuration.hidden = [6]
    configuration.order = .cleanRL
    configuration.automaticTemperature = false
    configuration.temperature = 0.25
    var (agent, log) = try SAC.make(Plane(), configuration, seed: 10)
    var generator = agent.noiseGenerator
    for _ in 0..<2 { agent.learn(from: randomBatch(rows: 5), &log) }
    for _ in 0..<4 { _ = agent.policy.noise(rows: 5, using: &generator) }
    #expect(agent.noiseGenerator == generator)
    #expect(log.measures[2] == 0.25)
  }

  private func randomBatch(rows: Int) -> ReplayBuffer.Batch {
    var generator = PCG64(seed: 11)
    func normal(_ shape: Shape) -> Tensor { .normal(shape: shape, using: &generator) }
    return ReplayBuffer.Batch(
      observations: normal([rows, 3]),
      actions: .continuous(normal([rows, 2]).tanh().elements), rewards: normal([rows]),
      nextObservations: normal([rows, 3]),
      discounts: Tensor(repeating: 0.9, shape: [rows]), places: Array(0..<rows))
  }

  /// A fork ends the random steps between two renewals.
  @Test func aForkDrawsMatricesThatNeverWere() throws {
    var configuration = SAC.Configuration()
    configuration.hidden = [6]
    configuration.activation = .tanh  // so that no feature is 0
    configuration.deviation = .stateDependent
    configuration.logDeviation = 0
    configuration.replay.trainEvery = 10
    configuration.replay.learningStarts = 100
    configuration.actorLearningRate = 1e-30  // so that the policy stays as it is
    configuration.replay.batchSize = 2
    var (agent, log) = try SAC.make(Plane(), configuration, seed: 8)
    for _ in 0..<14 { agent.advance(&log) }
    configuration.replay.learningStarts = 7
    var (fork, _) = try SAC.make(Plane(), configuration, seed: 8)
    try fork.loadState(agent.stateEntries)
    log.trace = []
    for _ in 14..<27 { fork.advance(&log) }
    let actions = (log.trace ?? []).map(\.action)
    let greedy = fork.policy.greedyActions(Tensor(rows: [[0, 0, 0]]), mask: nil)
    #expect(!actions.contains(.continuous(greedy.coordinates)), "none is without noise")
    #expect(Set(actions[..<3]).count == 1 && Set(actions[3...]).count == 1)
    #expect(actions[2] != actions[3])
  }

  /// One state: noise that depends on it stays the same until matrices are drawn anew, from the end
  /// of the random steps on.
  @Test func stateDependentNoiseStaysForSomeSteps() throws {
    var configuration = SAC.Configuration()
    configuration.hidden = [6]
    configuration.activation = .tanh  // so that no feature is 0
    configuration.deviation = .stateDependent
    configuration.logDeviation = 0
    configuration.replay.trainEvery = 10
    configuration.replay.gradientSteps = 1
    configuration.replay.learningStarts = 7
    configuration.actorLearningRate = 1e-30  // so that the policy stays as it is
    configuration.replay.batchSize = 2
    var (agent, log) = try SAC.make(Plane(), configuration, seed: 8)
    log.trace = []
    for _ in 0..<67 { agent.advance(&log) }
    let actions = (log.trace ?? []).map(\.action)
    #expect(Set(actions[..<7]).count == 7)
    for start in stride(from: 7, to: 67, by: 10) {
      #expect(Set(actions[start..<start + 10]).count == 1, "from step \(start)")
    }
    #expect(Set(actions[7...]).count == 6)
    let greedy = agent.policy.greedyActions(Tensor(rows: [[0, 0, 0]]), mask: nil)
    #expect(!actions.contains(.continuous(greedy.coordinates)), "none is without noise")
  }
}
