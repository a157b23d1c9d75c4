import CRLKernels
import RLState

/// Adam (Kingma & Ba 2015): m ← β₁·m + (1 − β₁)·g, s ← β₂·s + (1 − β₂)·g²,
/// w ← w − η·m̂ / (√ŝ + ε), with m̂ = m / (1 − β₁ᵗ) and ŝ = s / (1 − β₂ᵗ).
public struct Adam: Optimizer {
  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// The decays β₁ of the mean m and β₂ of the mean square s, each in [0, 1).
  public let betas: (mean: Float, square: Float)
  /// ε, ≥ 0: keeps the divisor from 0.
  public let epsilon: Float
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var mean: ParameterStatistics
  private var square: ParameterStatistics
  // β₁ᵗ and β₂ᵗ as running products, so that no power function of the system is involved.
  private var powers: (mean: Double, square: Double) = (1, 1)

  /// An Adam whose running means start from 0. A decay outside [0, 1), or a step size or an ε that
  /// is negative or not finite, stops the program. The defaults are the paper's.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - betas: the decays β₁ and β₂, each in [0, 1).
  ///   - epsilon: ε, added to √ŝ.
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 1e-3,
    betas: (mean: Float, square: Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    requireNonnegative("epsilon", epsilon)
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

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("mean", &mean)
    visitor.visit("square", &square)
    visitor.visit("meanPower", &powers.mean)
    visitor.visit("squarePower", &powers.square)
  }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
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

  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float {
    get { adam.learningRate }
    set { adam.learningRate = newValue }
  }

  /// An AdamW whose running means start from 0. A decay outside [0, 1), or a step size or an ε that
  /// is negative or not finite, stops the program. The defaults are PyTorch's.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - betas: the decays β₁ and β₂, each in [0, 1).
  ///   - epsilon: ε, added to √ŝ.
  ///   - weightDecay: each update first multiplies a parameter by 1 − η·weightDecay.
  public init(
    for model: some Module, learningRate: Float = 1e-3,
    betas: (mean: Float, square: Float) = (0.9, 0.999), epsilon: Float = 1e-8,
    weightDecay: Float = 0.01
  ) {
    adam = Adam(
      for: model, learningRate: learningRate, betas: betas, epsilon: epsilon,
      regularization: Regularization(weightDecay: weightDecay))
  }

  public mutating func visitState(_ visitor: inout StateVisitor) { adam.visitState(&visitor) }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    adam.update(&model, along: gradient)
  }
}
