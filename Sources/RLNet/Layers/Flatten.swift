/// All axes but the first taken together, row-major: `[batch, ...]` to `[batch, features]`.
public struct Flatten: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// The same elements as `[batch, features]`. A single number, shape `[]`, stops the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    guard input.shape.rank > 0 else {
      fatalError("a tensor of shape [] cannot be flattened; it has no batch axis")
    }
    let features = input.shape.dimensions.dropFirst().reduce(1, *)
    return input.reshaped(to: .matrix(input.shape[0], features))
  }
}
