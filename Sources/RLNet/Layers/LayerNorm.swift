/// Layer normalisation (Ba, Kiros & Hinton 2016): y = (x − μ) / √(σ² + ε) · γ + β, with the mean μ
/// and the variance σ² (divided by n) over the last axis or axes; the shape stays. Training and
/// inference are the same.
public struct LayerNorm: Layer {
  /// γ, of the shape of the axes.
  public var weight: Tensor
  /// β, of the shape of the axes.
  public var bias: Tensor
  /// ε: keeps the divisor from 0.
  public let epsilon: Float

  /// A layer over the last axis. It starts with γ = 1 and β = 0. An ε that is negative or not
  /// finite stops the program.
  ///
  /// - Parameters:
  ///   - features: the size of the last axis.
  ///   - epsilon: ε, added to the variance; PyTorch's default.
  public init(_ features: Int, epsilon: Float = 1e-5) {
    self.init(shape: .vector(features), epsilon: epsilon)
  }

  /// A layer over the last axes. It starts with γ = 1 and β = 0. An ε that is negative or not
  /// finite stops the program.
  ///
  /// - Parameters:
  ///   - shape: the sizes of the last axes, as `[channels, height, width]`.
  ///   - epsilon: ε, added to the variance; PyTorch's default.
  public init(shape: Shape, epsilon: Float = 1e-5) {
    requireNonnegative("epsilon", epsilon)
    weight = .ones(shape)
    bias = .zeros(shape)
    self.epsilon = epsilon
  }

  /// The input normalised over its last axes. An input that does not end with them stops the
  /// program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    guard input.shape.ends(with: weight.shape) else {
      fatalError(
        "an input of shape \(input.shape) does not fit layer normalisation; its last axes are "
          + "\(weight.shape)")
    }
    guard weight.shape == bias.shape else {
      fatalError(
        "the tensors of layer normalisation are of one shape, not \(weight.shape) and "
          + "\(bias.shape)")
    }
    let rows = Grouping.rows(of: input.shape, size: weight.count)
    let standard = input.normalized(
      rows, by: input.moments(rows), areOwn: true, epsilon: epsilon,
      weight: .ones(.vector(rows.groups)), bias: .zeros(.vector(rows.groups)))
    return standard * weight + bias
  }

  /// Shows `weight` and `bias`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
  }
}
