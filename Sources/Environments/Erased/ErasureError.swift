/// Why an environment cannot be an `AnyEnvironment`.
public enum ErasureError: Error, Hashable, CustomStringConvertible {
  /// The actions are not discrete.
  case continuousActions(environment: String, actionSpace: String)
  /// The observations are neither a box nor discrete.
  case observations(environment: String, observationSpace: String)

  public var description: String {
    switch self {
    case .continuousActions(let environment, let actionSpace):
      "\(environment) has a continuous action space (\(actionSpace)); a discrete one is needed"
    case .observations(let environment, let observationSpace):
      "\(environment) has the observation space \(observationSpace); a Box or a Discrete is needed"
    }
  }
}
