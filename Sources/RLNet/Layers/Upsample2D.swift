/// Images enlarged by whole factors: `[..., height, width]` to `[..., height·factor, width·factor]`,
/// as `Tensor.upsample2D` computes it.
public struct Upsample2D: ParameterlessLayer {
  /// How many pixels each becomes along each axis.
  public var factor: ImageSize
  /// How they follow from it and its neighbours.
  public var method: Upsampling

  /// - Parameters:
  ///   - factor: how many pixels each becomes along each axis.
  ///   - method: how they follow from it and its neighbours.
  public init(_ factor: ImageSize, _ method: Upsampling = .nearest) {
    self.factor = factor
    self.method = method
  }

  /// `[..., height, width]` to `[..., height·factor, width·factor]`. An input without two axes stops
  /// the program.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.upsample2D(factor, method) }
}
