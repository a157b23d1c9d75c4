import CRLKernels

/// Adam (Kingma & Ba 2015): m ← β₁·m + (1 − β₁)·g, s ← β₂·s + (1 − β₂)·g²,
/// w ← w − η·m̂ / (√ŝ + ε), with m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ).
public struct Adam: Optimizer {
  public var learningRate: Float
  public let betas: (mean: Float, square: Float)
  public let epsilon: Float
  public let regularization: Regularization
  private let shapes: [Shape]
  private var mean: ParameterStatistics
  private var square: ParameterStatistics
  // β₁ᵗ and β₂ᵗ as running products, so that no power function of the system is involved.
  private var powers: (mean: Double, square: Double) = (1, 1)

  public init(
    for model: some Module, learningRate: Float = 1e-3,
    betas: (mean: Float, square: Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    regularization: Regularization = .none
  ) {
    require(betas.mean >= 0 && betas.mean < 1, "β₁", betas.mean, "≥ 0 and < 1")
    require(betas.square >= 0 && betas.square < 1, "β₂", betas.square, "≥ 0 and < 1")
    self.learningRate = learningRate
    self.betas = betas
    self.epsilon = epsilon
    self.regularization = regularization
    shapes = model.parameterShapes
    mean = ParameterStatistics(for: model)
    square = ParameterStatistics(for: model)
  }

  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    powers.mean *= Double(betas.mean)
    powers.square *= Double(betas.square)
    var step = rl_optimizer_step(learningRate: learningRate, regularization)
    step.learning_rate = Float(Double(learningRate) / (1 - powers.mean))
    step.square_correction = Float(1 / (1 - powers.square).squareRoot())
    step.momentum = betas.mean
    step.square_decay = betas.square
    step.epsilon = epsilon
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      mean.withElements(index) { mean in
        square.withElements(index) { square in
          kernels.pointee.adam(count, parameter, slope, mean, square, &step)
        }
      }
    }
  }
}

/// Adam with decoupled weight decay (Loshchilov & Hutter 2019).
public struct AdamW: Optimizer {
  private var adam: Adam

  public var learningRate: Float {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  public init(
    for model: some Module, learningRate: Float = 1e-3,
    betas: (mean: Float, square: Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    weightDecay: Float = 0.01
  ) {
    adam = Adam(
      for: model, learningRate: learningRate, betas: betas, epsilon: epsilon,
      regularization: Regularization(weightDecay: weightDecay))
  }

  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    adam.update(&model, along: gradient)
  }
}
