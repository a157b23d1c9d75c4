/// NumPy's PCG64 (contract; to be filled in).
public struct PCG64: RandomNumberGenerator, Sendable, Hashable {
  public init(seed: UInt64) { self.init(SeedSequence(seed)) }
  public init(_ sequence: SeedSequence) {}
  public mutating func next() -> UInt64 { 0 }
  /// Low half of a fresh 64-bit draw, then its buffered high half, as NumPy's `next_uint32`.
  public mutating func nextUInt32() -> UInt32 { 0 }
  /// `Generator.random()`: a double in [0, 1).
  public mutating func uniform() -> Double { 0 }
  /// `Generator.uniform(low, high)`.
  public mutating func uniform(_ low: Double, _ high: Double) -> Double { 0 }
  /// `Generator.integers(n)` for 1 ≤ n ≤ 2³² (n = 1 draws nothing).
  public mutating func integer(below bound: Int) -> Int { 0 }
  /// `Generator.standard_normal()`.
  public mutating func normal() -> Double { 0 }
  /// `Generator.permutation(n)`.
  public mutating func permutation(_ count: Int) -> [Int] { [] }
}
