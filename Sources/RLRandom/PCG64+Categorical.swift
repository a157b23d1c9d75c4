extension PCG64 {
  /// An index drawn with the given probabilities: `Generator.choice(n, p=probabilities)`.
  ///
  /// The probabilities are taken as doubles and added up in order; each running sum is divided by
  /// the total; the result is the first index whose quotient exceeds one `uniform()`. For
  /// probabilities that NumPy accepts (their sum is 1 within its tolerance) that is NumPy's result,
  /// for `float64` and `float32` arrays alike. Others are weights: NumPy refuses them, here they
  /// are normalised by the same division. An index of probability zero is never drawn. Allocates
  /// nothing.
  ///
  /// - Parameter probabilities: not empty, none negative or NaN, the sum positive and finite.
  /// - Returns: the offset from the collection's start, not its own index type.
  @inlinable
  public mutating func categorical<Probabilities: Collection>(
    _ probabilities: Probabilities
  ) -> Int where Probabilities.Element: BinaryFloatingPoint {
    var total = 0.0
    var position = 0
    for probability in probabilities {
      guard probability >= 0 else { Self.refuse(probability: Double(probability), at: position) }
      total += Double(probability)
      position &+= 1
    }
    guard total > 0 && total < .infinity else { Self.refuse(sum: total, of: position) }

    let threshold = uniform()
    var sum = 0.0
    position = 0
    for probability in probabilities {
      sum += Double(probability)
      if sum / total > threshold { return position }
      position &+= 1
    }
    // The last running sum is the total, and total / total = 1 exceeds every draw.
    fatalError("PCG64.categorical: the probabilities changed while they were read")
  }

  /// An index drawn with the given probabilities, for instance a policy's output: the same as
  /// ``categorical(_:)`` of the span's elements.
  @inlinable
  public mutating func categorical<Probability: BinaryFloatingPoint>(
    _ probabilities: Span<Probability>
  ) -> Int {
    probabilities.withUnsafeBufferPointer { categorical($0) }
  }

  @usableFromInline
  static func refuse(probability: Double, at position: Int) -> Never {
    fatalError("PCG64.categorical: probability \(position) is \(probability); it must be 0 or more")
  }

  @usableFromInline
  static func refuse(sum: Double, of count: Int) -> Never {
    fatalError(
      "PCG64.categorical: the sum of \(count) probabilities is \(sum); "
        + "it must be positive and finite")
  }
}
