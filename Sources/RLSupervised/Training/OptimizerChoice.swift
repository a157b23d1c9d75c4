import RLNet
import RLSettings

/// An optimizer by name.
public enum OptimizerChoice: String, CaseIterable, SettingConvertible {
  case sgd, momentum, nesterov, rmsprop, adagrad, adadelta, adam, adamw

  /// A step size to start from, for normalised inputs and batches of 32 to 128.
  public var standardLearningRate: Float {
    switch self {
    case .sgd: 0.1
    case .momentum, .nesterov: 0.02
    case .rmsprop, .adam, .adamw: 1e-3
    case .adagrad: 0.02
    case .adadelta: 1
    }
  }

  /// The step size that is for this optimizer what another one's is for that: as far from the standard
  /// one. So a small network that takes fifty times Adam's takes fifty times that of each.
  func learningRate(like other: Float, of choice: OptimizerChoice) -> Float {
    // By their decimal forms, so that 0.05 becomes 5 and not 5.0000005.
    func decimal(_ rate: Float) -> Double { Double(rate.description) ?? Double(rate) }
    return Float(
      decimal(other) * decimal(standardLearningRate) / decimal(choice.standardLearningRate))
  }

  /// The optimizer for a model.
  ///
  /// - Parameter betas: the decays of Adam's and AdamW's averages.
  public func optimizer(
    for model: some Module, _ options: TrainingOptions, betas: (Float, Float) = (0.9, 0.999)
  ) -> any Optimizer {
    let rate = options.learningRate
    let penalty = Regularization(l2: options.l2)
    return switch self {
    case .sgd: SGD(for: model, learningRate: rate, regularization: penalty)
    case .momentum, .nesterov:
      SGD(
        for: model, learningRate: rate, momentum: options.momentum, nesterov: self == .nesterov,
        regularization: penalty)
    case .rmsprop: RMSprop(for: model, learningRate: rate, regularization: penalty)
    case .adagrad: Adagrad(for: model, learningRate: rate, regularization: penalty)
    case .adadelta: Adadelta(for: model, learningRate: rate, regularization: penalty)
    case .adam: Adam(for: model, learningRate: rate, betas: betas, regularization: penalty)
    case .adamw:
      Adam(
        for: model, learningRate: rate, betas: betas,
        regularization: Regularization(l2: options.l2, weightDecay: 0.01))
    }
  }
}
