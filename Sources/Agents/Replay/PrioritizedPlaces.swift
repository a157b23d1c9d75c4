import RLRandom
import RLState

/// Which transitions of a replay buffer to learn from next: those of large errors more often
/// (proportional prioritised replay, Schaul et al. 2016).
///
/// A transition's priority is p = (|δ| + ε)^α of its latest error δ; a new one has the greatest
/// |δ| + ε so far, so that it is soon learned from. Place i is drawn with probability
/// P(i) = pᵢ / Σ p, and its loss is weighted by (N·P(i))^−β, divided by the greatest such weight.
public struct PrioritizedPlaces: Sendable {
  /// What weights are divided by.
  public enum Greatest: Sendable, Hashable {
    /// The greatest weight in the batch.
    case inBatch
    /// The greatest weight of all transitions (baselines, CleanRL).
    case ofAll
  }

  /// Places drawn and the weights of their losses.
  public struct Draw: Sendable, Hashable {
    /// `[batch]`.
    public let places: [Int]
    /// In 0...1, `[batch]`.
    public let weights: [Float]
  }

  /// α, ≥ 0: how much priorities count; with 0 all places are drawn equally often.
  public let exponent: Double
  /// ε, > 0: keeps every transition possible.
  public let epsilon: Double
  /// The greatest |δ| + ε so far, at least 1.
  public private(set) var greatest = 1.0
  /// pᵢ at each place; 0 where nothing was added.
  public private(set) var tree: PriorityTree

  /// Places of no transitions. A negative α or an ε that is not positive stops the program.
  ///
  /// - Parameters:
  ///   - capacity: places, at least 1.
  ///   - exponent: α.
  ///   - epsilon: ε.
  public init(capacity: Int, exponent: Double = 0.6, epsilon: Double = 1e-6) {
    guard exponent >= 0, exponent.isFinite, epsilon > 0, epsilon.isFinite else {
      fatalError("α is 0 or more and ε more than 0, not \(exponent) and \(epsilon)")
    }
    self.exponent = exponent
    self.epsilon = epsilon
    tree = PriorityTree(capacity: capacity)
  }

  /// Gives the place of a new transition the greatest priority so far.
  public mutating func add(at place: Int) { tree[place] = power(greatest, exponent) }

  /// Takes over the errors δ of transitions that were learned from; the last one counts where a
  /// place occurs more than once. An error that is NaN or infinite counts as the greatest so far:
  /// that a network has diverged is for others to tell. Counts that differ stop the program.
  public mutating func update(_ places: [Int], errors: [Double]) {
    guard places.count == errors.count else {
      fatalError("\(places.count) places have \(errors.count) errors")
    }
    for (place, error) in zip(places, errors) {
      let size = error.isFinite ? min(abs(error) + epsilon, 1e100) : greatest
      greatest = max(greatest, size)
      tree[place] = power(size, exponent)
    }
  }

  /// Places drawn in proportion to their priorities, one from each of `count` equal parts of the
  /// total. Nothing added, or a count below 1, stops the program.
  ///
  /// - Parameters:
  ///   - count: places drawn.
  ///   - beta: β in 0...1, how much of the bias the weights take away.
  ///   - divisor: what weights are divided by.
  public func sample(
    _ count: Int, beta: Double, dividedBy divisor: Greatest = .ofAll, using generator: inout PCG64
  ) -> Draw {
    guard count >= 1 else { fatalError("at least 1 place is drawn, not \(count)") }
    let part = tree.total / Double(count)
    let places = tree.find((0..<count).map { (Double($0) + generator.uniform()) * part })
    let priorities = places.map { tree[$0] }
    // The greatest weight is that of the least priority, and N and the total cancel.
    let least = divisor == .ofAll ? tree.minimum : priorities.min() ?? tree.minimum
    return Draw(
      places: places, weights: priorities.map { Float(power(least / $0, beta)) })
  }
}

/// xᵖ for x > 0, the same on every machine; exactly 1 for p = 0 and x for p = 1.
private func power(_ x: Double, _ exponent: Double) -> Double {
  if exponent == 1 { return x }
  return Elementary.exp(max(-700, min(700, exponent * Elementary.log(x))))
}

extension PrioritizedPlaces: Stateful {
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("greatest", &greatest)
    visitor.visit("tree", &tree)
    if visitor.isReading && !(greatest >= 1 && greatest.isFinite) {
      visitor.refuse("greatest", found: "\(greatest)", expected: "1 or more, and finite")
    }
  }
}
