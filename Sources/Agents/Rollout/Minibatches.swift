/// An order of transitions cut into minibatches of one size; the last one may be smaller.
///
/// One pass over a rollout takes a permutation and every part of it once:
///
/// ```swift
/// for places in minibatches(of: generator.permutation(transitions), size: 64) { ... }
/// ```
///
/// A size below 1 stops the program.
public func minibatches(of order: [Int], size: Int) -> [[Int]] {
  guard size >= 1 else { fatalError("a minibatch has at least 1 transition, not \(size)") }
  return stride(from: 0, to: order.count, by: size).map {
    Array(order[$0..<min($0 + size, order.count)])
  }
}

/// The advantages of a minibatch with mean 0 and deviation 1: their mean subtracted, divided by
/// their sample deviation (n − 1) + 10⁻⁸, as CleanRL and Stable-Baselines3 do. One advantage alone
/// has no deviation and stays as it is.
public func normalizedAdvantages(_ advantages: [Double]) -> [Double] {
  guard advantages.count > 1 else { return advantages }
  let count = Double(advantages.count)
  let mean = advantages.reduce(0, +) / count
  let squares = advantages.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  let divisor = (squares / (count - 1)).squareRoot() + 1e-8
  return advantages.map { ($0 - mean) / divisor }
}
