import Agents
import Environments
import RLNet

/// Two layers with layer normalisation between them: what an agent's hidden layers can be.
enum Normalised: NetworkDesign {
  static let body = NetworkBody("normalised") { space, generator in
    Sequential(
      Linear(space.featureCount, 64, using: &generator), LayerNorm(64), ReLU(),
      Linear(64, 64, using: &generator), LayerNorm(64), ReLU())
  }
}

/// DQN with this network: an agent named `dqn-normalised`.
typealias NormalisedDQN = WithBody<DQN, Normalised>

/// Trains it on CartPole, and returns the mean of 100 fresh episodes.
func trainOwnNetwork(steps: Int, seed: UInt64) throws -> Double {
  let environment = TimeLimit(CartPole(), limit: 500)
  var configuration = try NormalisedDQN.requirePreset("default", for: "CartPole-v1").configuration
  configuration.steps = steps
  var training = try Training<NormalisedDQN>(environment, configuration, seed: seed)
  while !training.isFinished { try training.advance() }
  return training.evaluate(episodes: 100).mean
}
