import RLNet
import RLSettings

/// The hyper-parameters of a task, with a name, a range and a sentence for each.
public protocol TaskConfiguration: Sendable, Hashable {
  /// The defaults.
  init()
  /// All hyper-parameters, as `--set key=value` and `config.json` see them.
  static var settings: [Setting<Self>] { get }
  /// How long and by which rule the model learns.
  var training: TrainingOptions { get set }
}

/// How long and by which rule a model learns: what all tasks have in common.
public struct TrainingOptions: Sendable, Hashable {
  /// How often training goes over all examples.
  public var epochs = 10
  /// Examples of one gradient step.
  public var batchSize = 64
  /// The rule.
  public var optimizer = OptimizerChoice.adam
  /// Its step size.
  public var learningRate: Float = 1e-3
  /// The part of the step size that is left at the end; it goes there in a straight line.
  public var decay: Float = 1
  /// The decay of the velocity, of `momentum` and `nesterov`.
  public var momentum: Float = 0.9
  /// λ of an L2 penalty λ/2·Σw² in the objective.
  public var l2: Float = 0
  /// The norm that gradients are clipped to; nil for none.
  public var gradientNorm: Float?
  /// How the weights are drawn.
  public var initializer = InitializerChoice.standard
  /// Epochs from one evaluation to the next; the last epoch always ends with one.
  public var evaluateEvery = 1

  public init() {}

  /// The step size at a part of the training.
  func learningRate(at progress: Double) -> Float {
    decay == 1 ? learningRate : learningRate * (1 + (decay - 1) * Float(progress))
  }
}

extension TaskConfiguration {
  /// The settings that all tasks have.
  public static var trainingSettings: [Setting<Self>] {
    [
      Setting(
        "epochs", \.training.epochs, .in(1...1_000_000_000),
        "how often training goes over all examples"),
      Setting(
        "batchSize", \.training.batchSize, .in(1...100_000), "examples of one gradient step"),
      Setting(
        "optimizer", \.training.optimizer,
        "the rule; another one scales the learningRate to suit it"),
      Setting("learningRate", \.training.learningRate, .greater(than: 0), "the rule's step size"),
      Setting(
        "decay", \.training.decay, .in(0...1),
        "part of the step size that is left at the end, linearly"),
      Setting(
        "momentum", \.training.momentum, .above(0, upTo: 0.9999),
        "decay of the velocity, of momentum and nesterov"
      ).only(with: "optimizer", \.training.optimizer, [.momentum, .nesterov]),
      Setting("l2", \.training.l2, .in(0...1), "λ of the penalty λ/2·Σw²"),
      Setting(
        "gradientNorm", \.training.gradientNorm, .optional(.greater(than: 0)),
        "norm that gradients are clipped to"),
      Setting("initializer", \.training.initializer, "how the weights are drawn"),
      Setting(
        "evaluateEvery", \.training.evaluateEvery, .atLeast(1),
        "epochs from one evaluation to the next"),
    ]
  }
}

/// A named set of a task's hyper-parameters.
public struct TaskPreset<Configuration: TaskConfiguration>: Sendable {
  /// The name.
  public let name: String
  /// Where it is from, or what it is for, in a sentence.
  public let summary: String
  /// The hyper-parameters.
  public let configuration: Configuration

  public init(
    _ name: String, _ summary: String, _ change: (inout Configuration) -> Void = { _ in }
  ) {
    self.name = name
    self.summary = summary
    var configuration = Configuration()
    change(&configuration)
    self.configuration = configuration
  }
}
