extension TransitionTable {
  /// Sweeps after which an iteration without a time limit gives up.
  static var sweepLimit: Int { 1_000_000 }

  /// The values after `count` sweeps, from 0 on; a sweep updates `states` at once, and the values of
  /// the others stay 0. Once a sweep changes no bit, no further one can, so it is the last.
  func swept(
    _ count: Int, _ states: some Collection<Int>, _ update: ([Double], Int) -> Double
  ) -> [Double] {
    guard count >= 0 else {
      fatalError("TransitionTable: the time limit is \(count); it must not be negative")
    }
    var values = [Double](repeating: 0, count: stateCount)
    var updated = values
    for _ in 0..<count {
      var hasChanged = false
      for state in states {
        updated[state] = update(values, state)
        hasChanged = hasChanged || updated[state].bitPattern != values[state].bitPattern
      }
      guard hasChanged else { break }
      swap(&values, &updated)
    }
    return values
  }

  /// Repeats `update(values, state)` for `states` at once until values stay.
  ///
  /// - Parameter tolerance: how much a value may still move, relative to the greatest one above 1.
  /// - Throws: `SolverError.noConvergence`.
  func fixedPoint(
    _ tolerance: Double, _ states: some Collection<Int>, _ update: ([Double], Int) -> Double
  ) throws(SolverError) -> [Double] {
    var values = [Double](repeating: 0, count: stateCount)
    var updated = values
    var change = Double.infinity
    for _ in 0..<Self.sweepLimit {
      change = 0
      var greatest = 1.0
      for state in states {
        updated[state] = update(values, state)
        change = max(change, abs(updated[state] - values[state]))
        greatest = max(greatest, abs(updated[state]))
      }
      swap(&values, &updated)
      if change <= tolerance * greatest { return values }
    }
    throw .noConvergence(sweeps: Self.sweepLimit, change: change)
  }
}
