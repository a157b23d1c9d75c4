import Environments
import RLRandom
import RLState
import Testing

/// What `Fixtures/make_classic_control.py` wrote.
struct ClassicControlRecording: Decodable {
  struct Case: Decodable {
    var id, policy: String
    var variant: Variant
    var episodes: [Episode]
    var first: First
  }
  struct Episode: Decodable {
    var seed: UInt64
    var steps, flag: Int
    var hash: String
  }
  /// The first steps of the first episode, in hexadecimal bits.
  struct First: Decodable {
    var states, actions, observations, rewards: String
  }
  /// What differs from Gymnasium's defaults.
  struct Variant: Decodable {
    var low, high, goalVelocity, gravity, resetAngle, resetVelocity, timeStep, torqueNoise: Double?
    var length1, mass1, mass2, center1, center2, inertia: Double?
    var torques: [Double]?
    var dynamics: String?

    var resetBounds: ClosedRange<Double>? { low.flatMap { low in high.map { low...$0 } } }
  }

  var sines: String
  var cases: [Case]
}

/// A classic environment as the tests follow it: its state can be set to a recorded one.
protocol Followed: Environment where ObservationSpace == Box {
  init(_ variant: ClassicControlRecording.Variant)
  /// The action that a policy of the recording takes.
  func action(
    _ policy: String, _ generator: inout PCG64, _ observation: [Float], seed: UInt64
  ) -> ActionSpace.Element
  /// What an action is recorded as.
  func scalar(_ action: ActionSpace.Element) -> Float
  func action(_ scalar: Float) -> ActionSpace.Element
  /// Takes over the numbers of a state of Gymnasium.
  mutating func follow(_ state: [Double])
}

extension Followed where ActionSpace == Discrete {
  func action(
    _ policy: String, _ generator: inout PCG64, _ observation: [Float], seed: UInt64
  ) -> Int {
    if policy == "constant" { return Int(seed % 3) }
    let draw = generator.integer(below: policy == "guided" ? 8 : 3)
    return draw < 3 ? draw : observation.last! >= 0 ? 2 : 0
  }

  func scalar(_ action: Int) -> Float { Float(action) }
  func action(_ scalar: Float) -> Int { Int(clamped: scalar) }
}

extension Followed where ActionSpace == Box {
  func action(
    _ policy: String, _ generator: inout PCG64, _ observation: [Float], seed: UInt64
  ) -> [Float] {
    let high = actionSpace.high[0]
    switch policy {
    case "uniform": return [Float(generator.uniform(-Double(high), Double(high)))]
    case "guided":
      let size = generator.uniform(0.5, 1.5) * Double(high)
      return [Float(observation.last!.sign == .minus ? -size : size)]
    default:
      let choices = [
        -high, high, -1.5 * high, 1.5 * high, 100 * high, 0, (-high).nextDown, high.nextUp,
      ]
      return [choices[generator.integer(below: 8)]]
    }
  }

  func scalar(_ action: [Float]) -> Float { action[0] }
  func action(_ scalar: Float) -> [Float] { [scalar] }
}

extension Acrobot: Followed {
  init(_ variant: ClassicControlRecording.Variant) {
    self.init(
      dynamics: Dynamics(rawValue: variant.dynamics ?? "book")!,
      links: Links(
        length1: variant.length1 ?? 1, mass1: variant.mass1 ?? 1,
        mass2: variant.mass2 ?? 1, center1: variant.center1 ?? 0.5,
        center2: variant.center2 ?? 0.5, inertia: variant.inertia ?? 1),
      torque: variant.torques?[2] ?? 1, torqueNoise: variant.torqueNoise ?? 0,
      timeStep: variant.timeStep ?? 0.2, resetBounds: variant.resetBounds ?? -0.1...0.1)
  }

  mutating func follow(_ state: [Double]) {
    self.state = State(
      angle1: state[0], angle2: state[1], velocity1: state[2], velocity2: state[3])
  }
}

extension MountainCar: Followed {
  init(_ variant: ClassicControlRecording.Variant) {
    self.init(
      goalVelocity: variant.goalVelocity ?? 0, resetBounds: variant.resetBounds ?? -0.6 ... -0.4)
  }

  mutating func follow(_ state: [Double]) {
    self.state = State(position: state[0], velocity: state[1])
  }
}

extension MountainCarContinuous: Followed {
  init(_ variant: ClassicControlRecording.Variant) {
    self.init(
      goalVelocity: variant.goalVelocity ?? 0, resetBounds: variant.resetBounds ?? -0.6 ... -0.4)
  }

  mutating func follow(_ state: [Double]) {
    self.state = MountainCar.State(position: state[0], velocity: state[1])
  }
}

extension Pendulum: Followed {
  init(_ variant: ClassicControlRecording.Variant) {
    self.init(
      gravity: variant.gravity ?? 10, resetAngle: variant.resetAngle ?? .pi,
      resetVelocity: variant.resetVelocity ?? 1)
  }

  mutating func follow(_ state: [Double]) {
    self.state = State(angle: state[0], angularVelocity: state[1])
  }
}
