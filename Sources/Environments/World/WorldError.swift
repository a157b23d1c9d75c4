/// Why an environment cannot be acted in.
public struct WorldError: Error, Hashable, CustomStringConvertible {
  /// What is wrong.
  public enum Problem: Sendable, Hashable {
    /// The observations are neither discrete nor a box nor pixels.
    case observationSpace(String)
    /// The actions are neither discrete nor a box.
    case actionSpace(String)
    /// A coordinate of the actions has a bound that is infinite.
    case unboundedAction(coordinate: Int, low: Float, high: Float)
    /// A mask can only be of discrete actions.
    case maskOfContinuousActions
    /// A mask allows no action at the first observation.
    case noPossibleAction(environment: Int)
    /// An observation leaves a scalar as it was.
    case unwrittenScalar(Int, of: Int)
    /// There is no environment at all.
    case noEnvironments
  }

  /// The type of the environment, without its wrappers.
  public let environment: String
  public let problem: Problem

  public init(_ environment: String, _ problem: Problem) {
    self.environment = environment
    self.problem = problem
  }

  public var description: String {
    switch problem {
    case .observationSpace(let space):
      "\(environment) has an observation space of its own (\(space)); "
        + "agents know Discrete, Box and Pixels"
    case .actionSpace(let space):
      "\(environment) has an action space of its own (\(space)); agents know Discrete and Box"
    case .unboundedAction(let coordinate, let low, let high):
      "\(environment) has actions without a bound: coordinate \(coordinate) is from \(low) to "
        + "\(high); give its Box finite bounds"
    case .maskOfContinuousActions:
      "\(environment) gives a mask of actions, and its actions are continuous; only discrete ones "
        + "can be masked"
    case .noPossibleAction(let row):
      "\(environment): its mask allows no action at the beginning of an episode (environment \(row)); "
        + "at least one must be possible"
    case .unwrittenScalar(let index, let count):
      "\(environment): observe(into:) leaves scalar \(index) of \(count) unwritten; it must write as "
        + "many as its observationSpace has"
    case .noEnvironments:
      "\(environment): there must be at least one environment"
    }
  }
}
