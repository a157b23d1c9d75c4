import Environments
import RLNet
import RLRuns
import RLState

/// What an agent has done so far: it counts steps, episodes and updates, and keeps a running hash
/// over every transition.
///
/// Two runs whose hashes are equal have seen and done the same, bit for bit.
public struct Tally: Sendable {
  /// What has been done so far.
  public private(set) var counters = Counters()
  private var hash = SHA256()
  /// The return so far of the episode in each environment.
  private var totals: [Double]
  /// The steps of the episode in each environment.
  private var lengths: [Int]
  /// The first number from an environment that is infinite or not a number.
  private(set) var divergence: DivergenceError?
  /// The first weight that an update has made infinite or not a number.
  private(set) var weightDivergence: DivergenceError?
  /// The transitions since it was set to an empty list; nil to keep none.
  package var trace: [TransitionTrace]?

  /// - Parameter environments: in how many environments the agent acts.
  public init(environments: Int = 1) {
    totals = Array(repeating: 0, count: environments)
    lengths = Array(repeating: 0, count: environments)
  }

  /// In how many environments the agent acts.
  package var environmentCount: Int { totals.count }

  /// SHA-256, in hexadecimal digits, of all transitions so far in the order in which they were added.
  ///
  /// A transition is the observation before it, where it begins an episode, the action as a 64-bit
  /// integer, the reward, the observation after it, and a byte that is 1 where the episode
  /// terminated plus 2 where it was truncated; all numbers little-endian.
  public var transitionHash: String { hash.hexDigest }

  /// Adds a transition.
  ///
  /// - Parameters:
  ///   - observation: what was seen before the action.
  ///   - nextObservation: what was seen after it; at an episode's end its true last observation.
  ///   - environment: in which of the agent's environments.
  /// - Returns: the episode, where this was its last transition.
  public mutating func add(
    _ observation: Span<Float>, action: Int, _ step: Step, _ nextObservation: Span<Float>,
    in environment: Int = 0
  ) -> Episode? {
    let isFirst = lengths[environment] == 0
    if isFirst { hash.update(observation) }
    hash.update(UInt64(bitPattern: Int64(action)))
    hash.update(step.reward.bitPattern)
    hash.update(nextObservation)
    hash.update(UInt8(step.terminated ? 1 : 0) | UInt8(step.truncated ? 2 : 0))
    counters.steps += 1
    totals[environment] += step.reward
    lengths[environment] += 1
    check(step.reward, nextObservation)
    if trace != nil {
      trace?.append(
        TransitionTrace(
          number: counters.steps, environment: environment,
          firstObservation: isFirst ? observation.indices.map { observation[$0] } : [],
          action: action, step: step,
          nextObservation: nextObservation.indices.map { nextObservation[$0] }))
    }
    return step.isDone ? finish(environment, step) : nil
  }

  /// Adds a transition, as above.
  public mutating func add(
    _ observation: [Float], action: Int, _ step: Step, _ nextObservation: [Float],
    in environment: Int = 0
  ) -> Episode? {
    add(
      observation.span, action: action, step, nextObservation.span, in: environment)
  }

  /// Counts a gradient step.
  public mutating func countUpdate() { counters.updates += 1 }

  /// Notes a weight that an update has made infinite or not a number, which ends a run.
  ///
  /// - Parameters:
  ///   - name: of the network, in messages.
  ///   - network: one that was updated; it is not changed.
  public mutating func check(_ name: String, _ network: inout some Module) {
    guard weightDivergence == nil, let found = network.firstNonFiniteElement() else { return }
    weightDivergence = DivergenceError(
      name: "\(name).\(found.name)", value: Double(found.value), step: counters.steps,
      advice: Self.divergenceAdvice)
  }

  static let divergenceAdvice = "smaller rewards"

  private mutating func finish(_ environment: Int, _ step: Step) -> Episode {
    counters.episodes += 1
    let episode = Episode(
      number: counters.episodes, endStep: counters.steps, total: totals[environment],
      length: lengths[environment], terminated: step.terminated, hash: hash)
    totals[environment] = 0
    lengths[environment] = 0
    return episode
  }

  private mutating func check(_ reward: Double, _ observation: Span<Float>) {
    // A finite number times 0 is 0; an infinite one, or none, is not a number.
    var sum = Float(0)
    for index in observation.indices { sum += observation[index] * 0 }
    guard sum != 0 || !reward.isFinite, divergence == nil else { return }
    let index = observation.indices.first { !observation[$0].isFinite }
    divergence = DivergenceError(
      name: index.map { "observation[\($0)]" } ?? "the reward",
      value: index.map { Double(observation[$0]) } ?? reward, step: counters.steps,
      advice: Self.divergenceAdvice)
  }
}

/// What training has done so far.
public struct Counters: Sendable, Hashable {
  /// Environment steps.
  public var steps = 0
  /// Episodes that ended.
  public var episodes = 0
  /// Gradient steps.
  public var updates = 0

  public init() {}
}

/// An episode of training that ended.
public struct Episode: Sendable, Hashable {
  /// Counted from 1.
  public let number: Int
  /// Environment steps of the whole training when it ended.
  public let endStep: Int
  /// The sum of its rewards, undiscounted.
  public let total: Double
  /// Its steps.
  public let length: Int
  /// Whether it reached an end of the problem, rather than a time limit.
  public let terminated: Bool
  let hash: SHA256
  /// The agent's diagnostics at its end, in the agent's order; nil where nothing has been measured.
  public private(set) var diagnostics: [Double?] = []

  /// `Tally.transitionHash` at its end.
  public var transitionHash: String { hash.hexDigest }

  /// The episode with the agent's diagnostics at its end.
  public func with(_ diagnostics: [(name: String, value: Double?)]) -> Episode {
    var episode = self
    episode.diagnostics = diagnostics.map(\.value)
    return episode
  }
}

/// A transition as it is compared with that of another run: all that `Tally.transitionHash` holds.
package struct TransitionTrace: Sendable, Hashable {
  /// Counted from 1.
  package let number: Int
  /// In which of the agent's environments.
  package let environment: Int
  /// What was seen before the action, where it begins an episode; else empty.
  package let firstObservation: [Float]
  package let action: Int
  package let step: Step
  package let nextObservation: [Float]
}

extension Tally: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("steps", &counters.steps)
    visitor.visit("episodes", &counters.episodes)
    visitor.visit("updates", &counters.updates)
    visitor.visit("hash", &hash)
    visitor.visit("totals", &totals, count: totals.count)
    visitor.visit("lengths", &lengths, count: lengths.count)
  }
}
