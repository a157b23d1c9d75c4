import RLRandom

/// A fully connected layer: y = x·W + b, `[..., inputs]` to `[..., outputs]`.
public struct Linear: Layer {
  /// W, `[inputs, outputs]`.
  public var weight: Tensor
  /// b, `[outputs]`; nil for a layer without one.
  public var bias: Tensor?

  public init(weight: Tensor, bias: Tensor?) {
    self.weight = weight
    self.bias = bias
  }

  /// A layer with drawn parameters; the weight is drawn before the bias.
  ///
  /// - Parameters:
  ///   - weight: how W is drawn; PyTorch's default, as the bias, unless stated.
  ///   - bias: how b is drawn; nil for a layer without a bias.
  public init(
    _ inputs: Int, _ outputs: Int, weight: Initializer = .uniformByFanIn,
    bias: Initializer? = .uniformByFanIn, using generator: inout PCG64
  ) {
    let fans = (in: inputs, out: outputs)
    self.weight = weight.tensor(.matrix(inputs, outputs), fans: fans, using: &generator)
    self.bias = bias.map { $0.tensor(.vector(outputs), fans: fans, using: &generator) }
  }

  public func callAsFunction(_ input: Tensor) -> Tensor { input.linear(weight, bias) }

  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("weight", &weight)
    if bias != nil { visitor.visit("bias", &bias!) }
  }
}
