import Environments
import RLNet

extension Sequential {
  /// The action with the largest output for what an environment shows now.
  package func greedyAction(in environment: AnyEnvironment) -> Int {
    let space = environment.observationSpace
    var observation = Array(repeating: Float(0), count: space.count)
    environment.observe(into: &observation, row: 0)
    return greedyActions(space.features(of: observation, rows: 0..<1))[0]
  }
}
