import RLRandom

/// The whole dynamics of an environment with finitely many states and actions (Gymnasium's `P` and
/// `initial_state_distrib`).
///
/// Each pair of a state and an action has a list of outcomes, in a fixed order, which sampling
/// follows. All lists are stored one after the other.
@frozen
public struct TransitionTable: Sendable, Hashable {
  /// One thing that can happen after an action.
  @frozen
  public struct Outcome: Sendable, Hashable {
    /// How likely it is: 0 ... 1.
    public var probability: Double
    /// The state after it.
    public var nextState: Int
    /// What the action earns by it.
    public var reward: Double
    /// The episode ends with this outcome.
    public var terminated: Bool

    /// An outcome of an action; those of one action have probabilities that add up to 1.
    @inlinable
    public init(probability: Double, nextState: Int, reward: Double, terminated: Bool) {
      self.probability = probability
      self.nextState = nextState
      self.reward = reward
      self.terminated = terminated
    }
  }

  /// How many states there are.
  public let stateCount: Int
  /// How many actions there are in each state.
  public let actionCount: Int
  /// The probability that an episode starts in each state: `[stateCount]`.
  public let initialDistribution: [Double]
  /// All outcomes; those of an action are at `range(of:action:)`.
  public let outcomes: [Outcome]
  /// Where each list starts: `[stateCount * actionCount + 1]`.
  @usableFromInline let starts: [Int]

  /// - Parameters:
  ///   - initialDistribution: the probability that an episode starts in each state; its length is
  ///     the number of states.
  ///   - actionCount: how many actions there are in each state.
  ///   - outcomes: what can happen after an action (second argument) in a state (first argument);
  ///     the probabilities add up to 1.
  ///
  /// A negative probability, a sum other than 1 or a next state outside the table stops with a
  /// message.
  public init(
    initialDistribution: [Double], actionCount: Int, outcomes: (Int, Int) -> [Outcome]
  ) {
    guard actionCount >= 1 else {
      fatalError("TransitionTable: there are \(actionCount) actions; there must be at least 1")
    }
    stateCount = initialDistribution.count
    self.actionCount = actionCount
    self.initialDistribution = initialDistribution
    Self.requireDistribution(initialDistribution, "the initial distribution")
    var all: [Outcome] = []
    var starts = [0]
    for state in initialDistribution.indices {
      for action in 0..<actionCount {
        let list = outcomes(state, action)
        Self.requireDistribution(
          list.map(\.probability), "the outcomes of action \(action) in state \(state)")
        for outcome in list where !initialDistribution.indices.contains(outcome.nextState) {
          fatalError(
            "TransitionTable: action \(action) in state \(state) leads to state "
              + "\(outcome.nextState); there are \(initialDistribution.count) states")
        }
        all += list
        starts.append(all.count)
      }
    }
    self.outcomes = all
    self.starts = starts
  }

  private static func requireDistribution(_ probabilities: [Double], _ name: String) {
    if let index = probabilities.firstIndex(where: { !($0 >= 0) }) {
      fatalError(
        "TransitionTable: probability \(index) of \(name) is \(probabilities[index]); it must "
          + "not be negative")
    }
    let sum = probabilities.reduce(0, +)
    guard abs(sum - 1) < 1e-9 else {
      fatalError("TransitionTable: the probabilities of \(name) add up to \(sum), not to 1")
    }
  }

  /// Where in `outcomes` the outcomes of an action are.
  @inlinable
  public func range(of state: Int, action: Int) -> Range<Int> {
    guard UInt(bitPattern: action) < UInt(bitPattern: actionCount),
      UInt(bitPattern: state) < UInt(bitPattern: stateCount)
    else { refuse(state, action) }
    let pair = state &* actionCount &+ action
    return starts[pair]..<starts[pair &+ 1]
  }

  /// What can happen after an action.
  @inlinable
  public func outcomes(of state: Int, action: Int) -> ArraySlice<Outcome> {
    outcomes[range(of: state, action: action)]
  }

  @usableFromInline @inline(never)
  func refuse(_ state: Int, _ action: Int) -> Never {
    fatalError(
      "TransitionTable: there is no action \(action) in state \(state); actions are "
        + "0 ... \(actionCount - 1), states 0 ... \(stateCount - 1)")
  }
}
