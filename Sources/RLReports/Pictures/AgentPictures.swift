import Agents
import Environments

/// What the network of an agent's run has learned.
package func pictures(of run: SavedRun) throws -> [Picture] {
  if let learned = GridValues(run) { return [learned.picture] }
  if let environment = run.environment.environment(), innermost(environment) is CartPole {
    return CartPoleMaps(run).map { [$0.picture] } ?? []
  }
  return []
}
