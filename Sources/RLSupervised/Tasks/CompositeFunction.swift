import RLNet
import RLRandom

/// f(x) = w₀·N₁(w₁·x² + w₂·x + N₂(w₃·x)): four loose numbers and two networks that learn together.
///
/// A model of one's own is a struct: its members are tensors and networks, `visitTensors` has a line
/// for each, and a method computes its output. Everything else (gradients, optimizers, checkpoints,
/// copies) follows from these.
public struct CompositeFunction: Module {
  /// Numbers, shape `[]`.
  public var w0, w1, w2, w3: Tensor
  /// Networks from one number to one.
  public var n1, n2: Sequential

  /// Networks 1-10-10-1 with drawn parameters, and w₀ = w₁ = w₂ = w₃ = 1.
  init(
    _ activation: Activation, _ initializer: InitializerChoice, using generator: inout PCG64
  ) {
    (w0, w1, w2, w3) = (Tensor(1), Tensor(1), Tensor(1), Tensor(1))
    n1 = .perceptron([1, 10, 10, 1], activation, initializer, using: &generator)
    n2 = .perceptron([1, 10, 10, 1], activation, initializer, using: &generator)
  }

  /// f of each number, `[batch, 1]` to `[batch, 1]`.
  public func callAsFunction(_ x: Tensor) -> Tensor {
    w0 * n1(w1 * x.squared() + w2 * x + n2(w3 * x))
  }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("w0", &w0)
    visitor.visit("w1", &w1)
    visitor.visit("w2", &w2)
    visitor.visit("w3", &w3)
    visitor.visit("n1", &n1)
    visitor.visit("n2", &n2)
  }
}
