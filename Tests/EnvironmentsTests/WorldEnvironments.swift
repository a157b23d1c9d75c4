import Environments
import RLRandom
import RLState

/// Counts down from a number drawn at the reset. Which of three actions are possible depends on what
/// is left; a time limit of its own cuts off what begins with 7.
struct Countdown: Environment {
  var start = 0
  var left = 0

  static var hasActionMask: Bool { true }
  var observationSpace: Discrete { Discrete(9) }
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(using generator: inout PCG64) {
    start = 1 + generator.integer(below: 8)
    left = start
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    left = max(0, left - 1 - action)
    return Step(
      reward: generator.uniform() - Double(action), terminated: left == 0,
      truncated: start == 7 && left < 4)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(left) }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for action in mask.indices { mask[action] = action == 0 || left % (action + 1) == 0 }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("start", &start)
    visitor.visit("left", &left)
  }
}

/// A picture of two rows of three bytes that actions of two coordinates make lighter.
struct Camera: Environment {
  var light: [UInt8] = [0, 0, 0, 0, 0, 0]

  var observationSpace: Pixels { Pixels(shape: [1, 2, 3]) }
  var actionSpace: Box { Box(shape: [2], low: [0, -1], high: [2, 1]) }

  mutating func reset(using generator: inout PCG64) {
    for index in light.indices { light[index] = UInt8(generator.integer(below: 64)) }
  }

  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    let added = UInt8(clamped: 40 * action[0]) + UInt8(generator.integer(below: 8))
    light[generator.integer(below: 6)] &+= added
    return Step(reward: Double(action[1]), terminated: light.contains { $0 > 128 })
  }

  func observe(into observation: inout MutableSpan<UInt8>) {
    for index in light.indices { observation[index] = light[index] }
  }

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("light", &light) }
}

/// Gives at its third step what it was made with.
struct Failing: Environment {
  var observed: Float = 0
  var reward = 0.0
  /// What the first episodes begin with, one after the other; later ones with 0.
  var begins: [Float] = []
  var steps = 0
  private var seen: Float = 0
  private var episodes = 0

  init(observed: Float = 0, reward: Double = 0, begins: [Float] = []) {
    (self.observed, self.reward, self.begins) = (observed, reward, begins)
  }

  var observationSpace: Box { Box(count: 2, low: -1, high: 1) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) {
    seen = episodes < begins.count ? begins[episodes] : 0
    episodes += 1
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    steps += 1
    seen = steps == 3 ? observed : -0.5
    return Step(reward: steps == 3 ? reward : 1, terminated: false)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = 0.5
    observation[1] = seen
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("steps", &steps)
    visitor.visit("seen", &seen)
    visitor.visit("episodes", &episodes)
  }
}
