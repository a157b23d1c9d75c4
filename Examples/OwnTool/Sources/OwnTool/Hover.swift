import Environments
import RLRandom
import RLState

/// A balloon that is to hover at height 0: its burner pushes up or down by up to 1 m/s² (a continuous
/// action), and each episode begins somewhere else.
struct Hover: Environment {
  var height = 0.0
  var speed = 0.0

  let observationSpace = Box(count: 2, low: -.infinity, high: .infinity)
  let actionSpace = Box(count: 1, low: -1, high: 1)

  mutating func reset(using generator: inout PCG64) {
    height = generator.uniform(-2, 2)
    speed = 0
  }

  mutating func step(_ action: [Float], using generator: inout PCG64) -> Step {
    speed += 0.2 * Double(min(max(action[0], -1), 1))
    height += 0.2 * speed
    return Step(reward: -height * height - 0.1 * speed * speed, terminated: abs(height) > 10)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float(height)
    observation[1] = Float(speed)
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("height", &height)
    visitor.visit("speed", &speed)
  }
}
