import RLRandom
import RLState

/// Environments that step together behind one dynamic call: what a `World` is made around.
///
/// `World(_: some Environment)` makes one of any environment; a type of one's own can step
/// environments in another process or on a device.
public protocol VectorStepping: Sendable, Stateful {
  /// How many environments there are.
  var count: Int { get }
  var spaces: Spaces { get }
  /// What messages call the environment.
  var name: String { get }
  /// Steps in an episode at most; nil where there is no limit.
  var timeLimit: Int? { get }
  /// The whole dynamics, where they are a table.
  var table: TransitionTable? { get }
  /// Whether it gives masks of actions.
  var hasActionMask: Bool { get }
  /// Whether a step uses functions of the system's mathematical library.
  var usesSystemMathematics: Bool { get }

  /// Starts an episode in each, and writes what is seen, `[count, scalars]`, and which actions are
  /// possible.
  mutating func reset(_ observations: inout Scalars, _ mask: inout ActionMask?)

  /// One step of the environments in `transitions.rows`. Where an episode ends, the next one starts.
  ///
  /// - Parameters:
  ///   - transitions: all but the actions is written; its buffer of observations may be exchanged
  ///     with `observations`.
  ///   - observations: what was seen before; what is seen after it, of a new episode its first.
  ///   - mask: which actions are possible after it.
  mutating func step(
    _ actions: Actions, _ transitions: inout Transitions, _ observations: inout Scalars,
    _ mask: inout ActionMask?)

  /// Environments of the same kind with other streams, not yet reset.
  func renewed(_ generators: [PCG64]) -> any VectorStepping

  /// An environment as it is; nil where it is not in this process.
  func environment(_ index: Int) -> (any Environment)?
}

extension VectorStepping {
  public var timeLimit: Int? { nil }
  public var table: TransitionTable? { nil }
  public var hasActionMask: Bool { false }
  public var usesSystemMathematics: Bool { false }
  public func environment(_ index: Int) -> (any Environment)? { nil }
}
