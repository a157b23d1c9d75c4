import Agents

/// What the network of an agent's run has learned.
package func pictures(of run: SavedRun) throws -> [Picture] { [] }

/// The episode of the evaluation that is shown; nil where the environment has no scene.
func replay(of run: SavedRun) throws -> Replay? { nil }
