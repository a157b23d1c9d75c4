import RLRandom

/// A fully connected layer: y = x·W + b, `[..., inputs]` to `[..., outputs]`.
public struct Linear: Layer {
  /// W, `[inputs, outputs]`.
  public var weight: Tensor
  /// b, `[outputs]`; nil for a layer without one.
  public var bias: Tensor?

  /// A layer of given parameters.
  ///
  /// - Parameters:
  ///   - weight: W, `[inputs, outputs]`, the transpose of PyTorch's.
  ///   - bias: b, `[outputs]`; nil for a layer without one.
  public init(weight: Tensor, bias: Tensor?) {
    self.weight = weight
    self.bias = bias
  }

  /// A layer with drawn parameters; the weight is drawn before the bias.
  ///
  /// - Parameters:
  ///   - inputs: the number of features that come in.
  ///   - outputs: the number of features that go out.
  ///   - weight: how W is drawn; PyTorch's default, as the bias, unless stated.
  ///   - bias: how b is drawn; nil for a layer without a bias.
  ///   - generator: where the numbers are drawn from.
  public init(
    _ inputs: Int, _ outputs: Int, weight: Initializer = .uniformByFanIn,
    bias: Initializer? = .uniformByFanIn, using generator: inout PCG64
  ) {
    let fans = (in: inputs, out: outputs)
    self.weight = weight.tensor(.matrix(inputs, outputs), fans: fans, using: &generator)
    self.bias = bias.map { $0.tensor(.vector(outputs), fans: fans, using: &generator) }
  }

  /// x·W + b, `[..., inputs]` to `[..., outputs]`. An input or parameters of shapes that do not fit
  /// stop the program.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.linear(weight, bias) }

  /// Shows `weight`, and `bias` if there is one.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visitMatrix("weight", &weight)
    if bias != nil { visitor.visit("bias", &bias!) }
  }
}
