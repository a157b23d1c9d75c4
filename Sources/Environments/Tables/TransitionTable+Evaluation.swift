extension TransitionTable {
  /// The exact expected return of a deterministic policy.
  ///
  /// - Parameters:
  ///   - policy: the action in each state: `[stateCount]`.
  ///   - timeLimit: steps in an episode at most; nil for none.
  ///   - discount: γ in 0 ... 1.
  /// - Throws: `SolverError` where the policy does not fit the table, or where there is neither a
  ///   time limit nor a discount below 1 and the policy has no bounded return.
  public func expectedReturn(
    of policy: [Int], timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    guard policy.count == stateCount else {
      throw .policySize(found: policy.count, expected: stateCount)
    }
    for (state, action) in policy.enumerated() where !(0..<actionCount).contains(action) {
      throw .action(action, state: state, actionCount: actionCount)
    }
    let reach = PolicyReach(self) { state, action in policy[state] == action }
    return try expectedReturn(reach, timeLimit, discount) { values, state in
      actionValue(state, policy[state], values, discount)
    }
  }

  /// The exact expected return of a stochastic policy.
  ///
  /// - Parameters:
  ///   - probabilities: the probability of each action in each state: `[stateCount, actionCount]`.
  ///   - timeLimit: steps in an episode at most; nil for none.
  ///   - discount: γ in 0 ... 1.
  /// - Throws: as for a deterministic policy.
  public func expectedReturn(
    ofProbabilities probabilities: [Double], timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    guard probabilities.count == stateCount * actionCount else {
      throw .policySize(found: probabilities.count, expected: stateCount * actionCount)
    }
    let reach = PolicyReach(self) { state, action in
      probabilities[state * actionCount + action] != 0
    }
    return try expectedReturn(reach, timeLimit, discount) { values, state in
      meanValue(state, probabilities, values, discount)
    }
  }

  /// The exact value of a stochastic policy in each state, without a time limit: `[stateCount]`.
  ///
  /// - Parameter probabilities: as above, of the size that fits the table.
  /// - Throws: `SolverError.noConvergence` where values do not settle.
  package func values(
    ofProbabilities probabilities: [Double], discount: Double
  ) throws(SolverError) -> [Double] {
    try fixedPoint(1e-13, 0..<stateCount) { values, state in
      meanValue(state, probabilities, values, discount)
    }
  }

  /// The expected discounted return of an action drawn from a stochastic policy.
  private func meanValue(
    _ state: Int, _ probabilities: [Double], _ values: [Double], _ discount: Double
  ) -> Double {
    var sum = 0.0
    for action in 0..<actionCount {
      let probability = probabilities[state * actionCount + action]
      if probability != 0 { sum += probability * actionValue(state, action, values, discount) }
    }
    return sum
  }

  /// The exact expected return of the policy that takes each action with the same probability.
  ///
  /// - Throws: `SolverError.unboundedReturn` where there is neither a time limit nor a discount below
  ///   1 and an end cannot be reached.
  public func uniformRandomReturn(
    timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    let share = 1 / Double(actionCount)
    return try expectedReturn(
      ofProbabilities: Array(repeating: share, count: stateCount * actionCount),
      timeLimit: timeLimit, discount: discount)
  }

  private func expectedReturn(
    _ reach: PolicyReach, _ timeLimit: Int?, _ discount: Double,
    _ update: ([Double], Int) -> Double
  ) throws(SolverError) -> Double {
    if let timeLimit { return initialMean(swept(timeLimit, reach.states, update)) }
    if discount >= 1, let state = reach.endlessState { throw .unboundedReturn(state: state) }
    return initialMean(try fixedPoint(1e-13, reach.states, update))
  }
}
