import Agents

/// What the network of an agent's run has learned.
package func pictures(of run: SavedRun) throws -> [Picture] { [] }
