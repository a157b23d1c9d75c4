import RLRandom

extension PCG64 {
  /// Normal numbers among which every kind of special number occurs, but NaN.
  mutating func mixedFloats(_ count: Int) -> [Float] {
    let special: [Float] = [
      0, -0.0, .infinity, -.infinity, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 0x1p-130,
      -0x1.8p-127, .greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1, -1, 88.8, -103.5, 1e-7,
    ]
    return (0..<count).map { _ in
      integer(below: 6) == 0
        ? special[integer(below: special.count)]
        : Float(normal() * (integer(below: 4) == 0 ? 40 : 1.5))
    }
  }

  /// Normal numbers.
  mutating func floats(_ count: Int, scale: Double = 1) -> [Float] {
    (0..<count).map { _ in Float(normal() * scale) }
  }
}
