import RLRandom
import RLState

/// A rod that turns around its end, to be swung up and held upright by a torque too weak to lift it at
/// once.
///
/// Equal to Gymnasium 1.4.0's `PendulumEnv` with NumPy 2 and glibc on x86-64 bit for bit, on every
/// machine; `TimeLimit` adds the limit of 200 steps.
///
/// - The observation is cosine and sine of the angle (0 is upright, positive is counter-clockwise) and
///   the angular velocity.
/// - The action is one number, the torque, positive counter-clockwise; it is cut off at ±2.
/// - The reward is −(angle² + 0.1 · angular velocity² + 0.001 · torque²), of the state before the step
///   and the angle between −π and π: from −16.2736 to 0.
/// - Nothing terminates the episode.
///
/// Source: the classic problem of control theory, as Gymnasium states it: a rod of 1 kg and 1 m, with
/// Euler's semi-implicit method at 20 steps a second.
@frozen
public struct Pendulum: Environment {
  /// Where the rod is.
  @frozen
  public struct State: Sendable, Hashable {
    /// Radians from upright, counter-clockwise; of any size.
    public var angle: Double
    /// Radians per second, −8 ... 8.
    public var angularVelocity: Double

    /// - Parameters:
    ///   - angle: radians from upright, counter-clockwise.
    ///   - angularVelocity: radians per second.
    @inlinable
    public init(angle: Double = .pi, angularVelocity: Double = 0) {
      self.angle = angle
      self.angularVelocity = angularVelocity
    }
  }

  /// The acceleration by gravity, in m/s².
  public let gravity: Double
  /// The greatest angle that `reset` draws, to either side.
  public let resetAngle: Double
  /// The greatest angular velocity that `reset` draws, to either side.
  public let resetVelocity: Double

  /// Where the rod is; hanging at rest until the first reset.
  public var state = State()
  /// The torque of the latest step, cut off; 0 before the first. It is drawn.
  public var torque: Float = 0

  /// - Parameters:
  ///   - gravity: the acceleration by gravity, in m/s² (Gymnasium's `g`).
  ///   - resetAngle: the greatest angle that `reset` draws, to either side (Gymnasium's reset option
  ///     `x_init`).
  ///   - resetVelocity: the greatest angular velocity that `reset` draws, to either side (`y_init`).
  @inlinable
  public init(gravity: Double = 10, resetAngle: Double = .pi, resetVelocity: Double = 1) {
    self.gravity = gravity
    self.resetAngle = resetAngle
    self.resetVelocity = resetVelocity
  }

  public var observationSpace: Box {
    let bound: [Float] = [1, 1, Float(Self.speedLimit)]
    return Box(shape: [3], low: bound.map(-), high: bound)
  }

  public var actionSpace: Box { Box(count: 1, low: -Self.torqueLimit, high: Self.torqueLimit) }

  @inlinable @inline(__always)
  public mutating func reset(using generator: inout PCG64) {
    state.angle = generator.uniform(-resetAngle, resetAngle)
    state.angularVelocity = generator.uniform(-resetVelocity, resetVelocity)
    torque = 0
  }

  /// - Parameter action: the torque, one number.
  @inlinable
  public mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    guard action.count == 1 else { Self.refuse(action: action) }
    torque = min(max(action[0], -Self.torqueLimit), Self.torqueLimit)

    // What the torque takes part in alone is a float in NumPy; everything else is a double.
    let angleCost = squareByPower(Self.wrapped(state.angle))
    let velocityCost = 0.1 * squareByPower(state.angularVelocity)
    let torqueCost = 0.001 * squareByPower(torque)
    let cost = angleCost + velocityCost + Double(torqueCost)

    let acceleration = 3 * gravity / 2 * sineAndCosine(state.angle).sine + Double(3 * torque)
    let velocity = state.angularVelocity + acceleration * Self.timeStep
    state.angularVelocity = min(max(velocity, -Self.speedLimit), Self.speedLimit)
    state.angle += state.angularVelocity * Self.timeStep
    return Step(reward: -cost, terminated: false)
  }

  /// The angle between −π and π, π excluded: the remainder has the sign of 2π.
  @inlinable
  static func wrapped(_ angle: Double) -> Double {
    let remainder = (angle + .pi).truncatingRemainder(dividingBy: 2 * .pi)
    return (remainder < 0 ? remainder + 2 * .pi : remainder) - .pi
  }

  @usableFromInline @inline(never)
  static func refuse(action: [Float]) -> Never {
    fatalError("Pendulum: an action is 1 number, got \(action.count): \(action)")
  }

  @inlinable @inline(__always)
  public func observe(into observation: inout MutableSpan<Float>) {
    let (sine, cosine) = sineAndCosine(state.angle)
    observation[0] = Float(cosine)
    observation[1] = Float(sine)
    observation[2] = Float(state.angularVelocity)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("angle", &state.angle)
    visitor.visit("angularVelocity", &state.angularVelocity)
    visitor.visit("torque", &torque, in: -Self.torqueLimit...Self.torqueLimit)
  }
}

/// The constants of the problem.
extension Pendulum {
  @inlinable static var timeStep: Double { 0.05 }
  /// How fast the rod can turn, in radians per second.
  @inlinable public static var speedLimit: Double { 8 }
  /// The greatest torque, in newton metres.
  @inlinable public static var torqueLimit: Float { 2 }
}
