import Environments
import RLRandom
import RLState

/// A room that loses warmth. The reward is least far from 20 °C; below 10 °C or above 30 °C it ends.
struct Thermostat: Environment {
  var temperature = 20.0

  let observationSpace = Box(count: 1, low: -.infinity, high: .infinity)
  let actionSpace = Discrete(2)

  mutating func reset(using generator: inout PCG64) {
    temperature = generator.uniform(15, 25)
  }

  /// 0 leaves the heater off, 1 turns it on.
  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    temperature += action == 1 ? 1 : -1
    let distance = abs(temperature - 20)
    return Step(reward: 1 - distance / 10, terminated: distance > 10)
  }

  func observe(into observation: inout MutableSpan<Float>) {
    observation[0] = Float((temperature - 20) / 10)
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("temperature", &temperature)
  }
}
