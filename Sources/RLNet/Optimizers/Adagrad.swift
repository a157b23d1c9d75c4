import CRLKernels
import RLState

/// Adagrad (Duchi et al. 2011): s ← s + g², w ← w − η·g / (√s + ε).
public struct Adagrad: Optimizer {
  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// ε, ≥ 0: keeps the divisor from 0.
  public let epsilon: Float
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var square: ParameterStatistics

  /// An Adagrad with PyTorch's defaults. A step size, an ε or a start that is negative or not finite
  /// stops the program.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - epsilon: ε, added to √s.
  ///   - initialSquare: what s starts from, ≥ 0.
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 0.01, epsilon: Float = 1e-10,
    initialSquare: Float = 0, regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    requireNonnegative("epsilon", epsilon)
    requireNonnegative("initialSquare", initialSquare)
    self.learningRate = learningRate
    self.epsilon = epsilon
    self.regularization = regularization
    shapes = model.parameterShapes
    square = ParameterStatistics(for: model, startingAt: initialSquare)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("square", &square)
  }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    var step = rl_optimizer_step(learningRate: learningRate, regularization)
    step.epsilon = epsilon
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      square.withElements(index) {
        kernels.pointee.adagrad(count, parameter, slope, $0, &step)
      }
    }
  }
}
