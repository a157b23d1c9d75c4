import RLNet
import RLRandom
import RLState

/// A model with what it learns by: an optimizer, and the stream that its layers draw from.
public struct Learner<Model: Module>: Sendable {
  /// The model.
  public var model: Model
  private var optimizer: any Optimizer
  private var context: Context
  private let options: TrainingOptions

  /// - Parameters:
  ///   - model: the model before its first update.
  ///   - options: the rule that it learns by.
  ///   - noise: what its layers draw from in training.
  public init(_ model: Model, _ options: TrainingOptions, noise: SeedSequence) {
    self.model = model
    self.options = options
    optimizer = options.optimizer.optimizer(for: model, options)
    context = Context(generator: PCG64(noise))
  }

  /// The L2 penalty λ/2·Σw² of the parameters, which the rule adds to the loss, though `update` does not
  /// return it; AdamW's decoupled decay is none.
  public var penalty: Double {
    guard options.l2 != 0 else { return 0 }
    var sum = 0.0
    var model = model
    model.visitNamed { _, tensor, role in
      guard role == .parameter else { return }
      tensor.withUnsafeElements { sum = $0.reduce(sum) { $0 + Double($1) * Double($1) } }
    }
    return Double(options.l2) / 2 * sum
  }

  /// One gradient step.
  ///
  /// - Parameters:
  ///   - progress: the part of the training that is done.
  ///   - loss: computes the loss, a tensor of one element, from the model.
  /// - Returns: the loss before the step.
  public mutating func update(
    progress: Double, _ loss: (inout Model, inout Context) -> Tensor
  ) -> Float {
    var (value, gradient) = valueAndGradient(at: &model) { loss(&$0, &context) }
    if let bound = options.gradientNorm { gradient.clipNorm(to: bound) }
    optimizer.learningRate = options.learningRate(at: progress)
    optimizer.update(&model, along: gradient)
    return value
  }
}

extension Learner: Module {
  /// Shows the model's tensors under their own names.
  public mutating func visitTensors(_ visitor: inout TensorVisitor) {
    model.visitTensors(&visitor)
  }
}

extension Learner: Stateful {
  /// Shows the model, the optimizer's statistics and the stream.
  public mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("model", &model)
    visitor.visit("optimizer", &optimizer)
    visitor.visit("noise", &context.generator)
  }
}
