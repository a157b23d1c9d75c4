import RLRandom
import RLState

/// Two links in a chain that hangs from a fixed joint; a torque at the joint between them, −1 (0),
/// none (1) or +1 (2), is to swing the free end above a line one link above the fixed joint.
///
/// Equal to Gymnasium 1.4.0's `AcrobotEnv` with glibc on x86-64 bit for bit, on every machine;
/// `TimeLimit` adds the limit of 500 steps.
///
/// - The observation is cosine and sine of the first link's angle (0 hangs down, positive is
///   counter-clockwise), cosine and sine of the second link's angle from the first link's, and both
///   angular velocities.
/// - The reward is −1 for each step, and 0 for the one that reaches the line.
/// - The episode terminates where the free end is above the line.
///
/// Source: R. S. Sutton, "Generalization in Reinforcement Learning: Successful Examples Using Sparse
/// Coarse Coding" (1996), with the dynamics as corrected in R. S. Sutton, A. G. Barto,
/// "Reinforcement Learning: An Introduction", and the Runge-Kutta method of fourth order.
@frozen
public struct Acrobot: Environment {
  /// Where the links are.
  @frozen
  public struct State: Sendable, Hashable {
    /// The first link's angle, radians from hanging down, counter-clockwise.
    public var angle1: Double
    /// The second link's angle, radians from the first link's direction, counter-clockwise.
    public var angle2: Double
    /// Radians per second.
    public var velocity1: Double
    /// Radians per second.
    public var velocity2: Double

    /// - Parameters:
    ///   - angle1: the first link's, radians from hanging down.
    ///   - angle2: the second link's, radians from the first link's direction.
    ///   - velocity1: radians per second.
    ///   - velocity2: radians per second.
    @inlinable
    public init(
      angle1: Double = 0, angle2: Double = 0, velocity1: Double = 0, velocity2: Double = 0
    ) {
      self.angle1 = angle1
      self.angle2 = angle2
      self.velocity1 = velocity1
      self.velocity2 = velocity2
    }

    /// The free end is more than a link above the fixed joint (of links of length 1).
    @inlinable public var isGoal: Bool {
      -sineAndCosine(angle1).cosine - sineAndCosine(angle2 + angle1).cosine > 1
    }
  }

  /// Which equations of motion hold.
  public enum Dynamics: String, Sendable, Hashable, CaseIterable {
    /// Those of the book, with which Sutton's results were made.
    case book
    /// Those printed in the paper, which miss a term.
    case nips
  }

  /// The equations of motion (Gymnasium's `book_or_nips`).
  public let dynamics: Dynamics
  /// What the links are.
  public let links: Links
  /// The torque of an action, in newton metres, to either side (Gymnasium's `AVAIL_TORQUE`).
  public let torque: Double
  /// The greatest torque that is added at random in each step (Gymnasium's `torque_noise_max`).
  public let torqueNoise: Double
  /// Seconds from one step to the next (Gymnasium's `dt`).
  public let timeStep: Double
  /// The bounds between which `reset` draws each of the four numbers of the state.
  public let resetBounds: ClosedRange<Double>

  /// Where the links are; hanging at rest until the first reset.
  public var state = State()
  /// No step was taken since the reset: NumPy computes sine and cosine of floats then, not doubles.
  @usableFromInline var isFresh = true

  /// - Parameters:
  ///   - dynamics: the equations of motion.
  ///   - links: lengths, masses and moments of inertia.
  ///   - torque: the torque of an action to either side, in newton metres.
  ///   - torqueNoise: the greatest torque that is added at random in each step; 0 for none.
  ///   - timeStep: seconds from one step to the next; above about 0.5 the integration is unstable.
  ///   - resetBounds: the bounds between which `reset` draws each number of the state
  ///     (Gymnasium's reset options `low` and `high`).
  @inlinable
  public init(
    dynamics: Dynamics = .book, links: Links = Links(), torque: Double = 1, torqueNoise: Double = 0,
    timeStep: Double = 0.2, resetBounds: ClosedRange<Double> = -0.1...0.1
  ) {
    self.dynamics = dynamics
    self.links = links
    self.torque = torque
    self.torqueNoise = torqueNoise
    self.timeStep = timeStep
    self.resetBounds = resetBounds
  }

  public var observationSpace: Box {
    let bound: [Float] = [1, 1, 1, 1, Float(Self.velocityLimit1), Float(Self.velocityLimit2)]
    return Box(shape: [6], low: bound.map(-), high: bound)
  }

  @inlinable public var actionSpace: Discrete { Discrete(3) }

  /// Draws the state; its numbers are rounded to floats, as Gymnasium's are until the first step.
  @inlinable
  public mutating func reset(using generator: inout PCG64) {
    let (low, high) = (resetBounds.lowerBound, resetBounds.upperBound)
    state.angle1 = Double(Float(generator.uniform(low, high)))
    state.angle2 = Double(Float(generator.uniform(low, high)))
    state.velocity1 = Double(Float(generator.uniform(low, high)))
    state.velocity2 = Double(Float(generator.uniform(low, high)))
    isFresh = true
  }

  @inlinable
  public mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    guard UInt(bitPattern: action) < 3 else { Self.refuse(action: action) }
    var torque = Double(action - 1) * torque
    if torqueNoise > 0 { torque += generator.uniform(-torqueNoise, torqueNoise) }
    let next = integrated(torque: torque)
    state.angle1 = Self.wrapped(next[0])
    state.angle2 = Self.wrapped(next[1])
    state.velocity1 = min(max(next[2], -Self.velocityLimit1), Self.velocityLimit1)
    state.velocity2 = min(max(next[3], -Self.velocityLimit2), Self.velocityLimit2)
    isFresh = false
    let terminated = state.isGoal
    return Step(reward: terminated ? 0 : -1, terminated: terminated)
  }

  @usableFromInline @inline(never)
  static func refuse(action: Int) -> Never {
    fatalError(
      "Acrobot: there is no action \(action); 0, 1 and 2 are a torque of −1, 0 and +1 at the joint")
  }

  @inlinable
  public func observe(into observation: inout MutableSpan<Float>) {
    let (first, second) = (circle(state.angle1), circle(state.angle2))
    observation[0] = first.cosine
    observation[1] = first.sine
    observation[2] = second.cosine
    observation[3] = second.sine
    observation[4] = Float(state.velocity1)
    observation[5] = Float(state.velocity2)
  }

  /// Sine and cosine as they are observed.
  @inlinable
  func circle(_ angle: Double) -> (sine: Float, cosine: Float) {
    if isFresh { return vectorSineAndCosine(Float(angle)) }
    let (sine, cosine) = sineAndCosine(angle)
    return (Float(sine), Float(cosine))
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("angle1", &state.angle1)
    visitor.visit("angle2", &state.angle2)
    visitor.visit(
      "velocity1", &state.velocity1, in: -Self.velocityLimit1...Self.velocityLimit1)
    visitor.visit(
      "velocity2", &state.velocity2, in: -Self.velocityLimit2...Self.velocityLimit2)
    visitor.visit("isFresh", &isFresh)
  }
}

extension Acrobot {
  /// How fast the first link can turn, in radians per second: 4π.
  @inlinable public static var velocityLimit1: Double { 4 * Double.pi }
  /// How fast the second link can turn, in radians per second: 9π.
  @inlinable public static var velocityLimit2: Double { 9 * Double.pi }
}
