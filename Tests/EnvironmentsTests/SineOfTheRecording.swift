import Testing

/// Whether the C library's sine is that of the recordings, glibc's. Elsewhere its last bit may
/// differ, and so may the last bit of an observation after a step.
#if canImport(Glibc)
  let hasSineOfTheRecording = true
#else
  let hasSineOfTheRecording = false
#endif

extension Trait where Self == ConditionTrait {
  /// Runs a test that asks for the same bits only where the sine is that of the recordings.
  static var bitForBit: Self {
    .enabled(if: hasSineOfTheRecording, "the recordings were made with glibc's sine")
  }
}

/// The floats that `bits` wrote.
func floats(bits text: String) -> [Float] {
  let digits = Array(text)
  return stride(from: 0, to: digits.count, by: 8).map {
    Float(bitPattern: UInt32(String(digits[$0..<$0 + 8]), radix: 16)!)
  }
}

/// Whether two floats are equal or neighbours.
func isWithinOneUlp(_ a: Float, _ b: Float) -> Bool { a == b || a == b.nextUp || a == b.nextDown }
