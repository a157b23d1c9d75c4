import CRLKernels

/// Stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013)
/// in PyTorch's convention: v ← μ·v + g, w ← w − η·v, or w ← w − η·(g + μ·v).
public struct SGD: Optimizer {
  public var learningRate: Float
  public let momentum: Float
  public let nesterov: Bool
  public let regularization: Regularization
  private let shapes: [Shape]
  private var velocity: ParameterStatistics?

  public init(
    for model: some Module, learningRate: Float = 0.01, momentum: Float = 0,
    nesterov: Bool = false, regularization: Regularization = .none
  ) {
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "≥ 0 and < 1")
    if nesterov && momentum == 0 { fatalError("Nesterov's momentum needs a momentum > 0") }
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.regularization = regularization
    shapes = model.parameterShapes
    velocity = momentum == 0 ? nil : ParameterStatistics(for: model)
  }

  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    var step = rl_optimizer_step(learningRate: learningRate, regularization)
    step.momentum = momentum
    step.nesterov = nesterov ? 1 : 0
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      if velocity == nil {
        kernels.pointee.sgd(count, parameter, slope, nil, &step)
      } else {
        velocity?.withElements(index) {
          kernels.pointee.sgd(count, parameter, slope, $0, &step)
        }
      }
    }
  }
}
