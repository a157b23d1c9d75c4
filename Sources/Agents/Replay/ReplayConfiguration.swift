import RLSettings

/// The hyper-parameters of an algorithm that learns from remembered transitions.
protocol OffPolicyConfiguration: NetworkConfiguration {
  var replay: ReplayConfiguration { get set }
}

extension OffPolicyConfiguration {
  public var environmentCount: Int { replay.environments }

  public var conflict: SettingConflictError? {
    .ofBatch(replay.batchSize, beyond: replay.bufferSize)
  }
}

/// How an agent gathers and remembers transitions, and when it learns from them.
public struct ReplayConfiguration: Sendable, Hashable {
  @Hyperparameter("environments stepped side by side", .in(1...65_536)) public var environments = 1
  @Hyperparameter("transitions in a gradient step", .in(1...65_536)) public var batchSize = 256
  @Hyperparameter("transitions remembered", .in(1...10_000_000)) public var bufferSize = 1_000_000
  @Hyperparameter("steps with random actions before the first update", .atLeast(0))
  public var learningStarts = 100
  @Hyperparameter("steps between updates", .atLeast(1)) public var trainEvery = 1
  @Hyperparameter(
    "gradient steps in an update; -1 for one a step",
    SettingDomain("an integer ≥ 1, or -1") { $0 >= 1 || $0 == -1 })
  public var gradientSteps = 1

  /// - Parameter learningStarts: steps with random actions before the first update.
  init(learningStarts: Int = 100) { self.learningStarts = learningStarts }

  /// Gradient steps that are due after some steps, numbered from 1.
  func gradientSteps(after steps: ClosedRange<Int>) -> Int {
    let updates = steps.count { $0 > learningStarts && $0.isMultiple(of: trainEvery) }
    return updates * (gradientSteps == -1 ? trainEvery : gradientSteps)
  }
}

extension Setting where Root: OffPolicyConfiguration {
  /// The settings of `OffPolicyConfiguration.replay`.
  static var replay: [Setting<Root>] {
    [
      Setting("environments", \.replay.$environments),
      Setting("batchSize", \.replay.$batchSize), Setting("bufferSize", \.replay.$bufferSize),
      Setting("learningStarts", \.replay.$learningStarts),
      Setting("trainEvery", \.replay.$trainEvery),
      Setting("gradientSteps", \.replay.$gradientSteps),
    ]
  }
}
