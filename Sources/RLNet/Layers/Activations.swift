/// y = x.
public struct Identity: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// The input itself.
  public func callAsFunction(_ input: Tensor) -> Tensor { input }
}

/// y = max(x, 0).
public struct ReLU: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// max(x, 0) of each element; the input's shape stays.
  public func callAsFunction(_ input: consuming Tensor) -> Tensor { input.relu() }
}

/// y = x for x > 0, slope·x elsewhere.
public struct LeakyReLU: ParameterlessLayer {
  /// The factor for x ≤ 0.
  public var slope: Float

  /// - Parameter slope: the factor for x ≤ 0; PyTorch's default.
  public init(slope: Float = 0.01) { self.slope = slope }

  /// x or slope·x for each element; the input's shape stays.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.leakyReLU(slope: slope) }
}

/// The hyperbolic tangent.
public struct Tanh: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// tanh x of each element; the input's shape stays.
  public func callAsFunction(_ input: consuming Tensor) -> Tensor { input.tanh() }
}

/// The logistic function 1 / (1 + e⁻ˣ).
public struct Sigmoid: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// 1 / (1 + e⁻ˣ) of each element; the input's shape stays.
  public func callAsFunction(_ input: consuming Tensor) -> Tensor { input.sigmoid() }
}

/// Probabilities along the last axis; its gradient is the full Jacobian's product.
public struct Softmax: ParameterlessLayer {
  /// A layer without settings.
  public init() {}

  /// Probabilities that sum to 1 along the last axis, `[..., classes]`. A single number, shape
  /// `[]`, stops the program.
  public func callAsFunction(_ input: Tensor) -> Tensor { input.softmax() }
}
