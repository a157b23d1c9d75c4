/// A random stream: NumPy's `PCG64` (PCG XSL-RR 128/64), bit for bit, as `numpy.random.default_rng`
/// uses it. A value of 48 bytes: copying it copies the stream, and equal values give equal draws.
///
/// ```swift
/// var generator = PCG64(seed: 42)
/// generator.uniform()  // 0.7739560485559633, as numpy.random.default_rng(42).random()
/// ```
///
/// The distributions are extensions, one file each, and equal those of NumPy's `Generator`. Swift's
/// own methods (`Int.random(in:using:)`, `shuffled(using:)`) accept this generator too, but their
/// results are not promised to stay the same from one version of Swift to the next.
///
/// Source: NumPy 2.4.6, `numpy.random.PCG64`; M. E. O'Neill, "PCG: A Family of Simple Fast
/// Space-Efficient Statistically Good Algorithms for Random Number Generation" (2014).
@frozen
public struct PCG64: RandomNumberGenerator, Sendable, Hashable {
  /// The linear congruential generator's state.
  @usableFromInline package private(set) var state: UInt128
  /// The linear congruential generator's increment; odd. It selects the stream.
  @usableFromInline package let increment: UInt128
  /// The high half of the last 64-bit draw that `nextUInt32()` made, where it is still unused.
  @usableFromInline package private(set) var bufferedHalf: UInt32?

  /// The stream of a seed, as `numpy.random.PCG64(seed)` or `numpy.random.default_rng(seed)`.
  public init(seed: UInt64) { self.init(SeedSequence(seed)) }

  /// The stream of a seed sequence, as `numpy.random.PCG64(sequence)`.
  public init(_ sequence: SeedSequence) {
    let words = sequence.generateState64(4)
    let start = UInt128(words[0]) << 64 | UInt128(words[1])
    let stream = UInt128(words[2]) << 64 | UInt128(words[3])
    increment = stream << 1 | 1
    state = (increment &+ start) &* Self.multiplier &+ increment
    bufferedHalf = nil
  }

  /// The stream at a place that was written down. Nil where `increment` is even, which no stream's
  /// is: the numbers are damaged.
  package init?(state: UInt128, increment: UInt128, bufferedHalf: UInt32?) {
    guard increment & 1 == 1 else { return nil }
    self.state = state
    self.increment = increment
    self.bufferedHalf = bufferedHalf
  }

  @inlinable static var multiplier: UInt128 { 0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645 }

  /// The next 64 random bits, as `PCG64.random_raw()`.
  @inlinable
  public mutating func next() -> UInt64 {
    state = state &* Self.multiplier &+ increment
    let high = UInt64(truncatingIfNeeded: state >> 64)
    let low = UInt64(truncatingIfNeeded: state)
    let folded = high ^ low
    let rotation = high >> 58
    // Masking shifts, which together compile to one rotation.
    return folded &>> rotation | folded &<< (0 &- rotation)
  }

  /// The next 32 random bits: the low half of a fresh 64-bit draw, then its buffered high half, as
  /// NumPy's `next_uint32`. The half stays buffered while 64-bit draws go on.
  @inlinable
  public mutating func nextUInt32() -> UInt32 {
    if let half = bufferedHalf {
      bufferedHalf = nil
      return half
    }
    let bits = next()
    bufferedHalf = UInt32(truncatingIfNeeded: bits >> 32)
    return UInt32(truncatingIfNeeded: bits)
  }
}
