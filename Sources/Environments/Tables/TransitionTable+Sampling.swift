import RLRandom

extension TransitionTable {
  /// Draws a first state.
  ///
  /// Gymnasium's rule, for this and for outcomes: one double u is drawn, always, and the first index
  /// whose cumulative probability exceeds u is taken (0 if rounding leaves none).
  @inlinable
  public func sampleInitialState(using generator: inout PCG64) -> Int {
    let u = generator.uniform()
    var cumulative = 0.0
    for state in initialDistribution.indices {
      cumulative += initialDistribution[state]
      if cumulative > u { return state }
    }
    return 0
  }

  /// Draws what happens after an action.
  @inlinable
  public func sampleOutcome(
    of state: Int, action: Int, using generator: inout PCG64
  ) -> Outcome {
    let u = generator.uniform()
    let range = range(of: state, action: action)
    var cumulative = 0.0
    for index in range {
      cumulative += outcomes[index].probability
      if cumulative > u { return outcomes[index] }
    }
    return outcomes[range.lowerBound]
  }
}
