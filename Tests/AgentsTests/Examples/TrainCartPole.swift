import Agents
import Environments

/// Trains DQN on CartPole, and returns the mean of 100 fresh episodes.
func trainCartPole(seed: UInt64) throws -> Double {
  let environment = TimeLimit(CartPole(), limit: 500)
  let preset = try DQN.requirePreset("default", for: "CartPole-v1")
  var training = try Training<DQN>(environment, preset.configuration, seed: seed)
  while !training.isFinished { try training.advance() }
  return training.evaluate(episodes: 100).mean
}
