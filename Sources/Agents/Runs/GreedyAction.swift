import Environments
import RLNet

extension Sequential {
  /// The action with the largest output for what an environment shows now.
  package func greedyAction(in environment: AnyEnvironment) -> Int {
    let features = environment.observationSpace.features(of: environment.observation, rows: 0..<1)
    return greedyActions(features)[0]
  }
}
