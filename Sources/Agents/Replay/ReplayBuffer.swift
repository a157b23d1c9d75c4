import Environments
import RLNet
import RLRandom
import RLState

/// The latest transitions, from which DQN learns in random order (Lin 1992; Mnih et al. 2015).
///
/// Observations are kept as the environment's own scalars, not as features: a transition of CartPole
/// takes 41 bytes, one of a grid world 17.
public struct ReplayBuffer: Sendable {
  /// Transitions kept at most; after that each new one replaces the oldest.
  public let capacity: Int
  /// Transitions added so far, also those that have been replaced.
  public private(set) var added = 0

  private let space: AnySpace
  private var observations: [Float] = []
  private var nextObservations: [Float] = []
  private var actions: [Int32] = []
  private var rewards: [Float] = []
  private var terminated: [Bool] = []

  /// - Parameters:
  ///   - space: what the observations are elements of.
  ///   - capacity: transitions kept at most, at least 1.
  public init(of space: AnySpace, capacity: Int) {
    guard capacity >= 1 else { fatalError("a replay buffer holds at least 1 transition") }
    self.space = space
    self.capacity = capacity
    observations.reserveCapacity(capacity * space.count)
    nextObservations.reserveCapacity(capacity * space.count)
    actions.reserveCapacity(capacity)
    rewards.reserveCapacity(capacity)
    terminated.reserveCapacity(capacity)
  }

  /// Transitions that can be sampled.
  public var count: Int { min(added, capacity) }

  /// Adds one transition.
  ///
  /// - Parameters:
  ///   - observation: what was seen before the action, `space.count` scalars.
  ///   - nextObservation: what was seen after it; at an episode's end its true last observation.
  ///   - terminated: whether the next state is an end of the problem, without a future. False where
  ///     a time limit cut the episode off.
  public mutating func add(
    _ observation: Span<Float>, action: Int, reward: Double, _ nextObservation: Span<Float>,
    terminated isEnd: Bool
  ) {
    let width = space.count
    if count < capacity {
      for i in 0..<width { observations.append(observation[i]) }
      for i in 0..<width { nextObservations.append(nextObservation[i]) }
      actions.append(Int32(action))
      rewards.append(Float(reward))
      terminated.append(isEnd)
    } else {
      let place = added % capacity
      for i in 0..<width { observations[place * width + i] = observation[i] }
      for i in 0..<width { nextObservations[place * width + i] = nextObservation[i] }
      actions[place] = Int32(action)
      rewards[place] = Float(reward)
      terminated[place] = isEnd
    }
    added += 1
  }

  /// Transitions drawn uniformly, with replacement.
  public func sample(_ batchSize: Int, using generator: inout PCG64) -> Batch {
    let places = (0..<batchSize).map { _ in generator.integer(below: count) }
    return Batch(
      observations: space.features(of: observations, rows: places),
      actions: places.map { Int(actions[$0]) },
      rewards: Tensor(places.map { rewards[$0] }),
      nextObservations: space.features(of: nextObservations, rows: places),
      futures: Tensor(places.map { terminated[$0] ? 0 : 1 }))
  }

  /// Transitions as a network sees them.
  public struct Batch: Sendable {
    /// `[batch, features]`.
    public let observations: Tensor
    /// `[batch]`.
    public let actions: [Int]
    /// `[batch]`.
    public let rewards: Tensor
    /// `[batch, features]`.
    public let nextObservations: Tensor
    /// `[batch]`: 0 where the episode terminated, 1 where the next state has a future.
    public let futures: Tensor
  }
}

extension ReplayBuffer: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("added", &added)
    let expected = max(0, count)
    visitor.visit("observations", &observations, count: expected * space.count)
    visitor.visit("nextObservations", &nextObservations, count: expected * space.count)
    visitor.visit("actions", &actions, count: expected)
    visitor.visit("rewards", &rewards, count: expected)
    visitor.visit("terminated", &terminated, count: expected)
  }
}
