import RLNet
import RLRuns

/// What a run of a task got: `result.json`, and what `--json` prints.
package struct TaskResult: Sendable, Encodable {
  package var task: String
  package var preset: String
  package var seed: UInt64
  package var epochs: Int
  package var updates: Int
  /// Training examples, which an epoch goes over once.
  package var examples: Int
  /// Trained numbers.
  package var parameters: Int
  /// Seconds of training and of its evaluations, but for the one before it.
  package var trainSeconds: Double
  /// The evaluation of the weights as they are.
  package var metrics: [Metric]
  /// The L2 penalty λ/2·Σw² of the weights, which training makes smaller beside its cost; nil where
  /// there is none.
  package var penalty: Double?
  /// The path of the run's folder.
  package var run: String
  /// Whether a person stopped it before its end.
  package var isInterrupted: Bool

  package var secondsPerEpoch: Double? {
    let passed = Double(updates) / Double(max(updatesPerEpoch, 1))
    return passed > 0 ? trainSeconds / passed : nil
  }

  private var updatesPerEpoch: Int

  init<T: SupervisedTask>(_ run: TaskRun, _ state: TaskRunState<T>, folder: RunFolder) {
    let training = state.training
    task = run.task
    preset = run.preset
    seed = run.seed
    epochs = training.epochs
    updates = training.updates
    updatesPerEpoch = training.updatesPerEpoch
    examples = training.task.exampleCount
    parameters = training.task.parameterCount
    trainSeconds = state.seconds
    metrics = (training.isFinished ? state.metrics : nil) ?? training.task.evaluate()
    let l2 = training.configuration.training.l2
    penalty = l2 > 0 ? training.task.penalty : nil
    self.run = folder.path
    isInterrupted = !training.isFinished
  }

  private enum CodingKeys: String, CodingKey {
    case task, preset, seed, epochs, updates, examples, parameters, trainSeconds, secondsPerEpoch
    case evaluation, penalty, run, interrupted
  }

  /// `interrupted` is there only where true, `penalty` only where there is one.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(task, forKey: .task)
    try container.encode(preset, forKey: .preset)
    try container.encode(seed, forKey: .seed)
    try container.encode(epochs, forKey: .epochs)
    try container.encode(updates, forKey: .updates)
    try container.encode(examples, forKey: .examples)
    try container.encode(parameters, forKey: .parameters)
    try container.encode(trainSeconds, forKey: .trainSeconds)
    try container.encode(secondsPerEpoch, forKey: .secondsPerEpoch)
    try container.encode(metrics.values, forKey: .evaluation)
    try container.encodeIfPresent(penalty, forKey: .penalty)
    try container.encode(run, forKey: .run)
    if isInterrupted { try container.encode(true, forKey: .interrupted) }
  }
}

extension [Metric] {
  /// The numbers by name.
  package var values: [String: Double] {
    Dictionary(map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}
