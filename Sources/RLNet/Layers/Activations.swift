/// y = x.
public struct Identity: ParameterlessLayer {
  public init() {}
  public func callAsFunction(_ input: Tensor) -> Tensor { input }
}

/// y = max(x, 0).
public struct ReLU: ParameterlessLayer {
  public init() {}
  public func callAsFunction(_ input: Tensor) -> Tensor { input.relu() }
}

/// y = x for x > 0, slope·x elsewhere.
public struct LeakyReLU: ParameterlessLayer {
  public var slope: Float
  public init(slope: Float = 0.01) { self.slope = slope }
  public func callAsFunction(_ input: Tensor) -> Tensor { input.leakyReLU(slope: slope) }
}

/// The hyperbolic tangent.
public struct Tanh: ParameterlessLayer {
  public init() {}
  public func callAsFunction(_ input: Tensor) -> Tensor { input.tanh() }
}

/// The logistic function 1 / (1 + e⁻ˣ).
public struct Sigmoid: ParameterlessLayer {
  public init() {}
  public func callAsFunction(_ input: Tensor) -> Tensor { input.sigmoid() }
}

/// Probabilities along the last axis; its gradient is the full Jacobian's product.
public struct Softmax: ParameterlessLayer {
  public init() {}
  public func callAsFunction(_ input: Tensor) -> Tensor { input.softmax() }
}
