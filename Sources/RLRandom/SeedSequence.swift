/// Turns a seed of any size into the well-mixed words that start a generator, and into any number
/// of independent children: NumPy's `SeedSequence` (pool of four words), bit for bit.
///
/// Two seeds that differ in one bit give unrelated streams, so small seeds such as 1, 2, 3 are as
/// good as long ones. A program with several uses of chance (environment, policy, replay, ...)
/// spawns one child for each; adding a draw to one then leaves the others as they were.
///
/// ```swift
/// var seeds = SeedSequence(1)
/// let streams = seeds.spawn(3).map { PCG64($0) }
/// ```
///
/// Source: NumPy 2.4.6, `numpy.random.SeedSequence`, after M. E. O'Neill, "Developing a seed_seq
/// Alternative" (2015).
public struct SeedSequence: Sendable, Hashable {
  /// The seed as 32-bit words, lowest first.
  public let entropy: [UInt32]
  /// The path from the root sequence to this one: one word for each generation (two where a
  /// child's number needs more than 32 bits). Empty for a root.
  public let spawnKey: [UInt32]
  /// How many children `spawn(_:)` has given out so far.
  public private(set) var childrenSpawned: Int
  private let pool: SIMD4<UInt32>

  /// The sequence of a seed, as `SeedSequence(entropy)` in NumPy.
  public init(_ entropy: UInt64) {
    self.init(entropy: Self.words(of: entropy))
  }

  /// The sequence of a seed of any size, or of a place in a tree of sequences.
  ///
  /// A Python integer corresponds to its 32-bit words, lowest first and without leading zeros
  /// (zero is one zero word); a NumPy array of `uint32` corresponds to its elements.
  ///
  /// - Parameters:
  ///   - entropy: the seed's words, lowest first.
  ///   - spawnKey: the words of NumPy's `spawn_key`.
  ///   - childrenSpawned: NumPy's `n_children_spawned`, to continue a sequence that was written
  ///     down. Must not be negative.
  public init(entropy: [UInt32], spawnKey: [UInt32] = [], childrenSpawned: Int = 0) {
    guard childrenSpawned >= 0 else {
      fatalError("SeedSequence: childrenSpawned is \(childrenSpawned); it must not be negative")
    }
    self.entropy = entropy
    self.spawnKey = spawnKey
    self.childrenSpawned = childrenSpawned
    self.pool = Self.mixedPool(entropy: entropy, spawnKey: spawnKey)
  }

  /// The next `count` independent children, as NumPy's `SeedSequence.spawn(count)`; later calls
  /// give further ones. `count` must not be negative.
  public mutating func spawn(_ count: Int) -> [SeedSequence] {
    guard count >= 0 else {
      fatalError("SeedSequence.spawn: count is \(count); it must not be negative")
    }
    let first = childrenSpawned
    childrenSpawned += count
    return (first..<childrenSpawned).map { child in
      SeedSequence(entropy: entropy, spawnKey: spawnKey + Self.words(of: UInt64(child)))
    }
  }

  /// `count` 32-bit words, as `generate_state(count, numpy.uint32)`. Does not change the sequence:
  /// a longer result begins with the shorter one.
  public func generateState32(_ count: Int) -> [UInt32] {
    guard count >= 0 else {
      fatalError("SeedSequence.generateState32: count is \(count); it must not be negative")
    }
    var hash = HashConstant(value: 0x8b51_f9dd, multiplier: 0x58f3_8ded)
    return (0..<count).map { hash.mix(pool[$0 % Self.poolSize]) }
  }

  /// `count` 64-bit words, as `generate_state(count, numpy.uint64)` on a little-endian machine:
  /// pairs of the 32-bit words, low word first.
  public func generateState64(_ count: Int) -> [UInt64] {
    guard count >= 0 else {
      fatalError("SeedSequence.generateState64: count is \(count); it must not be negative")
    }
    let halves = generateState32(2 * count)
    return (0..<count).map { UInt64(halves[2 * $0]) | UInt64(halves[2 * $0 + 1]) << 32 }
  }
}

extension SeedSequence {
  private static let poolSize = 4

  /// The hash's running constant: every use multiplies it, so equal words hash differently.
  private struct HashConstant {
    var value: UInt32
    let multiplier: UInt32

    mutating func mix(_ word: UInt32) -> UInt32 {
      var word = word ^ value
      value &*= multiplier
      word &*= value
      return word ^ (word >> 16)
    }
  }

  /// The words of an integer, lowest first, without leading zeros; zero is one word.
  private static func words(of value: UInt64) -> [UInt32] {
    let low = UInt32(truncatingIfNeeded: value)
    let high = UInt32(truncatingIfNeeded: value >> 32)
    return high == 0 ? [low] : [low, high]
  }

  private static func mixedPool(entropy: [UInt32], spawnKey: [UInt32]) -> SIMD4<UInt32> {
    var words = entropy
    if !spawnKey.isEmpty && words.count < poolSize {
      // Without the padding, seed [1] with key (2) would collide with seed [1, 2] (NumPy #16539).
      words += repeatElement(0, count: poolSize - words.count)
    }
    words += spawnKey

    var hash = HashConstant(value: 0x43b0_d7e5, multiplier: 0x931e_8875)
    var pool = SIMD4<UInt32>()
    for i in 0..<poolSize {
      pool[i] = hash.mix(i < words.count ? words[i] : 0)
    }
    for source in 0..<poolSize {
      for destination in 0..<poolSize where destination != source {
        pool[destination] = combine(pool[destination], hash.mix(pool[source]))
      }
    }
    for word in words.dropFirst(poolSize) {
      for destination in 0..<poolSize {
        pool[destination] = combine(pool[destination], hash.mix(word))
      }
    }
    return pool
  }

  private static func combine(_ x: UInt32, _ y: UInt32) -> UInt32 {
    let result = 0xca01_f9dd &* x &- 0x4973_f715 &* y
    return result ^ (result >> 16)
  }
}
