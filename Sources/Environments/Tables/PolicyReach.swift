/// Where a policy can lead to from the first states of a table.
struct PolicyReach {
  /// The states that can be visited, ascending. An outcome that ends the episode visits none.
  private(set) var states: [Int]
  private let table: TransitionTable
  private let takes: (Int, Int) -> Bool

  /// - Parameter takes: whether the policy can take an action (second argument) in a state (first).
  init(_ table: TransitionTable, takes: @escaping (Int, Int) -> Bool) {
    self.table = table
    self.takes = takes
    states = []
    var isReached = table.initialDistribution.map { $0 > 0 }
    var frontier = isReached.indices.filter { isReached[$0] }
    while let state = frontier.popLast() {
      states.append(state)
      for outcome in outcomes(of: state) where !outcome.terminated {
        guard !isReached[outcome.nextState] else { continue }
        isReached[outcome.nextState] = true
        frontier.append(outcome.nextState)
      }
    }
    states.sort()
  }

  /// What can happen in a state.
  private func outcomes(of state: Int) -> [TransitionTable.Outcome] {
    (0..<table.actionCount).filter { takes(state, $0) }
      .flatMap { table.outcomes(of: state, action: $0) }
      .filter { $0.probability > 0 }
  }

  /// A state from which rewards other than 0 go on for ever, if there is one: from it neither the
  /// end of the episode can be reached nor a state after which all rewards are 0. Where there is
  /// none, one of both comes with probability 1, so the undiscounted return is bounded.
  var endlessState: Int? {
    var predecessors = [[Int]](repeating: [], count: table.stateCount)
    var canEnd: [Int] = []
    var canEarn: [Int] = []
    for state in states {
      let outcomes = outcomes(of: state)
      if outcomes.contains(where: \.terminated) { canEnd.append(state) }
      if outcomes.contains(where: { $0.reward != 0 }) { canEarn.append(state) }
      for outcome in outcomes where !outcome.terminated {
        predecessors[outcome.nextState].append(state)
      }
    }
    /// The states from which one of `targets` can be reached, themselves included.
    func ancestors(of targets: [Int]) -> [Bool] {
      var isAncestor = [Bool](repeating: false, count: table.stateCount)
      for state in targets { isAncestor[state] = true }
      var frontier = targets
      while let state = frontier.popLast() {
        for previous in predecessors[state] where !isAncestor[previous] {
          isAncestor[previous] = true
          frontier.append(previous)
        }
      }
      return isAncestor
    }
    let earns = ancestors(of: canEarn)
    let settles = ancestors(of: canEnd + states.filter { !earns[$0] })
    return states.first { !settles[$0] }
  }
}
