/// A key that a person pressed.
package enum Key: Sendable, Hashable {
  case up
  case down
  case left
  case right
  /// Any other key, by its character.
  case character(Character)
}

/// Makes keys of the bytes that a terminal sends.
package struct KeyReader: Sendable {
  /// The beginning of a sequence whose end has not come.
  private var pending: [UInt8] = []

  package init() {}

  /// The keys whose last byte is among these. Sequences of keys that are not known are skipped.
  package mutating func keys(of bytes: some Sequence<UInt8>) -> [Key] {
    var keys: [Key] = []
    for byte in bytes {
      switch (pending.count, byte) {
      case (_, 0x1B): pending = [byte]
      case (0, 0x20..<0x7F): keys.append(.character(Character(Unicode.Scalar(byte))))
      case (0, _): break
      // Arrows are ESC [ A or, in some modes, ESC O A.
      case (1, UInt8(ascii: "[")), (1, UInt8(ascii: "O")): pending.append(byte)
      case (1, _):
        // The escape key, and then another one.
        pending = []
        keys += self.keys(of: CollectionOfOne(byte))
      case (_, 0x40..<0x7F):
        if let arrow = Self.arrows[byte] { keys.append(arrow) }
        pending = []
      default: break  // a parameter, as of shift and an arrow
      }
    }
    return keys
  }

  private static let arrows: [UInt8: Key] = [
    UInt8(ascii: "A"): .up, UInt8(ascii: "B"): .down, UInt8(ascii: "C"): .right,
    UInt8(ascii: "D"): .left,
  ]
}
