import Agents

/// What the network of an agent's run has learned.
package func pictures(of run: SavedRun) throws -> [Picture] {
  if let learned = GridValues(run) { return [learned.picture] }
  return PhasePlaneMaps(run).map { [$0.picture] } ?? []
}
