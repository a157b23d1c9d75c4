import RLNet
import RLRuns
import RLSettings
import RLState

/// All that a run of a task follows from, its data by their digest, and how it is recorded:
/// `config.json`. It is complete: no default is left open.
package struct TaskRun: Sendable, Hashable {
  /// The version of the toolkit that made it.
  package var version: String
  package var task: String
  /// The preset that the hyper-parameters started from.
  package var preset: String
  package var seed: UInt64
  package var hyperparameters: [String: SettingValue]
  /// SHA-256 of the examples, as `SupervisedTask.dataDigest`; empty before they are read.
  package var data = ""
  /// Gradient steps from one checkpoint to the next; 0 for none. It changes nothing else.
  package var checkpointEvery: Int
  /// How many checkpoints are kept, the latest ones; at least 1.
  package var checkpoints: Int

  /// Gradient steps from one checkpoint to the next unless stated.
  package static let standardCheckpointEvery = 5_000

  /// Checks a request and completes it.
  ///
  /// - Throws: `UnknownNameError`, `SettingError`.
  package init(_ request: TaskRequest) throws {
    self = try Self.resolve(TaskCatalog.task(named: request.task), request)
  }

  private static func resolve<T: SupervisedTask>(
    _ task: T.Type, _ request: TaskRequest
  ) throws -> TaskRun {
    let preset = try request.preset.map { try T.requirePreset($0) } ?? T.presets[0]
    var configuration = preset.configuration
    try configuration.apply(request.assignments)
    try T.Configuration.settings.requireEffect(
      of: request.assignments.map(\.key), in: configuration, varying: request.varied)
    return TaskRun(
      version: toolkitVersion, task: T.name, preset: preset.name, seed: request.seed,
      hyperparameters: configuration.values, checkpointEvery: request.checkpointEvery,
      checkpoints: request.checkpoints)
  }

  /// A memberwise initialiser, written out because it would be private to this file otherwise.
  init(
    version: String, task: String, preset: String, seed: UInt64,
    hyperparameters: [String: SettingValue], data: String = "", checkpointEvery: Int,
    checkpoints: Int
  ) {
    self.version = version
    self.task = task
    self.preset = preset
    self.seed = seed
    self.hyperparameters = hyperparameters
    self.data = data
    self.checkpointEvery = checkpointEvery
    self.checkpoints = checkpoints
  }

  /// The hyper-parameters of the run's task.
  ///
  /// - Throws: `SettingError`.
  package func configuration<T: SupervisedTask>(
    of task: T.Type
  ) throws(SettingError) -> T.Configuration {
    var configuration = T.Configuration()
    try T.Configuration.settings.apply(hyperparameters, to: &configuration)
    return configuration
  }

  /// The run before its first step.
  ///
  /// - Throws: `SettingError`; `DataError` where data are missing, unreadable or damaged.
  package func start<T: SupervisedTask>(
    _ task: T.Type, data store: DataStore
  ) throws -> SupervisedTraining<T> {
    try SupervisedTraining<T>(configuration(of: task), data: store, seed: seed)
  }
}

extension TaskRun {
  /// The run on the examples of a training that is to begin.
  package func on<T: SupervisedTask>(_ training: SupervisedTraining<T>) -> TaskRun {
    var run = self
    run.data = training.task.dataDigest
    return run
  }

  /// - Throws: `OtherDataError` where the examples are not those that the run began with.
  package func requireData<T: SupervisedTask>(
    of training: SupervisedTraining<T>, in folder: RunFolder
  ) throws(OtherDataError) {
    if training.task.dataDigest != data { throw OtherDataError(path: folder.path) }
  }
}

/// A run cannot go on with other examples than it began with, nor be judged by them.
package struct OtherDataError: Error, Hashable, CustomStringConvertible {
  package let path: String

  package var description: String {
    "the data are not those that \(path) began with; name their folder with --data or RLNET_DATA"
  }
}

/// What a person asks for: names and texts, not yet checked.
package struct TaskRequest: Sendable {
  package var task: String
  /// Nil for the task's first one.
  package var preset: String?
  package var seed: UInt64 = 1
  /// Settings in the order given; a later one overrides.
  package var assignments: [(key: String, value: String)] = []
  /// A setting that takes another value in each of several runs; what has an effect in one of them may
  /// be set for all.
  package var varied: String?
  package var checkpointEvery = TaskRun.standardCheckpointEvery
  package var checkpoints = 3

  package init(task: String) { self.task = task }
}

extension TaskConfiguration {
  /// Sets texts in the order given, but the optimizer first, since another one needs another step size.
  ///
  /// - Throws: `SettingError`.
  package mutating func apply(
    _ assignments: [(key: String, value: String)]
  ) throws(SettingError) {
    let old = training.optimizer
    try Self.settings.apply(assignments.filter { $0.key == "optimizer" }, to: &self)
    if training.optimizer != old {
      training.learningRate = training.optimizer.learningRate(
        like: training.learningRate, of: old)
    }
    try Self.settings.apply(assignments.filter { $0.key != "optimizer" }, to: &self)
  }

  /// All settings with their values.
  var values: [String: SettingValue] {
    Dictionary(uniqueKeysWithValues: Self.settings.values(of: self).map { ($0.key, $0.value) })
  }
}

extension TaskRun: RunDescription {
  package var checkpointCount: Int { checkpoints }

  package var fingerprint: String {
    get throws {
      let text = try compactJSON(TaskReceipt.Determinants(self))
      return SHA256.hexDigest(of: Array("\(version)\n\(data)\n\(text)".utf8))
    }
  }

  package var flatSettings: [(key: String, value: SettingValue)] {
    let seed = Int(exactly: self.seed).map(SettingValue.int) ?? .string("\(self.seed)")
    return [("task", .string(task)), ("preset", .string(preset)), ("seed", seed)]
      + hyperparameters.map { ($0, $1) }
  }

  package func gives(_ receipt: TaskReceipt) -> Bool {
    receipt.configuration == .init(self) && receipt.data == data
  }
}
