import Environments
import RLNet

/// The exact expected undiscounted return of the greedy policy under the environment's time limit;
/// nil where the environment has no table, or where the policy need not reach an end.
public func exactReturn(of network: Sequential, in environment: AnyEnvironment) -> Double? {
  guard let table = environment.table,
    let policy = network.greedyPolicy(in: environment.observationSpace)
  else { return nil }
  return try? table.expectedReturn(of: policy, timeLimit: environment.timeLimit)
}

/// Exact expected undiscounted returns that a policy can be measured against.
public struct ExactReferences: Sendable, Hashable {
  /// The best return under the time limit.
  public let optimum: Double
  /// The return of the policy that takes each action with the same probability.
  public let uniformRandom: Double

  /// Nil where the environment has no table, or where a return is not bounded.
  public init?(_ environment: AnyEnvironment) {
    guard let table = environment.table,
      let optimum = try? table.optimalReturn(timeLimit: environment.timeLimit),
      let uniformRandom = try? table.uniformRandomReturn(timeLimit: environment.timeLimit)
    else { return nil }
    self.optimum = optimum
    self.uniformRandom = uniformRandom
  }
}
