import CRLKernels
import RLState

/// RMSprop (Tieleman & Hinton 2012): s ← α·s + (1 − α)·g², w ← w − η·g / (√s + ε), through a
/// velocity v ← μ·v + g / (√s + ε) where there is momentum (PyTorch's convention).
///
/// The centered form (Graves 2013) keeps a mean of the gradients too, m ← m + (1 − α)(g − m), and
/// divides by the root of the variance s − m² in the place of the mean square. Published agents
/// differ in where ε stands and in what s starts from:
///
/// | agent                      | α   | ε    | centered | ε         | s starts from |
/// |----------------------------|-----|------|----------|-----------|---------------|
/// | A2C (PyTorch's form)       | .99 | 10⁻⁵ | no       | outside   | 0             |
/// | A2C (TensorFlow's form)    | .99 | 10⁻⁵ | no       | inside    | 1             |
/// | DQN (Mnih et al. 2015)     | .95 | .01  | yes      | inside    | 0             |
/// | DQN of MinAtar             | .95 | .01  | yes      | outside   | 0             |
public struct RMSprop: Optimizer {
  /// Where ε is added.
  public enum EpsilonPlace: Sendable, Hashable {
    /// √s + ε, as PyTorch does.
    case outsideRoot
    /// √(s + ε), as TensorFlow does.
    case insideRoot
  }

  /// The step size η, ≥ 0; may change between updates.
  public var learningRate: Float
  /// The decay α of the mean square s, in [0, 1).
  public let squareDecay: Float
  /// ε, ≥ 0: keeps the divisor from 0.
  public let epsilon: Float
  /// Whether ε is added to the root or to what it is the root of.
  public let epsilonPlace: EpsilonPlace
  /// The decay μ of the velocity, in [0, 1); 0 for none.
  public let momentum: Float
  /// What pulls parameters toward zero beside the loss.
  public let regularization: Regularization
  private let shapes: [Shape]
  private var square: ParameterStatistics
  private var mean: ParameterStatistics?
  private var velocity: ParameterStatistics?

  /// An RMSprop with PyTorch's defaults; m and v start from 0. A decay or momentum outside [0, 1),
  /// or a step size, an ε or a start that is negative or not finite, stops the program.
  ///
  /// - Parameters:
  ///   - model: whose parameters are to be updated; only its structure is kept.
  ///   - learningRate: the step size η.
  ///   - squareDecay: the decay α of the mean square s, in [0, 1).
  ///   - epsilon: ε, added to √s, or to s.
  ///   - epsilonPlace: which of the two.
  ///   - momentum: the decay μ of the velocity, in [0, 1).
  ///   - centered: whether the variance of the gradients divides, not their mean square.
  ///   - initialSquare: what s starts from, ≥ 0.
  ///   - regularization: what pulls parameters toward zero; nothing unless stated.
  public init(
    for model: some Module, learningRate: Float = 0.01, squareDecay: Float = 0.99,
    epsilon: Float = 1e-8, epsilonPlace: EpsilonPlace = .outsideRoot, momentum: Float = 0,
    centered: Bool = false, initialSquare: Float = 0, regularization: Regularization = .none
  ) {
    requireNonnegative("learningRate", learningRate)
    requireNonnegative("epsilon", epsilon)
    requireNonnegative("initialSquare", initialSquare)
    require(squareDecay >= 0 && squareDecay < 1, "squareDecay", squareDecay, "≥ 0 and < 1")
    require(momentum >= 0 && momentum < 1, "momentum", momentum, "≥ 0 and < 1")
    self.learningRate = learningRate
    self.squareDecay = squareDecay
    self.epsilon = epsilon
    self.epsilonPlace = epsilonPlace
    self.momentum = momentum
    self.regularization = regularization
    shapes = model.parameterShapes
    square = ParameterStatistics(for: model, startingAt: initialSquare)
    mean = centered ? ParameterStatistics(for: model) : nil
    velocity = momentum == 0 ? nil : ParameterStatistics(for: model)
  }

  /// Whether the variance of the gradients divides, not their mean square.
  public var isCentered: Bool { mean != nil }

  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("square", &square)
    if mean != nil { visitor.visit("mean", &mean!) }
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
    step.epsilon_inside_root = epsilonPlace == .insideRoot ? 1 : 0
    step.momentum = momentum
    model.updateParameters(along: gradient, shapes: shapes) { index, count, parameter, slope in
      square.withElements(index) { square in
        withElements(of: &mean, index) { mean in
          withElements(of: &velocity, index) { velocity in
            kernels.pointee.rmsprop(count, parameter, slope, square, mean, velocity, &step)
          }
        }
      }
    }
  }
}

/// Calls `body` with the numbers of one parameter's statistic, or with nil where there is none.
private func withElements(
  of statistics: inout ParameterStatistics?, _ index: Int,
  _ body: (UnsafeMutablePointer<Float>?) -> Void
) {
  if statistics == nil { return body(nil) }
  statistics?.withElements(index) { body($0) }
}
