/// A layer whose parameters training leaves as they are: no gradient is computed for them, but
/// gradients flow through it to its input.
public struct Frozen<Wrapped: Layer>: Layer {
  public var layer: Wrapped

  public init(_ layer: Wrapped) { self.layer = layer }

  public func callAsFunction(_ input: Tensor) -> Tensor { layer(input) }

  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    layer.train(input, in: &context)
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visitFrozen(&layer)
  }
}
