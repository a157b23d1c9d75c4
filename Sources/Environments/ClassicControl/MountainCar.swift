import RLRandom
import RLState

/// A car in a valley whose engine is too weak for the slope: pushed to the left (0), not (1) or to the
/// right (2), it must gain speed by rolling to and fro to reach the flag on the right hill.
///
/// Equal to Gymnasium 1.4.0's `MountainCarEnv` with glibc on x86-64 bit for bit, on every machine;
/// `TimeLimit` adds the limit of 200 steps.
///
/// - The observation is the position and the velocity.
/// - The reward is −1 for each step, the last one included.
/// - The episode terminates where the car is at 0.5 or beyond, not slower than the goal velocity.
///
/// Source: A. W. Moore, "Efficient Memory-based Learning for Robot Control" (1990), with the constants
/// of S. P. Singh, R. S. Sutton, "Reinforcement Learning with Replacing Eligibility Traces" (1996).
@frozen
public struct MountainCar: Environment {
  /// Where the car is.
  @frozen
  public struct State: Sendable, Hashable {
    /// −1.2 ... 0.6; the bottom of the valley is at −π/6.
    public var position: Double
    /// Per step, −0.07 ... 0.07; positive to the right.
    public var velocity: Double

    /// - Parameters:
    ///   - position: −1.2 ... 0.6; the bottom of the valley is at −π/6.
    ///   - velocity: per step, −0.07 ... 0.07; positive to the right.
    @inlinable
    public init(position: Double = -0.5, velocity: Double = 0) {
      self.position = position
      self.velocity = velocity
    }
  }

  /// How fast the car must be at the flag.
  public let goalVelocity: Double
  /// The bounds between which `reset` draws the position.
  public let resetBounds: ClosedRange<Double>

  /// Where the car is; at rest in the valley until the first reset.
  public var state = State()

  /// - Parameters:
  ///   - goalVelocity: how fast the car must be at the flag, at least.
  ///   - resetBounds: the bounds between which `reset` draws the position (Gymnasium's reset options
  ///     `low` and `high`).
  @inlinable
  public init(goalVelocity: Double = 0, resetBounds: ClosedRange<Double> = -0.6 ... -0.4) {
    self.goalVelocity = goalVelocity
    self.resetBounds = resetBounds
  }

  public var observationSpace: Box { Self.observationSpace }

  @inlinable public var actionSpace: Discrete { Discrete(3) }

  @inlinable @inline(__always)
  public mutating func reset(using generator: inout PCG64) {
    state.position = generator.uniform(resetBounds.lowerBound, resetBounds.upperBound)
    state.velocity = 0
  }

  @inlinable @inline(__always)
  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    guard UInt(bitPattern: action) < 3 else { Self.refuse(action: action) }
    let slope = sineAndCosine(3 * state.position).cosine
    let velocity = state.velocity + (Double(action - 1) * Self.force + slope * -Self.gravity)
    state.velocity = min(max(velocity, -Self.speedLimit), Self.speedLimit)
    let position = state.position + state.velocity
    state.position = min(max(position, Self.leftEnd), Self.rightEnd)
    // The wall on the left takes all speed.
    if state.position == Self.leftEnd && state.velocity < 0 { state.velocity = 0 }
    return Step(
      reward: -1,
      terminated: state.position >= Self.goal && state.velocity >= goalVelocity)
  }

  @usableFromInline @inline(never)
  static func refuse(action: Int) -> Never {
    fatalError(
      "MountainCar: there is no action \(action); 0 pushes left, 1 does not push, 2 pushes right")
  }

  @inlinable @inline(__always)
  public func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(state.position)
    observation[1] = Float(state.velocity)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("position", &state.position, in: Self.leftEnd...Self.rightEnd)
    visitor.visit("velocity", &state.velocity, in: -Self.speedLimit...Self.speedLimit)
  }
}

/// The constants of the problem.
extension MountainCar {
  @inlinable static var force: Double { 0.001 }
  @inlinable static var gravity: Double { 0.0025 }
  /// How far the car may move in a step.
  @inlinable public static var speedLimit: Double { 0.07 }
  /// Where the wall is.
  @inlinable public static var leftEnd: Double { -1.2 }
  /// Where the world ends, on the right hill.
  @inlinable public static var rightEnd: Double { 0.6 }
  /// Where the flag is.
  @inlinable public static var goal: Double { 0.5 }

  static var observationSpace: Box {
    Box(
      shape: [2], low: [Float(leftEnd), Float(-speedLimit)],
      high: [Float(rightEnd), Float(speedLimit)])
  }
}
