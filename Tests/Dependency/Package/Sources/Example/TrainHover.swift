import Agents
import Environments

/// Trains SAC on it, and returns the mean of 20 fresh episodes.
func trainHover(seed: UInt64) throws -> Double {
  let environment = TimeLimit(Hover(), limit: 50)
  try checkEnvironment(environment)
  var configuration = SAC.Configuration()
  configuration.steps = 3_000
  configuration.hidden = [32, 32]
  configuration.replay.batchSize = 64
  configuration.actorLearningRate = 1e-3
  configuration.criticLearningRate = 1e-3
  var training = try Training<SAC>(environment, configuration, seed: seed)
  while !training.isFinished { try training.advance() }
  return training.evaluate(episodes: 20).mean
}
