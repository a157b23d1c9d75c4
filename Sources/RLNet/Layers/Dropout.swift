import RLRandom

/// Dropout (Srivastava et al. 2014), inverted: while training, each element is 0 with the given
/// probability p, else multiplied by 1 / (1 − p); inference is the identity.
///
/// Training draws one `uniform()` in [0, 1) for each element from the context's generator,
/// row-major, and drops the element where the draw is below p.
public struct Dropout: ParameterlessLayer {
  /// The probability p that an element is dropped.
  public let probability: Float

  /// - Parameter probability: the probability p that an element is dropped; outside [0, 1) it stops
  ///   the program.
  public init(_ probability: Float) {
    require(probability >= 0 && probability < 1, "probability", probability, "≥ 0 and < 1")
    self.probability = probability
  }

  /// The input itself.
  public func callAsFunction(_ input: Tensor) -> Tensor { input }

  /// The input with elements dropped at random.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    let bound = Double(probability)
    let kept = 1 / (1 - probability)
    var generator = context.generator  // a local copy stays in registers
    let mask = Tensor(input.shape) { mask in
      for i in 0..<input.count { mask[i] = generator.uniform() < bound ? 0 : kept }
    }
    context.generator = generator
    return input * mask
  }
}
