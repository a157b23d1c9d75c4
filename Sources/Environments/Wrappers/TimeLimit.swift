import RLRandom
import RLState

/// Cuts episodes off after a number of steps (Gymnasium's `TimeLimit` wrapper).
///
/// The step that reaches the limit is `truncated`; it can be `terminated` as well.
@frozen
public struct TimeLimit<Base: Environment>: Environment {
  /// The environment as it is without the limit.
  public var base: Base
  /// Steps in an episode at most, as far as this wrapper goes; at least 1.
  public let limit: Int
  /// Steps taken in this episode.
  public var elapsed = 0

  /// - Parameters:
  ///   - base: the environment.
  ///   - limit: steps in an episode at most; at least 1.
  @inlinable
  public init(_ base: Base, limit: Int) {
    guard limit >= 1 else { fatalError("TimeLimit: the limit is \(limit); it must be at least 1") }
    self.base = base
    self.limit = limit
  }

  @inlinable public var observationSpace: Base.ObservationSpace { base.observationSpace }
  @inlinable public var actionSpace: Base.ActionSpace { base.actionSpace }

  @inlinable @inline(__always)
  public mutating func reset(using generator: inout PCG64) {
    base.reset(using: &generator)
    elapsed = 0
  }

  @inlinable @inline(__always)
  public mutating func step(
    _ action: Base.ActionSpace.Element, using generator: inout PCG64
  ) -> Step {
    var step = base.step(action, using: &generator)
    elapsed += 1
    step.truncated = step.truncated || elapsed >= limit
    return step
  }

  @inlinable @inline(__always)
  public func observe(into observation: inout MutableSpan<Base.ObservationSpace.Scalar>) {
    base.observe(into: &observation)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    base.visitState(&visitor)
    visitor.visit("elapsed", &elapsed, in: 0...limit)
  }

  @inlinable public static var hasActionMask: Bool { Base.hasActionMask }

  @inlinable
  public func writeActionMask(into mask: inout MutableSpan<Bool>) {
    base.writeActionMask(into: &mask)
  }

  public static var usesSystemMathematics: Bool { Base.usesSystemMathematics }
}

/// An environment that knows how many steps its episodes can have.
public protocol TimeLimited: Environment {
  /// Steps in an episode at most, whichever limit inside cuts first; nil where there is none.
  var timeLimit: Int? { get }
}

extension TimeLimit: TimeLimited {
  /// The least of this limit and those inside.
  public var timeLimit: Int? {
    min(limit, Environments.timeLimit(of: base) ?? limit)
  }
}

/// Steps in an episode at most; nil where neither an environment nor what it wraps says so.
func timeLimit(of environment: any Environment) -> Int? {
  if let limited = environment as? any TimeLimited { return limited.timeLimit }
  return (environment as? any EnvironmentWrapper).flatMap { timeLimit(of: $0.base) }
}
