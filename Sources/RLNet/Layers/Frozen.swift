/// A layer whose parameters training leaves as they are: no gradient is computed for them, but
/// gradients flow through it to its input.
public struct Frozen<Wrapped: Layer>: Layer {
  /// The layer whose parameters stay as they are.
  public var layer: Wrapped

  /// Freezes a layer.
  public init(_ layer: Wrapped) { self.layer = layer }

  /// The layer's own output.
  public func callAsFunction(_ input: Tensor) -> Tensor { layer(input) }

  /// The layer's own output while training; its buffers may change.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    layer.train(input, in: &context)
  }

  /// Shows the layer's tensors under their own names, its parameters as frozen ones.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visitFrozen(&layer)
  }
}
