import RLRandom
import RLState

extension Dataset {
  /// Divides the examples into a training part and a held-out part, in an order drawn from a stream,
  /// and shifts and scales the inputs of both by the statistics of the training part.
  ///
  /// The order is `generator.permutation(count)`, NumPy's; its first examples are held out.
  ///
  /// - Parameters:
  ///   - share: how many of the examples are held out, from 0 to 1, rounded to the nearest count.
  ///   - scope: which elements of an input share their statistics.
  ///   - generator: where the order is drawn from.
  func parts(
    heldOut share: Double, normalizedPer scope: Normalization.Scope, using generator: inout PCG64
  ) -> (training: Dataset, heldOut: Dataset) {
    let order = generator.permutation(count)
    let heldOutCount = Int(clamped: (share * Double(count)).rounded())
    let training = self[order[heldOutCount...]]
    let normalization = Normalization(of: training, per: scope)
    return (
      training.normalized(by: normalization),
      self[order[..<heldOutCount]].normalized(by: normalization)
    )
  }
}
