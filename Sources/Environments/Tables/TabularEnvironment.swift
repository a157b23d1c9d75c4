import RLRandom

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

/// A walk through a table: what the tabular environments have in common.
@frozen
@usableFromInline
struct TableWalk: Sendable, Hashable {
  @usableFromInline let table: TransitionTable
  @usableFromInline var state: Int

  /// The walk starts in the likeliest first state, until it is reset.
  @usableFromInline
  init(_ table: TransitionTable) {
    self.table = table
    let most = table.initialDistribution.max()
    state = table.initialDistribution.firstIndex { $0 == most } ?? 0
  }

  @inlinable
  mutating func reset(using generator: inout PCG64) {
    state = table.sampleInitialState(using: &generator)
  }

  @inlinable
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let outcome = table.sampleOutcome(of: state, action: action, using: &generator)
    state = outcome.nextState
    return Step(reward: outcome.reward, terminated: outcome.terminated)
  }
}
