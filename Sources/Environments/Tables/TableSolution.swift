/// What the solver could not do.
public enum SolverError: Error, Hashable, CustomStringConvertible {
  /// Values still moved by `change` after `sweeps` sweeps.
  case noConvergence(sweeps: Int, change: Double)
  /// Under the policy, rewards go on for ever from `state`: the episode cannot end there.
  case unboundedReturn(state: Int)
  /// A policy with a size that does not fit the table.
  case policySize(found: Int, expected: Int)
  /// A deterministic policy with an action that does not exist.
  case action(Int, state: Int, actionCount: Int)

  public var description: String {
    switch self {
    case .noConvergence(let sweeps, let change):
      "values still moved by \(change) after \(sweeps) sweeps: without a discount below 1 or a "
        + "time limit, the return is unbounded where an episode need not end"
    case .unboundedReturn(let state):
      "the policy has no bounded return: it can come to state \(state), from where the episode never "
        + "ends and rewards go on for ever; set a time limit or a discount below 1"
    case .policySize(let found, let expected):
      "the policy has \(found) entries; the table needs \(expected)"
    case .action(let action, let state, let actionCount):
      "the policy takes action \(action) in state \(state); actions are 0 ... \(actionCount - 1)"
    }
  }
}

/// Optimal values, and a policy that reaches them.
public struct TableSolution: Sendable, Hashable {
  /// The optimal expected return from each state: `[stateCount]`. A state that is only reached by
  /// the outcome that ends an episode counts as a state of its own.
  public let values: [Double]
  /// An optimal action in each state: `[stateCount]`. Among actions that are equally good, one that
  /// can end the episode soonest, and the lowest of these.
  public let policy: [Int]
  /// The optimal expected return from the table's initial distribution.
  public let expectedReturn: Double
}

/// Optimal values and actions when a fixed number of steps remains.
public struct TimeLimitedSolution: Sendable, Hashable {
  /// The optimal expected return from each state with the whole time limit ahead: `[stateCount]`.
  public let values: [Double]
  /// The optimal action with `remaining` steps left, `[timeLimit, stateCount]`: row `remaining − 1`.
  /// The lowest one among equals.
  public let actions: [[Int]]
  /// The optimal expected return from the table's initial distribution.
  public let expectedReturn: Double
}
