import RLRandom
import RLState

/// An environment whose dynamics are a table. Its observation is the number of its state.
public protocol TabularEnvironment: Environment
where ObservationSpace == Discrete, ActionSpace == Discrete {
  /// The whole dynamics, without any time limit.
  var table: TransitionTable { get }
  /// The number of the state.
  var state: Int { get }
}

extension TimeLimit: TabularEnvironment where Base: TabularEnvironment {
  @inlinable public var table: TransitionTable { base.table }
  @inlinable public var state: Int { base.state }
}

/// An environment that is a walk through its table: giving `walk` is all it needs.
public protocol TableWalking: TabularEnvironment {
  /// The table and the place in it.
  var walk: TableWalk { get set }
}

extension TableWalking {
  public var observationSpace: Discrete { Discrete(walk.table.stateCount) }
  @inlinable public var actionSpace: Discrete { Discrete(walk.table.actionCount) }
  @inlinable public var table: TransitionTable { walk.table }
  @inlinable public var state: Int { walk.state }

  @inlinable
  public mutating func reset(using generator: inout PCG64) { walk.reset(using: &generator) }

  @inlinable
  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    walk.step(action, using: &generator)
  }

  @inlinable
  public func observe(into observation: inout MutableSpan<Int32>) {
    observation[0] = Int32(truncatingIfNeeded: walk.state)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) { walk.visitState(&visitor) }
}

/// A walk through a table.
@frozen
public struct TableWalk: Sendable, Hashable, Stateful {
  public let table: TransitionTable
  /// The number of the present state.
  public var state: Int

  /// The walk starts in the likeliest first state, until it is reset.
  public init(_ table: TransitionTable) {
    self.table = table
    let most = table.initialDistribution.max()
    state = table.initialDistribution.firstIndex { $0 == most } ?? 0
  }

  /// Draws a first state.
  @inlinable
  public mutating func reset(using generator: inout PCG64) {
    state = table.sampleInitialState(using: &generator)
  }

  /// Draws an outcome of an action.
  @inlinable
  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let outcome = table.sampleOutcome(of: state, action: action, using: &generator)
    state = outcome.nextState
    return Step(reward: outcome.reward, terminated: outcome.terminated)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("state", &state)
    if !(0..<table.stateCount).contains(state) {
      visitor.refuse("state", found: "\(state)", expected: "0 to \(table.stateCount - 1)")
    }
  }
}
