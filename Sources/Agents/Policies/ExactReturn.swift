import Environments
import RLNet

/// The exact expected undiscounted return of the greedy policy under the environment's time limit;
/// nil where the environment has no table, or where the policy need not reach an end.
public func exactReturn(of policy: some Policy, in world: World) -> Double? {
  // A table of greedy actions knows no mask.
  guard world.actionMask == nil, let table = world.table,
    let actions = policy.greedyTable(in: world.spaces.observation)
  else { return nil }
  return try? table.expectedReturn(of: actions, timeLimit: world.timeLimit)
}

extension Policy {
  /// The greedy action in every state of a tabular environment, `[states]`; nil where observations
  /// are not numbers of states, or actions are not discrete.
  ///
  /// States are asked for in blocks, so memory grows with their number and not with its square.
  public func greedyTable(in space: AnySpace) -> [Int]? {
    guard case .discrete(let states) = space else { return nil }
    var table: [Int] = []
    table.reserveCapacity(states.n)
    while table.count < states.n {
      let rest = table.count..<states.n
      let block = rest.prefix(
        greedyActions(oneHot: [0]) == nil ? max(1, (4 << 20) / states.n) : 4096)
      guard case .discrete(let actions) = greedyActions(ofStates: block, in: space) else {
        return nil
      }
      table += actions
    }
    return table
  }

  private func greedyActions(ofStates states: Range<Int>, in space: AnySpace) -> Actions {
    if let actions = greedyActions(oneHot: Array(states)) { return actions }
    let numbers = Scalars.integers(states.map(Int32.init))
    return greedyActions(space.features(of: numbers, rows: 0..<states.count), mask: nil)
  }
}

/// Exact expected undiscounted returns that a policy can be measured against.
public struct ExactReferences: Sendable, Hashable {
  /// The best return under the time limit.
  public let optimum: Double
  /// The return of the policy that takes each action with the same probability.
  public let uniformRandom: Double

  /// Nil where the environment has no table, or where a return is not bounded.
  public init?(_ world: World) {
    guard let table = world.table,
      let optimum = try? table.optimalReturn(timeLimit: world.timeLimit),
      let uniformRandom = try? table.uniformRandomReturn(timeLimit: world.timeLimit)
    else { return nil }
    self.optimum = optimum
    self.uniformRandom = uniformRandom
  }
}
