extension PCG64 {
  /// An integer in 0 ..< `bound`, each equally likely: `Generator.integers(bound)`.
  ///
  /// A bound of 1 draws nothing. Up to 2³² the draws are `nextUInt32()`, so two integers use one
  /// 64-bit draw; above, they are `next()`.
  ///
  /// - Parameter bound: at least 1.
  @inlinable
  public mutating func integer(below bound: Int) -> Int {
    guard bound > 0 else {
      fatalError("PCG64.integer(below:): the bound is \(bound); it must be at least 1")
    }
    return Int(truncatingIfNeeded: integer(upTo: UInt64(truncatingIfNeeded: bound &- 1)))
  }

  /// An integer in `range`, each equally likely: `Generator.integers(low, high)`.
  ///
  /// - Parameter range: not empty.
  @inlinable
  public mutating func integer(in range: Range<Int>) -> Int {
    guard !range.isEmpty else {
      fatalError("PCG64.integer(in:): the range \(range) is empty")
    }
    let last = UInt64(bitPattern: Int64(range.upperBound &- 1 &- range.lowerBound))
    return range.lowerBound &+ Int(truncatingIfNeeded: integer(upTo: last))
  }

  /// An integer in 0 ... `last`, as NumPy's `random_bounded_uint64`: D. Lemire, "Fast Random
  /// Integer Generation in an Interval" (2019), on 32 bits where they are enough. `last` stays
  /// below 2⁶⁴ − 1.
  @inlinable
  mutating func integer(upTo last: UInt64) -> UInt64 {
    if last < UInt64(UInt32.max) {
      return last == 0 ? 0 : UInt64(lemire(below: UInt32(truncatingIfNeeded: last) &+ 1))
    }
    return last == UInt64(UInt32.max) ? UInt64(nextUInt32()) : lemire(below: last &+ 1)
  }

  @inlinable
  mutating func lemire(below count: UInt32) -> UInt32 {
    var product = UInt64(nextUInt32()) &* UInt64(count)
    // The remainder below costs a division; fractions of at least `count` are never rejected.
    if UInt32(truncatingIfNeeded: product) < count {
      let threshold = (0 &- count) % count
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(nextUInt32()) &* UInt64(count)
      }
    }
    return UInt32(truncatingIfNeeded: product >> 32)
  }

  @inlinable
  mutating func lemire(below count: UInt64) -> UInt64 {
    var product = next().multipliedFullWidth(by: count)
    if product.low < count {
      let threshold = (0 &- count) % count
      while product.low < threshold {
        product = next().multipliedFullWidth(by: count)
      }
    }
    return product.high
  }
}
