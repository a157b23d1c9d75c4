import CRLKernels
import RLState

/// Stochastic gradient descent, with momentum (Polyak 1964) or Nesterov's (Sutskever et al. 2013)
/// in PyTorch's convention: v ← μ·v + g, w ← w − η·v, or w ← w − η·(g + μ·v).
public struct SGD: Optimizer {
  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// The decay μ of the velocity, in [0, 1); 0 for none.
  public let momentum: Float
  /// Whether the step looks ahead along the velocity: Nesterov's momentum.
  public let nesterov: Bool
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var velocity: ParameterStatistics?

  /// Stochastic gradient descent; v starts from 0. A momentum outside [0, 1), Nesterov's of 0, or a
  /// step size that is negative or not finite, stops the program.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - momentum: the decay μ of the velocity, in [0, 1).
  ///   - nesterov: whether the step is Nesterov's, η·(g + μ·v).
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 0.01, momentum: Float = 0,
    nesterov: Bool = false, regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "≥ 0 and < 1")
    if nesterov && momentum == 0 { fatalError("Nesterov's momentum needs a momentum > 0") }
    self.learningRate = learningRate
    self.momentum = momentum
    self.nesterov = nesterov
    self.regularization = regularization
    shapes = model.parameterShapes
    velocity = momentum == 0 ? nil : ParameterStatistics(for: model)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    if velocity != nil { visitor.visit("velocity", &velocity!) }
  }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
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
