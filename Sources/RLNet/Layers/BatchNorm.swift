/// Batch normalisation (Ioffe & Szegedy 2015): y = (x − μ) / √(σ² + ε) · γ + β for each feature of
/// `[batch, features]`, or each channel of `[batch, channels, height, width]`; the shape stays.
///
/// While training, μ and σ² are the mean and the variance (divided by n) over the batch and, of
/// images, the pixels; the running statistics move toward them. Inference uses the running
/// statistics, which are part of the checkpoint. All as PyTorch does.
public struct BatchNorm: Layer {
  /// γ, `[features]`.
  public var weight: Tensor
  /// β, `[features]`.
  public var bias: Tensor
  /// The running mean of μ, `[features]`; a buffer.
  public var runningMean: Tensor
  /// The running mean of the variance (divided by n − 1), `[features]`; a buffer.
  public var runningVariance: Tensor
  /// The part of the way that the running statistics move in one step of training.
  public let momentum: Float
  /// ε: keeps the divisor from 0.
  public let epsilon: Float

  /// A layer that starts with γ = 1, β = 0 and running statistics of mean 0 and variance 1. A
  /// momentum outside [0, 1], or an ε that is negative or not finite, stops the program.
  ///
  /// - Parameters:
  ///   - features: the number of features, or of channels of images.
  ///   - momentum: the part of the way that the running statistics move in one step of training;
  ///     PyTorch's default.
  ///   - epsilon: ε, added to the variance; PyTorch's default.
  public init(_ features: Int, momentum: Float = 0.1, epsilon: Float = 1e-5) {
    require(momentum >= 0 && momentum <= 1, "momentum", momentum, "≥ 0 and ≤ 1")
    requireNonnegative("epsilon", epsilon)
    weight = .ones(.vector(features))
    bias = .zeros(.vector(features))
    runningMean = .zeros(.vector(features))
    runningVariance = .ones(.vector(features))
    self.momentum = momentum
    self.epsilon = epsilon
  }

  /// The input normalised by the running statistics. An input of a shape that does not fit stops
  /// the program.
  public func callAsFunction(_ input: Tensor) -> Tensor {
    input.normalized(
      grouping(of: input), by: Moments(mean: runningMean, variance: runningVariance),
      areOwn: false, epsilon: epsilon, weight: weight, bias: bias)
  }

  /// The input normalised by its own statistics, toward which the running ones move. An input of a
  /// shape that does not fit, or with just one value for each feature, stops the program.
  public mutating func train(_ input: Tensor, in context: inout Context) -> Tensor {
    let grouping = grouping(of: input)
    guard grouping.size > 1 else {
      fatalError(
        "batch normalisation trains on more than one value for each feature, not on an input of "
          + "shape \(input.shape)")
    }
    let moments = input.moments(grouping)
    let unbiased = Float(grouping.size) / Float(grouping.size - 1)
    runningMean.interpolate(toward: moments.mean, by: momentum)
    runningVariance.interpolate(toward: moments.variance * unbiased, by: momentum)
    return input.normalized(
      grouping, by: moments, areOwn: true, epsilon: epsilon, weight: weight, bias: bias)
  }

  private func grouping(of input: Tensor) -> Grouping {
    guard [2, 4].contains(input.shape.rank), input.shape[1] == weight.count else {
      fatalError(
        "an input of shape \(input.shape) does not fit batch normalisation of \(weight.count) "
          + "features; it is [batch, \(weight.count)] or [batch, \(weight.count), height, width]")
    }
    guard weight.shape == bias.shape, weight.shape == runningMean.shape,
      weight.shape == runningVariance.shape
    else {
      fatalError(
        "the tensors of batch normalisation are all of one shape, not \(weight.shape), "
          + "\(bias.shape), \(runningMean.shape) and \(runningVariance.shape)")
    }
    return .channels(of: input.shape)
  }

  /// Shows `weight` and `bias`, and as buffers `runningMean` and `runningVariance`.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    visitor.visit("weight", &weight)
    visitor.visit("bias", &bias)
    visitor.visit("runningMean", &runningMean, .buffer)
    visitor.visit("runningVariance", &runningVariance, .buffer)
  }
}
