import RLRandom
import RLState

extension Dataset {
  /// Divides the examples into a training part and a held-out part.
  ///
  /// The order is `PCG64(seed:).permutation(count)`, NumPy's; its first examples are held out, the
  /// others are for training. The same seed gives the same parts.
  ///
  /// - Parameters:
  ///   - heldOut: how many are held out, from 0 to `count`.
  ///   - seed: the seed of the order.
  public func split(heldOut: Int, seed: UInt64) -> (training: Dataset, heldOut: Dataset) {
    guard 0...count ~= heldOut else {
      fatalError("of \(count) examples, \(heldOut) cannot be held out")
    }
    var generator = PCG64(seed: seed)
    let order = generator.permutation(count)
    return (self[order[heldOut...]], self[order[..<heldOut]])
  }

  /// Divides the examples into a training part and a held-out part of this share of them, rounded
  /// to the nearest count.
  ///
  /// - Parameters:
  ///   - fraction: from 0 to 1.
  ///   - seed: the seed of the order.
  public func split(
    heldOutFraction fraction: Double, seed: UInt64
  ) -> (training: Dataset, heldOut: Dataset) {
    guard 0...1 ~= fraction else {
      fatalError("the share that is held out is from 0 to 1, not \(fraction)")
    }
    return split(heldOut: Int(clamped: (fraction * Double(count)).rounded()), seed: seed)
  }

  /// The first examples; all where there are not so many.
  public func prefix(_ count: Int) -> Dataset {
    self[0..<Swift.min(Swift.max(count, 0), self.count)]
  }
}
