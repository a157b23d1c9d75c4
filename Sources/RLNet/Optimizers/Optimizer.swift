import CRLKernels
import RLState

/// A rule that changes parameters along a gradient.
///
/// An optimizer is made for a model, whose structure it remembers, and keeps its running statistics
/// in visiting order. It is a value: a copy of a model and its optimizer is a copy of the training.
/// Its state is these statistics; the step size and what else is set belong to the configuration.
public protocol Optimizer: Sendable, Stateful {
  /// The step size η, ≥ 0; may change between updates.
  var learningRate: Float { get set }

  /// Changes the parameters in place. A model or gradient of another structure than the optimizer
  /// was made for stops the program.
  mutating func update<Model: Module>(_ model: inout Model, along gradient: consuming Model)
}

/// What pulls parameters toward zero beside the loss.
public struct Regularization: Sendable, Hashable {
  /// λ of an L2 penalty λ/2·Σw² in the objective: λ·w joins the gradient (PyTorch's
  /// `weight_decay` but for AdamW).
  public var l2: Float
  /// Decoupled weight decay: each update first multiplies w by 1 − η·decay (Loshchilov & Hutter
  /// 2019).
  public var weightDecay: Float

  /// - Parameters:
  ///   - l2: λ of the L2 penalty; none unless stated.
  ///   - weightDecay: the decoupled decay; none unless stated.
  public init(l2: Float = 0, weightDecay: Float = 0) {
    self.l2 = l2
    self.weightDecay = weightDecay
  }

  /// Nothing but the loss.
  public static let none = Regularization()
}

/// One running statistic of every parameter of a model, starting from one number.
struct ParameterStatistics: Sendable, Stateful {
  private(set) var tensors: [Tensor] = []

  init(for model: some Module, startingAt start: Float = 0) {
    var model = model
    model.visit { tensor, role in
      if role == .parameter { tensors.append(Tensor(repeating: start, shape: tensor.shape)) }
    }
  }

  mutating func visitState(_ visitor: inout StateVisitor) {
    for index in tensors.indices { visitor.visit("\(index)", &tensors[index]) }
  }

  /// Calls `body` with the numbers of one parameter's statistic.
  mutating func withElements(_ index: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
    tensors[index].withUnsafeMutableElements { if let start = $0.baseAddress { body(start) } }
  }
}

extension Module {
  /// Calls `body` with each parameter's index, size and numbers, and its gradient's.
  mutating func updateParameters(
    along gradient: consuming Self, shapes: [Shape],
    _ body: (Int, Int, UnsafeMutablePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    var slopes: [Tensor] = []
    slopes.reserveCapacity(shapes.count)
    gradient.visit { tensor, role in if role == .parameter { slopes.append(tensor) } }
    guard slopes.map(\.shape) == shapes else {
      refuse("the gradient", slopes.map(\.shape), shapes)
    }
    var index = 0
    visit { tensor, role in
      guard role == .parameter else { return }
      guard index < shapes.count, tensor.shape == shapes[index] else {
        refuse("parameter \(index)", [tensor.shape], shapes)
      }
      tensor.withUnsafeMutableElements { parameter in
        slopes[index].withUnsafeElements { slope in
          if let parameter = parameter.baseAddress, let slope = slope.baseAddress {
            body(index, slopes[index].count, parameter, slope)
          }
        }
      }
      index += 1
    }
    guard index == shapes.count else { refuse("the model", Array(shapes.prefix(index)), shapes) }
  }

  /// The shapes of the parameters, in visiting order.
  var parameterShapes: [Shape] {
    var shapes: [Shape] = []
    var copy = self
    copy.visit { tensor, role in if role == .parameter { shapes.append(tensor.shape) } }
    return shapes
  }
}

private func refuse(_ what: String, _ found: [Shape], _ expected: [Shape]) -> Never {
  fatalError(
    "\(what) has the shapes \(found), but the optimizer was made for a model with parameters of "
      + "the shapes \(expected)")
}

/// Stops where a hyper-parameter makes no sense.
func require(_ isInRange: Bool, _ name: String, _ value: Float, _ range: String) {
  if !isInRange { fatalError("\(name) = \(value) is out of range; it must be \(range)") }
}

/// Stops where a hyper-parameter is negative, infinite or NaN.
func requireNonnegative(_ name: String, _ value: Float) {
  require(value >= 0 && value.isFinite, name, value, "≥ 0 and finite")
}

extension rl_optimizer_step {
  /// A learning rate, which may have changed since the optimizer was made, that is negative or not
  /// finite stops the program.
  init(learningRate: Float, _ regularization: Regularization) {
    requireNonnegative("learningRate", learningRate)
    self.init()
    learning_rate = learningRate
    l2 = regularization.l2
    shrink = 1 - learningRate * regularization.weightDecay
  }
}
