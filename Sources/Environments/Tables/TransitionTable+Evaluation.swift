extension TransitionTable {
  /// The exact expected return of a deterministic policy.
  ///
  /// - Parameters:
  ///   - policy: the action in each state: `[stateCount]`.
  ///   - timeLimit: steps in an episode at most; nil for none.
  ///   - discount: γ in 0 ... 1.
  /// - Throws: `SolverError` where the policy does not fit the table, or where there is no time limit
  ///   and values grow without bound.
  public func expectedReturn(
    of policy: [Int], timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    guard policy.count == stateCount else {
      throw .policySize(found: policy.count, expected: stateCount)
    }
    for (state, action) in policy.enumerated() where !(0..<actionCount).contains(action) {
      throw .action(action, state: state, actionCount: actionCount)
    }
    return try expectedReturn(timeLimit) { values, state in
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
    return try expectedReturn(timeLimit) { values, state in
      (0..<actionCount).reduce(0) { sum, action in
        let probability = probabilities[state * actionCount + action]
        return probability == 0
          ? sum : sum + probability * actionValue(state, action, values, discount)
      }
    }
  }

  /// The exact expected return of the policy that takes each action with the same probability.
  ///
  /// - Throws: `SolverError.noConvergence` where there is no time limit and values grow without
  ///   bound.
  public func uniformRandomReturn(
    timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    let share = 1 / Double(actionCount)
    return try expectedReturn(
      ofProbabilities: Array(repeating: share, count: stateCount * actionCount),
      timeLimit: timeLimit, discount: discount)
  }

  private func expectedReturn(
    _ timeLimit: Int?, _ update: ([Double], Int) -> Double
  ) throws(SolverError) -> Double {
    guard let timeLimit else { return initialMean(try fixedPoint(1e-13, update)) }
    var values = [Double](repeating: 0, count: stateCount)
    for _ in 0..<timeLimit { values = values.indices.map { update(values, $0) } }
    return initialMean(values)
  }
}
