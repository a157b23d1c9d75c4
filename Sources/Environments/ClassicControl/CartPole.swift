import RLRandom
import RLState

/// A pole hinged on a cart, to be kept upright by pushing the cart left (0) or right (1).
///
/// Equal to Gymnasium 1.4.0's `CartPoleEnv` with glibc on x86-64 bit for bit, on every machine;
/// `TimeLimit` adds the limit of 200 (v0) or 500 steps (v1).
///
/// - The observation is cart position, cart velocity, pole angle (radians, 0 is upright, positive
///   leans right) and angular velocity.
/// - The reward is 1 for each step, the last one included; or, with `suttonBartoReward`, 0 for
///   each step and −1 for the one that ends the episode.
/// - The episode terminates where the cart is farther than 2.4 from the centre or the pole leans
///   more than 12°. Steps after that reward 0 (−1 with `suttonBartoReward`) while the pole is down.
///
/// Source: A. G. Barto, R. S. Sutton, C. W. Anderson, "Neuronlike Adaptive Elements That Can Solve
/// Difficult Learning Control Problems" (1983), with the dynamics as corrected by R. V. Florian
/// (2007) and Euler's method at 50 steps a second.
@frozen
public struct CartPole: Environment {
  /// Where the cart and the pole are.
  @frozen
  public struct State: Sendable, Hashable {
    /// Metres from the centre.
    public var position: Double
    /// Metres per second.
    public var velocity: Double
    /// Radians from upright, positive to the right.
    public var angle: Double
    /// Radians per second.
    public var angularVelocity: Double

    /// - Parameters:
    ///   - position: metres from the centre.
    ///   - velocity: metres per second.
    ///   - angle: radians from upright, positive to the right.
    ///   - angularVelocity: radians per second.
    @inlinable
    public init(
      position: Double = 0, velocity: Double = 0, angle: Double = 0, angularVelocity: Double = 0
    ) {
      self.position = position
      self.velocity = velocity
      self.angle = angle
      self.angularVelocity = angularVelocity
    }

    /// Out of bounds: the cart has left the track or the pole has fallen.
    @inlinable public var isFailure: Bool {
      abs(position) > CartPole.positionLimit || abs(angle) > CartPole.angleLimit
    }
  }

  /// Reward −1 for failing and 0 otherwise, instead of 1 for every step.
  public let suttonBartoReward: Bool
  /// The bounds between which `reset` draws each of the four numbers of the state.
  public let resetBounds: ClosedRange<Double>

  /// Where the cart and the pole are; at rest in the centre until the first reset.
  public var state = State()
  /// The episode has terminated: a further failing step is not "the" failing step.
  @usableFromInline var hasFailed = false

  /// - Parameters:
  ///   - suttonBartoReward: reward −1 for failing and 0 otherwise, instead of 1 for every step.
  ///   - resetBounds: the bounds between which `reset` draws each number of the state
  ///     (Gymnasium's reset options `low` and `high`).
  @inlinable
  public init(suttonBartoReward: Bool = false, resetBounds: ClosedRange<Double> = -0.05...0.05) {
    self.suttonBartoReward = suttonBartoReward
    self.resetBounds = resetBounds
  }

  public var observationSpace: Box {
    let bound = [Float(2 * Self.positionLimit), .infinity, Float(2 * Self.angleLimit), .infinity]
    return Box(shape: [4], low: bound.map(-), high: bound)
  }

  @inlinable public var actionSpace: Discrete { Discrete(2) }

  @inlinable @inline(__always)
  public mutating func reset(using generator: inout PCG64) {
    let (low, high) = (resetBounds.lowerBound, resetBounds.upperBound)
    state.position = generator.uniform(low, high)
    state.velocity = generator.uniform(low, high)
    state.angle = generator.uniform(low, high)
    state.angularVelocity = generator.uniform(low, high)
    hasFailed = false
  }

  @inlinable @inline(__always)
  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    guard UInt(bitPattern: action) < 2 else { Self.refuse(action: action) }
    let push = action == 1 ? Self.force : -Self.force
    let (sine, cosine) = sineAndCosine(state.angle)
    let omega = state.angularVelocity

    // The order of operations is Gymnasium's: every rounding counts.
    let thrust = (push + Self.poleMassLength * (omega * omega) * sine) / Self.totalMass
    let angularAcceleration =
      (Self.gravity * sine - cosine * thrust)
      / (Self.halfLength * (Self.fourThirds - Self.poleMass * (cosine * cosine) / Self.totalMass))
    let acceleration = thrust - Self.poleMassLength * angularAcceleration * cosine / Self.totalMass

    state.position += Self.timeStep * state.velocity
    state.velocity += Self.timeStep * acceleration
    state.angle += Self.timeStep * omega
    state.angularVelocity += Self.timeStep * angularAcceleration

    let terminated = state.isFailure
    let reward: Double =
      suttonBartoReward ? (terminated ? -1 : 0) : (terminated && hasFailed ? 0 : 1)
    hasFailed = hasFailed || terminated
    return Step(reward: reward, terminated: terminated)
  }

  @usableFromInline @inline(never)
  static func refuse(action: Int) -> Never {
    fatalError("CartPole: there is no action \(action); 0 pushes left, 1 pushes right")
  }

  @inlinable @inline(__always)
  public func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(state.position)
    observation[1] = Float(state.velocity)
    observation[2] = Float(state.angle)
    observation[3] = Float(state.angularVelocity)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("position", &state.position)
    visitor.visit("velocity", &state.velocity)
    visitor.visit("angle", &state.angle)
    visitor.visit("angularVelocity", &state.angularVelocity)
    visitor.visit("hasFailed", &hasFailed)
  }
}

/// The constants of the problem, in SI units.
extension CartPole {
  @inlinable static var gravity: Double { 9.8 }
  @inlinable static var poleMass: Double { 0.1 }
  @inlinable static var totalMass: Double { 1.1 }
  @inlinable static var halfLength: Double { 0.5 }
  @inlinable static var poleMassLength: Double { 0.05 }
  @inlinable static var force: Double { 10 }
  @inlinable static var fourThirds: Double { 4.0 / 3.0 }
  @inlinable static var timeStep: Double { 0.02 }
  /// How far from the centre the cart may be, in metres.
  @inlinable public static var positionLimit: Double { 2.4 }
  /// How far the pole may lean, in radians: 12°.
  @inlinable public static var angleLimit: Double { 12 * 2 * Double.pi / 360 }
}
