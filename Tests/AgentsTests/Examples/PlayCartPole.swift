import Agents
import Environments
import RLRandom

/// Plays an episode of CartPole with the policy of a run, and returns what it earned.
func playCartPole(by folder: String, seed: UInt64) throws -> Double {
  let policy = try SavedPolicy(contentsOf: folder)
  var environment = TimeLimit(CartPole(), limit: 500)
  var generator = PCG64(seed: seed)
  environment.reset(using: &generator)
  var total = 0.0
  while true {
    var observation = [Float](repeating: 0, count: 4)
    var span = observation.mutableSpan
    environment.observe(into: &span)
    guard case .discrete(let action) = try policy.action(for: observation) else { return total }
    let step = environment.step(action, using: &generator)
    total += step.reward
    if step.isDone { return total }
  }
}
