import RLState

extension PCG64: Stateful {
  /// Shows state and increment, high words first, and whether half a word is kept, and which: the
  /// parts of the `state` of NumPy's `PCG64`.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    var words = [
      UInt64(truncatingIfNeeded: state >> 64), UInt64(truncatingIfNeeded: state),
      UInt64(truncatingIfNeeded: increment >> 64), UInt64(truncatingIfNeeded: increment),
      bufferedHalf == nil ? 0 : 1, UInt64(bufferedHalf ?? 0),
    ]
    visitor.visit("words", &words, count: 6)
    guard visitor.isReading else { return }
    let generator = PCG64(
      state: UInt128(words[0]) << 64 | UInt128(words[1]),
      increment: UInt128(words[2]) << 64 | UInt128(words[3]),
      bufferedHalf: words[4] == 0 ? nil : UInt32(truncatingIfNeeded: words[5]))
    if let generator, words[4] <= 1, words[5] <= UInt64(words[4] * 0xffff_ffff) {
      self = generator
    } else {
      visitor.refuse("words", found: "\(words)", expected: "the state of a PCG64")
    }
  }
}

extension SeedSequence: Stateful {
  /// Shows how many children were spawned; where it is in the tree of sequences follows from the
  /// seed.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    var count = childrenSpawned
    visitor.visit("childrenSpawned", &count)
    if count >= 0 {
      self = SeedSequence(entropy: entropy, spawnKey: spawnKey, childrenSpawned: count)
    } else {
      visitor.refuse("childrenSpawned", found: "\(count)", expected: "0 or more")
    }
  }
}
