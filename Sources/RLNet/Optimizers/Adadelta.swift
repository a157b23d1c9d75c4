import CRLKernels
import RLState

/// Adadelta (Zeiler 2012): s ← ρ·s + (1 − ρ)·g², d = g·√(u + ε) / √(s + ε),
/// u ← ρ·u + (1 − ρ)·d², w ← w − η·d.
public struct Adadelta: Optimizer {
  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// The decay ρ of the mean squares s and u, in [0, 1).
  public let squareDecay: Float
  /// ε, ≥ 0: keeps the divisor from 0, and the first steps from being 0.
  public let epsilon: Float
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var square: ParameterStatistics
  private var squareStep: ParameterStatistics

  /// An Adadelta with PyTorch's defaults; s and u start from 0. A decay outside [0, 1), or a step
  /// size or an ε that is negative or not finite, stops the program.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η; the paper has none, which is 1.
  ///   - squareDecay: the decay ρ of the mean squares, in [0, 1).
  ///   - epsilon: ε, added to s and u under their roots.
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 1, squareDecay: Float = 0.9,
    epsilon: Float = 1e-6, regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    require(squareDecay >= 0 && squareDecay < 1, "squareDecay", squareDecay, "≥ 0 and < 1")
    requireNonnegative("epsilon", epsilon)
    self.learningRate = learningRate
    self.squareDecay = squareDecay
    self.epsilon = epsilon
    self.regularization = regularization
    shapes = model.parameterShapes
    square = ParameterStatistics(for: model)
    squareStep = ParameterStatistics(for: model)
  }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("square", &square)
    visitor.visit("squareStep", &squareStep)
  }

  /// Changes the parameters in place by one step along −gradient. A model or gradient of another
  /// structure than the optimizer was made for stops the program.
  public mutating func update<Model: Module>(
    _ model: inout Model, along gradient: consuming Model
  ) {
    var step = rl_optimizer_step(learningRate: learningRate, regularization)
    step.square_decay = squareDecay
    step.epsilon = epsilon
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      square.withElements(index) { square in
        squareStep.withElements(index) { squareStep in
          kernels.pointee.adadelta(count, parameter, slope, square, squareStep, &step)
        }
      }
    }
  }
}
