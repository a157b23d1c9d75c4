extension TransitionTable {
  /// The expected discounted return of an action, where `values` are those of the states after it.
  package func actionValue(
    _ state: Int, _ action: Int, _ values: [Double], _ discount: Double
  ) -> Double {
    var sum = 0.0
    for index in range(of: state, action: action) {
      let outcome = outcomes[index]
      let future = outcome.terminated ? 0 : discount * values[outcome.nextState]
      sum += outcome.probability * (outcome.reward + future)
    }
    return sum
  }

  /// The expected discounted return of the best action.
  func greatestValue(_ state: Int, _ values: [Double], _ discount: Double) -> Double {
    var greatest = -Double.infinity
    for action in 0..<actionCount {
      greatest = max(greatest, actionValue(state, action, values, discount))
    }
    return greatest
  }

  /// The mean of `values` under the initial distribution.
  func initialMean(_ values: [Double]) -> Double {
    zip(initialDistribution, values).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// Optimal values and policy without a time limit, by value iteration (Sutton and Barto,
  /// "Reinforcement Learning", 2nd edition, section 4.4).
  ///
  /// Values start at 0 and all states are updated at once, so with discount 1 they are the limit of
  /// the optimal values of ever longer time limits.
  ///
  /// - Parameters:
  ///   - discount: γ in 0 ... 1.
  ///   - tolerance: iteration ends when no value moves by more than this.
  /// - Throws: `SolverError.noConvergence` where values do not settle.
  public func optimum(
    discount: Double = 1, tolerance: Double = 1e-13
  ) throws(SolverError) -> TableSolution {
    let values = try fixedPoint(tolerance, 0..<stateCount) { values, state in
      greatestValue(state, values, discount)
    }
    return TableSolution(
      values: values, policy: greedyPolicy(values, discount),
      expectedReturn: initialMean(values))
  }

  /// The policy that is greedy with respect to optimal `values` and leads to an end where it can.
  ///
  /// With discount 1, standing still can be as good as going on; so the states from which an optimal
  /// action can end the episode are settled first, then those from which one can lead to a settled
  /// state, and so on.
  func greedyPolicy(_ values: [Double], _ discount: Double) -> [Int] {
    let best = values.indices.map { state in
      let actionValues = (0..<actionCount).map { actionValue(state, $0, values, discount) }
      let most = actionValues.reduce(-.infinity, max)
      return (0..<actionCount).filter { actionValues[$0] >= most - 1e-9 * max(1, abs(most)) }
    }
    var policy = [Int?](repeating: nil, count: stateCount)
    var hasSettled = true
    while hasSettled {
      let settled = policy
      for state in policy.indices where settled[state] == nil {
        policy[state] = best[state].first { action in
          outcomes(of: state, action: action).contains {
            $0.probability > 0 && ($0.terminated || settled[$0.nextState] != nil)
          }
        }
      }
      hasSettled = policy != settled
    }
    return policy.indices.map { policy[$0] ?? best[$0][0] }
  }

  /// The optimal expected return from the initial distribution, without the actions that reach it:
  /// memory does not grow with the time limit, and sweeps end once values stay.
  ///
  /// - Parameters:
  ///   - timeLimit: steps in an episode at most; nil for none.
  ///   - discount: γ in 0 ... 1.
  /// - Throws: `SolverError.noConvergence` where there is no time limit and values grow without
  ///   bound.
  public func optimalReturn(
    timeLimit: Int?, discount: Double = 1
  ) throws(SolverError) -> Double {
    guard let timeLimit else { return try optimum(discount: discount).expectedReturn }
    let states = PolicyReach(self) { _, _ in true }.states
    return initialMean(
      swept(timeLimit, states) { values, state in greatestValue(state, values, discount) })
  }

  /// Optimal values and actions under a time limit, by dynamic programming backwards from the last
  /// step. A truncated episode has no future: its return is what was collected.
  ///
  /// Memory grows with the time limit; `optimalReturn(timeLimit:discount:)` needs none for actions.
  ///
  /// - Parameters:
  ///   - timeLimit: steps in an episode at most.
  ///   - discount: γ in 0 ... 1.
  public func optimum(timeLimit: Int, discount: Double = 1) -> TimeLimitedSolution {
    var values = [Double](repeating: 0, count: stateCount)
    var actions: [[Int]] = []
    while actions.count < timeLimit {
      var updated = values
      var row = [Int](repeating: 0, count: stateCount)
      for state in values.indices {
        updated[state] = -.infinity
        for action in 0..<actionCount {
          let value = actionValue(state, action, values, discount)
          if value > updated[state] { (updated[state], row[state]) = (value, action) }
        }
      }
      actions.append(row)
      if zip(values, updated).allSatisfy({ $0.bitPattern == $1.bitPattern }) {
        // Values stay from here on, and so do the actions that are best for them.
        actions += repeatElement(row, count: timeLimit - actions.count)
      }
      values = updated
    }
    return TimeLimitedSolution(
      values: values, actions: actions, expectedReturn: initialMean(values))
  }
}
