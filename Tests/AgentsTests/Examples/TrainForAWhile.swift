import Agents
import Foundation

/// Trains PPO on CartPole for a while at most, or goes on with what was begun in the folder before.
func trainForAWhile(_ duration: Duration, in folder: String) throws -> SavedTraining {
  let deadline = ContinuousClock.now + duration
  var callbacks = RunCallbacks()
  callbacks.shouldStop = { ContinuousClock.now > deadline }
  callbacks.evaluation = { step, evaluation in print("step \(step): \(evaluation.mean)") }

  let catalog = Catalog.builtIn
  if FileManager.default.fileExists(atPath: folder + "/config.json") {
    return try catalog.resume(folder, callbacks: callbacks)
  }
  return try catalog.train(
    "cartpole", with: "ppo", settings: ["steps": "10000"], seed: 1, in: folder,
    callbacks: callbacks)
}
