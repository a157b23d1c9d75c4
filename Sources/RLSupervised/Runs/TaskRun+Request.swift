import RLFiles
import RLNet
import RLRuns
import RLSettings

/// What a person asks for: names and texts, not yet checked.
package struct TaskRequest: Sendable {
  package var task: String
  /// Nil for the task's first one.
  package var preset: String?
  package var seed: UInt64 = 1
  /// Settings in the order given; a later one overrides.
  package var assignments: [Assignment] = []
  /// A setting that takes another value in each of several runs; what has an effect in one of them may
  /// be set for all.
  package var varied: String?
  package var recording: RecordingOptions

  /// Gradient steps from one checkpoint to the next unless stated.
  package static let standardCheckpointEvery = 5_000

  package init(task: String) {
    self.task = task
    recording = RecordingOptions()
    recording.checkpointEvery = Self.standardCheckpointEvery
  }
}

extension TaskRun {
  /// Checks a request and completes it.
  ///
  /// - Throws: `UnknownNameError`, `SettingError`.
  package init(_ request: TaskRequest, in catalog: TaskCatalog = .builtIn) throws {
    self = try Self.resolve(catalog.task(named: request.task), request)
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
      TaskSubject(task: T.name), preset: preset.name, seed: request.seed,
      RunSettings(hyperparameters: configuration.values), recording: request.recording)
  }

  /// The configuration with other settings.
  ///
  /// - Parameter keepsSchedules: whether the step size goes on as before where the number of epochs is
  ///   another one.
  /// - Throws: `SettingError`, `UnknownNameError`.
  package func changed(
    by assignments: [Assignment], keepsSchedules: Bool, in catalog: TaskCatalog = .builtIn
  ) throws -> TaskRun {
    try changed(catalog.task(named: subject.task), assignments, keepsSchedules)
  }

  private func changed<T: SupervisedTask>(
    _ task: T.Type, _ assignments: [Assignment], _ keepsSchedules: Bool
  ) throws -> TaskRun {
    var configuration = T.Configuration()
    try T.Configuration.settings.apply(settings.hyperparameters, to: &configuration)
    let epochs = configuration.training.epochs
    try configuration.apply(assignments)
    try T.Configuration.settings.requireEffect(of: assignments.map(\.key), in: configuration)
    var run = self
    run.settings.hyperparameters = configuration.values
    if !keepsSchedules {
      run.settings.scheduledEpochs = nil
    } else if configuration.training.epochs != epochs, configuration.training.decay != 1 {
      run.settings.scheduledEpochs = settings.scheduledEpochs ?? epochs
    }
    return run
  }
}

extension PreparedRun {
  /// The task with the weights of a folder.
  ///
  /// - Throws: `IncompleteRunError` where there are none yet;
  ///   `FileError`, `RunFileError`, `SafetensorsError` or `CheckpointMismatch` where a file is
  ///   missing, damaged or of another run; `DataError` where data are missing or damaged;
  ///   `OtherDataError` where they are not those that the run began with.
  package func trained<Task: SupervisedTask>(
    in folder: RunFolder
  ) throws -> Task where T == SupervisedTraining<Task> {
    try folder.requireWeights(option: resources.option)
    let training = try blank
    // Whatever is computed from other examples would be told as the run's.
    try requireData(of: training, in: folder)
    var task = training.task
    let found = try task.load(from: folder.weightsFile, requiringDigest: true)
    try configuration.requireOwnWeights(found, in: folder)
    try (try? RunReceipt<TaskSubject>.read(from: folder))?.requireWeights(of: folder)
    return task
  }
}

extension TaskRun {
  /// The task of the run of a folder.
  ///
  /// - Throws: `RunFileError`, which names the file, where there is none of its name.
  package func taskType(
    in folder: RunFolder, _ catalog: TaskCatalog = .builtIn
  ) throws -> any SupervisedTask.Type {
    do {
      return try catalog.task(named: subject.task)
    } catch {
      throw RunFileError(
        file: folder.configurationFile, field: "task", problem: error.description)
    }
  }
}

extension TaskConfiguration {
  /// Sets texts in the order given, but the optimizer first, since another one needs another step size.
  ///
  /// - Throws: `SettingError`.
  package mutating func apply(_ assignments: [Assignment]) throws(SettingError) {
    let old = training.optimizer
    let texts = assignments.map { (key: $0.key, value: $0.value) }
    try Self.settings.apply(texts.filter { $0.key == "optimizer" }, to: &self)
    if training.optimizer != old {
      training.learningRate = training.optimizer.learningRate(
        like: training.learningRate, of: old)
    }
    try Self.settings.apply(texts.filter { $0.key != "optimizer" }, to: &self)
  }

  /// All settings with their values.
  var values: [String: SettingValue] {
    Dictionary(uniqueKeysWithValues: Self.settings.values(of: self).map { ($0.key, $0.value) })
  }
}
