import RLRandom
import RLState

/// What one step of an environment gave.
public struct Step: Sendable, Hashable {
  /// What the action earned.
  public var reward: Double
  /// The episode reached an end state of the problem itself.
  public var terminated: Bool
  /// The episode was cut off, by a time limit for instance; its last state has a future value.
  public var truncated: Bool

  /// The flags say whether the episode ended, and how.
  @inlinable
  public init(reward: Double, terminated: Bool, truncated: Bool = false) {
    self.reward = reward
    self.terminated = terminated
    self.truncated = truncated
  }

  /// The episode is over, for either reason.
  @inlinable public var isDone: Bool { terminated || truncated }
}

/// A reinforcement-learning environment with Gymnasium's semantics, as a value.
///
/// Its randomness comes from the generator that the caller passes, so a copy of an environment and
/// of a generator is a copy of the future. `reset(seed:)` in Gymnasium is
/// `var generator = PCG64(seed: seed); environment.reset(using: &generator)` here.
///
/// Its state, which `visitState` shows, is all that an episode changes: what was given when it was
/// made, such as a map or a limit, is not part of it.
public protocol Environment<ObservationSpace, ActionSpace>: Sendable, Stateful {
  /// The kind of set that observations come from.
  associatedtype ObservationSpace: Space
  /// The kind of set that actions come from.
  associatedtype ActionSpace: Space

  /// Whether a step uses functions of the system's mathematical library, such as `sin`, whose last
  /// bit differs between systems. False unless stated.
  static var usesSystemMathematics: Bool { get }
  /// Whether the environment says which actions are possible. False unless stated.
  static var hasActionMask: Bool { get }

  /// What one observation can be.
  var observationSpace: ObservationSpace { get }
  /// What one action can be.
  var actionSpace: ActionSpace { get }

  /// Starts a new episode.
  mutating func reset(using generator: inout PCG64)
  /// Takes one action.
  mutating func step(_ action: ActionSpace.Element, using generator: inout PCG64) -> Step
  /// Writes the current observation (`observationSpace.count` scalars).
  func observe(into observation: inout MutableSpan<ObservationSpace.Scalar>)
  /// Writes which of the discrete actions are possible now, one flag each; at least one is, unless the
  /// episode has terminated.
  func writeActionMask(into mask: inout MutableSpan<Bool>)
}

extension Environment {
  public static var usesSystemMathematics: Bool { false }
  @inlinable public static var hasActionMask: Bool { false }
  @inlinable public func writeActionMask(into mask: inout MutableSpan<Bool>) {
    mask.update(repeating: true)
  }
}
