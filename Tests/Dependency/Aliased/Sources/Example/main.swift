import Agents
import Environments
import RLEnvironments
import RLRandom
import RLState

/// A room that warms up by a degree in each step, and is warm at 20 °C.
struct Room: Environment {
  var temperature = Climate.startTemperature

  let observationSpace = Box(count: 1, low: -.infinity, high: .infinity)
  let actionSpace = Discrete(2)

  mutating func reset(using generator: inout PCG64) { temperature = Climate.startTemperature }

  mutating func step(_ action: Int, using generator: inout PCG64) -> Step {
    temperature += 1
    return Step(reward: -1, terminated: temperature >= 20)
  }

  func observe(into observation: inout MutableSpan<Float>) { observation[0] = Float(temperature) }

  mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("temperature", &temperature)
  }
}

var configuration = DQN.Configuration()
configuration.steps = 10
configuration.learningStarts = 4
var training = try Training<DQN>(Room(), configuration, seed: 1)
while !training.isFinished { try training.advance() }
print(
  "\(training.counters.steps) steps, mean return \(training.evaluate(episodes: 3).mean)")
