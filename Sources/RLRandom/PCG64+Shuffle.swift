extension PCG64 {
  /// Puts the elements in a random order, each equally likely: `Generator.shuffle` of a list or a
  /// one-dimensional array.
  @inlinable
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    elements.withUnsafeMutableBufferPointer { buffer in
      var i = buffer.count - 1
      while i > 0 {
        let j = Int(truncatingIfNeeded: integer(maskedUpTo: UInt64(truncatingIfNeeded: i)))
        // NumPy goes through the motions of swapping an element with itself; nothing is lost here.
        if i != j { buffer.swapAt(i, j) }
        i &-= 1
      }
    }
  }

  /// The integers 0 ..< `count` in a random order: `Generator.permutation(count)`.
  ///
  /// - Parameter count: not negative.
  @inlinable
  public mutating func permutation(_ count: Int) -> [Int] {
    guard count >= 0 else {
      fatalError("PCG64.permutation: count is \(count); it must not be negative")
    }
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// An integer in 0 ... `last`, `last` at least 1, as NumPy's `random_interval`: draws as many
  /// bits as `last` has until they are not above it. NumPy's shuffle has kept this older method.
  @inlinable
  mutating func integer(maskedUpTo last: UInt64) -> UInt64 {
    let mask = UInt64.max >> UInt64(truncatingIfNeeded: last.leadingZeroBitCount)
    while true {
      let value = (last <= UInt64(UInt32.max) ? UInt64(nextUInt32()) : next()) & mask
      if value <= last { return value }
    }
  }
}
