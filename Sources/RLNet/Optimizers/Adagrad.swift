import CRLKernels

/// Adagrad (Duchi et al. 2011): s ← s + g², w ← w − η·g / (√s + ε).
public struct Adagrad: Optimizer {
  public var learningRate: Float
  public let epsilon: Float
  public let regularization: Regularization
  private let shapes: [Shape]
  private var square: ParameterStatistics

  /// - Parameter initialSquare: what s starts from.
  public init(
    for model: some Module, learningRate: Float = 0.01, epsilon: Float = 1e-10,
    initialSquare: Float = 0, regularization: Regularization = .none
  ) {
    self.learningRate = learningRate
    self.epsilon = epsilon
    self.regularization = regularization
    shapes = model.parameterShapes
    square = ParameterStatistics(for: model, startingAt: initialSquare)
  }

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
