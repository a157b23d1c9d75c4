extension PCG64 {
  /// A double in [0, 1), a multiple of 2⁻⁵³: `Generator.random()`.
  @inlinable
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A double between `low` and `high`, both finite: `Generator.uniform(low, high)`, which is
  /// `low + (high - low) * uniform()`. Rounding can make the result equal `high`.
  @inlinable
  public mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }
}
