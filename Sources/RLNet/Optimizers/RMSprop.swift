import CRLKernels
import RLState

/// RMSprop (Tieleman & Hinton 2012): s ← α·s + (1 − α)·g², w ← w − η·g / (√s + ε), through a
/// velocity v ← μ·v + g / (√s + ε) where there is momentum (PyTorch's convention).
public struct RMSprop: Optimizer {
  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// The decay α of the mean square s, in [0, 1).
  public let squareDecay: Float
  /// ε, ≥ 0: keeps the divisor from 0.
  public let epsilon: Float
  /// The decay μ of the velocity, in [0, 1); 0 for none.
  public let momentum: Float
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var square: ParameterStatistics
  private var velocity: ParameterStatistics?

  /// An RMSprop with PyTorch's defaults; s and v start from 0. A decay or momentum outside [0, 1),
  /// or a step size or an ε that is negative or not finite, stops the program.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - squareDecay: the decay α of the mean square s, in [0, 1).
  ///   - epsilon: ε, added to √s.
  ///   - momentum: the decay μ of the velocity, in [0, 1).
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 0.01, squareDecay: Float = 0.99,
    epsilon: Float = 1e-8, momentum: Float = 0, regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    requireNonnegative("epsilon", epsilon)
    require(squareDecay >= 0 && squareDecay < 1, "squareDecay", squareDecay, "≥ 0 and < 1")
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "≥ 0 and < 1")
    self.learningRate = learningRate
    self.squareDecay = squareDecay
    self.epsilon = epsilon
    self.momentum = momentum
    self.regularization = regularization
    shapes = model.parameterShapes
    square = ParameterStatistics(for: model)
    velocity = momentum == 0 ? nil : ParameterStatistics(for: model)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("square", &square)
    if velocity != nil { visitor.visit("velocity", &velocity!) }
  }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    var step = rl_optimizer_step(learningRate: learningRate, regularization)
    step.square_decay = squareDecay
    step.epsilon = epsilon
    step.momentum = momentum
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      square.withElements(index) { square in
        if velocity == nil {
          kernels.pointee.rmsprop(count, parameter, slope, square, nil, &step)
        } else {
          velocity?.withElements(index) {
            kernels.pointee.rmsprop(count, parameter, slope, square, $0, &step)
          }
        }
      }
    }
  }
}
