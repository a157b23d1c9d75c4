import Agents
import Environments

/// Trains DQN on CartPole, and returns the mean of 100 fresh episodes.
func trainCartPole(seed: UInt64) throws -> Double {
  let environment = try AnyEnvironment(TimeLimit(CartPole(), limit: 500))
  let preset = DQN.preset(named: "default", for: "CartPole-v1")!
  var training = Training<DQN>(environment, preset.configuration, seed: seed)
  while !training.isFinished { training.advance() }
  return training.evaluate(episodes: 100).mean
}
