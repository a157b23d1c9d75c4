/// Another shape for each sample, row-major: `[batch, ...]` to `[batch]` and the given sizes.
///
/// ```swift
/// let images = Reshape([1, 28, 28])  // [batch, 784] to [batch, 1, 28, 28]
/// ```
public struct Reshape: ParameterlessLayer {
  /// The shape of a sample.
  public let sample: Shape

  /// - Parameter sample: the shape of a sample, without the batch axis; more than three axes stop
  ///   the program.
  public init(_ sample: Shape) {
    guard sample.rank < Shape.greatestRank else {
      fatalError("a sample has at most \(Shape.greatestRank - 1) axes, not shape \(sample)")
    }
    self.sample = sample
  }

  /// The same elements as `[batch]` and the sample's sizes. Samples of another number of elements
  /// stop the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    let given = input.shape.dimensions
    guard let batch = given.first, given.dropFirst().reduce(1, *) == sample.count else {
      fatalError(
        "an input of shape \(input.shape) does not hold samples of shape \(sample); it is "
          + "[batch, ...] with \(sample.count) elements for each sample")
    }
    return input.reshaped(to: Shape([batch] + sample.dimensions))
  }
}
