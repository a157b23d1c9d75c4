import RLRandom
import RLState

/// The car of `MountainCar` with a force of any strength, from −1 (left) to 1 (right), that costs
/// something.
///
/// Equal to Gymnasium 1.4.0's `Continuous_MountainCarEnv` with NumPy 2 and glibc on x86-64 bit for bit,
/// on every machine; `TimeLimit` adds the limit of 999 steps.
///
/// - The observation is the position and the velocity.
/// - The action is one number, the force. One beyond −1 ... 1 pushes no harder, but costs more.
/// - The reward is −0.1 · action² for each step, and 100 more for the one that reaches the flag.
/// - The episode terminates where the car is at 0.45 or beyond, not slower than the goal velocity.
///
/// Source: as of `MountainCar`.
@frozen
public struct MountainCarContinuous: Environment {
  /// How fast the car must be at the flag.
  public let goalVelocity: Double
  /// The bounds between which `reset` draws the position.
  public let resetBounds: ClosedRange<Double>

  /// Where the car is; at rest in the valley until the first reset.
  public var state = MountainCar.State()
  /// No step was taken since the reset: Gymnasium's state is of doubles then, and of floats later.
  @usableFromInline var isFresh = true

  /// - Parameters:
  ///   - goalVelocity: how fast the car must be at the flag, at least.
  ///   - resetBounds: the bounds between which `reset` draws the position (Gymnasium's reset options
  ///     `low` and `high`).
  @inlinable
  public init(goalVelocity: Double = 0, resetBounds: ClosedRange<Double> = -0.6 ... -0.4) {
    self.goalVelocity = goalVelocity
    self.resetBounds = resetBounds
  }

  public var observationSpace: Box { MountainCar.observationSpace }

  public var actionSpace: Box { Box(count: 1, low: -1, high: 1) }

  @inlinable @inline(__always)
  public mutating func reset(using generator: inout PCG64) {
    state.position = generator.uniform(resetBounds.lowerBound, resetBounds.upperBound)
    state.velocity = 0
    isFresh = true
  }

  /// - Parameter action: the force, one number.
  @inlinable
  public mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    guard action.count == 1 else { Self.refuse(action: action) }
    let force = action[0]
    let clipped: Double? = force < -1 ? -1 : force > 1 ? 1 : nil

    // NumPy rounds to a float what a float takes part in. Numbers here are doubles; those that NumPy
    // rounds are rounded.
    let angle = isFresh ? 3 * state.position : Double(3 * Float(state.position))
    let pull = Self.gravity * sineAndCosine(angle).cosine
    let push =
      clipped.map { $0 * Self.power - pull } ?? Double(force * Float(Self.power) - Float(pull))
    var velocity = sum(state.velocity, push)
    let isTooFast = abs(velocity) > rounded(MountainCar.speedLimit)
    if isTooFast { velocity = velocity > 0 ? MountainCar.speedLimit : -MountainCar.speedLimit }
    var position = sum(state.position, velocity)
    position = min(position, rounded(MountainCar.rightEnd))
    if position <= rounded(MountainCar.leftEnd) {
      position = rounded(MountainCar.leftEnd)
      // The wall takes all speed.
      if velocity < 0 { velocity = 0 }
    }
    // The speed limit is a double, with which the goal velocity is compared as it is.
    let enough = isTooFast ? goalVelocity : rounded(goalVelocity)
    let terminated = position >= rounded(Self.goal) && velocity >= enough

    state.position = Double(Float(position))
    state.velocity = Double(Float(velocity))
    isFresh = false
    // The square of a float is an exact double, as the C library's power gives it.
    let cost = Double(force) * Double(force) * 0.1
    return Step(reward: (terminated ? 100 : 0) - cost, terminated: terminated)
  }

  /// A number of the problem beside one of the state.
  @inlinable @inline(__always)
  func rounded(_ number: Double) -> Double { isFresh ? number : Double(Float(number)) }

  /// A number of the state and another one.
  @inlinable @inline(__always)
  func sum(_ number: Double, _ other: Double) -> Double {
    isFresh ? number + other : Double(Float(number) + Float(other))
  }

  @usableFromInline @inline(never)
  static func refuse(action: [Float]) -> Never {
    fatalError("MountainCarContinuous: an action is 1 number, got \(action.count): \(action)")
  }

  @inlinable @inline(__always)
  public func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(state.position)
    observation[1] = Float(state.velocity)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    // They are rounded to floats.
    func range(_ low: Double, _ high: Double) -> ClosedRange<Double> {
      min(low, Double(Float(low)))...max(high, Double(Float(high)))
    }
    let limit = MountainCar.speedLimit
    visitor.visit(
      "position", &state.position, in: range(MountainCar.leftEnd, MountainCar.rightEnd))
    visitor.visit("velocity", &state.velocity, in: range(-limit, limit))
    visitor.visit("isFresh", &isFresh)
  }
}

/// The constants of the problem; others are `MountainCar`'s.
extension MountainCarContinuous {
  @inlinable static var power: Double { 0.0015 }
  @inlinable static var gravity: Double { 0.0025 }
  /// Where the flag is.
  @inlinable public static var goal: Double { 0.45 }
}
