import Environments
import RLRandom
import RLState

/// The action must equal what is seen: 1 if it does. Each episode has 8 steps.
struct DiscreteIdentity: Environment {
  var seen = 0
  var left = 0

  var observationSpace: Discrete { Discrete(3) }
  var actionSpace: Discrete { Discrete(3) }

  mutating func reset(using generator: inout PCG64) {
    seen = generator.integer(below: 3)
    left = 8
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let reward = action == seen ? 1.0 : 0
    seen = generator.integer(below: 3)
    left -= 1
    return Step(reward: reward, terminated: left == 0)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(seen) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("seen", &seen)
    visitor.visit("left", &left)
  }
}

/// The same with a number in ±1: the reward is minus the squared distance.
struct ContinuousIdentity: Environment {
  var seen: Float = 0
  var left = 0

  var observationSpace: Box { Box(count: 1, low: -1, high: 1) }
  var actionSpace: Box { Box(count: 1, low: -1, high: 1) }

  mutating func reset(using generator: inout PCG64) {
    seen = Float(generator.uniform(-1, 1))
    left = 8
  }

  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    let distance = Double(action[0] - seen)
    seen = Float(generator.uniform(-1, 1))
    left -= 1
    return Step(reward: -distance * distance, terminated: left == 0)
  }

  func observe(into observation: inout MutableSpan<Float>) { observation[0] = seen }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("seen", &seen)
    visitor.visit("left", &left)
  }
}

/// Of four actions only two are possible, which ones changes; a forbidden one would give 100.
struct Doors: Environment {
  var first = 0
  var left = 0

  var observationSpace: Discrete { Discrete(4) }
  var actionSpace: Discrete { Discrete(4) }
  static var hasActionMask: Bool { true }

  private func isOpen(_ door: Int) -> Bool { door == first || door == (first + 1) % 4 }

  func writeActionMask(into mask: inout MutableSpan<Bool>) {
    for door in 0..<4 { mask[door] = isOpen(door) }
  }

  mutating func reset(using generator: inout PCG64) {
    first = generator.integer(below: 4)
    left = 6
  }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    let reward = isOpen(action) ? action == first ? 1.0 : 0 : 100
    first = generator.integer(below: 4)
    left -= 1
    return Step(reward: reward, terminated: left == 0)
  }

  func observe(into observation: inout MutableSpan<Int32>) { observation[0] = Int32(first) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("first", &first)
    visitor.visit("left", &left)
  }
}

/// Reward 1 for ever, whatever is done. Sees the steps since the reset, if it is to.
struct Clock: Environment {
  let isSeen: Bool
  var time = 0

  var observationSpace: Discrete { Discrete(6) }
  var actionSpace: Discrete { Discrete(2) }

  mutating func reset(using generator: inout PCG64) { time = 0 }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    time += 1
    return Step(reward: 1, terminated: false)
  }

  func observe(into observation: inout MutableSpan<Int32>) {
    observation[0] = isSeen ? Int32(time) : 0
  }

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("time", &time) }
}

/// Counts 1, 2, 3, ...; takes any number and never ends.
struct Counting: Environment {
  var count = 0

  var observationSpace: Box { Box(count: 2, low: -.infinity, high: .infinity) }
  var actionSpace: Box { Box(count: 2, low: -100, high: 100) }

  mutating func reset(using generator: inout PCG64) { count = 1 }

  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    count += 1
    return Step(reward: Double(count), terminated: false)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(count)
    observation[1] = 3
  }

  mutating func visitState(_ visitor: inout StateVisitor) { visitor.visit("count", &count) }
}
