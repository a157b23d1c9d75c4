import RLFiles
import RLNet
import RLRuns
import RLSettings
import RLState

/// A training on examples as RLRuns sees it.
extension SupervisedTraining: Trainable {
  package typealias Subject = TaskSubject
  package typealias Resources = DataStore
  package typealias Recipe = TaskRecipe<Task>
  package typealias Status = TaskStatus
  package typealias Row = Epoch
  package typealias Recent = LatestEpoch
  package typealias Events = EpochEvents
  package typealias Trace = UpdateTrace

  package static var arithmetic: Int { arithmeticVersion }
  package static var hyperparameterKeys: [String] { Task.Configuration.settings.map(\.key) }

  package static func recipe(
    for subject: TaskSubject, _ settings: RunSettings, in store: DataStore
  ) throws -> TaskRecipe<Task> {
    var configuration = Task.Configuration()
    try Task.Configuration.settings.apply(settings.hyperparameters, to: &configuration)
    return TaskRecipe(
      configuration: configuration, scheduledEpochs: settings.scheduledEpochs, store: store)
  }

  package init(_ recipe: TaskRecipe<Task>, seed: UInt64) throws {
    try self.init(
      recipe.configuration, data: recipe.store, seed: seed,
      scheduledEpochs: recipe.scheduledEpochs)
  }

  package var status: TaskStatus {
    TaskStatus(
      updates: updates, epochs: epochs, hasEvaluation: latestMetrics != nil,
      isFinished: isFinished)
  }

  package mutating func advance(
    from status: inout TaskStatus, _ report: (Epoch) -> Void
  ) throws(DivergenceError) {
    advance(report)
    let wrong = latestMetrics?.first { !$0.value.isFinite }.map { ($0.name, $0.value) }
    if let (name, value) = wrong ?? divergence.map({ ($0.name, $0.value) }) {
      throw DivergenceError(name: name, value: value, step: updates)
    }
    status = self.status
  }

  package func requireFiniteWeights() throws(DivergenceError) {
    var task = task
    if let found = task.firstNonFiniteElement() {
      throw DivergenceError(name: found.name, value: Double(found.value), step: updates)
    }
  }

  package func forked(
    from old: TaskRecipe<Task>, to new: TaskRecipe<Task>, seed: UInt64
  ) throws -> SupervisedTraining {
    var fork = try SupervisedTraining(new, seed: seed)
    try fork.loadState(stateEntries)
    return fork
  }

  package static func lastStep(of recipe: TaskRecipe<Task>) -> Int? { nil }

  package var dataDigest: String? { task.dataDigest }

  package var schedules: [ScheduledNumber] {
    let options = configuration.training
    guard options.decay != 1 else { return [] }
    return [
      ScheduledNumber(
        "learningRate", now: Double(options.learningRate(at: progress)),
        end: Double(options.learningRate(at: progress(at: allUpdates))),
        endStep: min(scheduledUpdates, allUpdates))
    ]
  }

  package func weights(metadata: [String: String]) -> [UInt8] {
    Safetensors(task.namedTensors, metadata: metadata).bytes
  }

  package func openingLines(isFork: Bool) -> [String] {
    let metrics = latestMetrics ?? task.evaluate()
    let names =
      ["epoch", "update"] + Task.lossNames.map { "training.\($0)" }
      + metrics.map { "evaluation.\($0.name)" } + ["hash"]
    let header = names.joined(separator: ",") + "\n"
    if isFork { return [header] }
    let fields = ["0", "0"] + Task.lossNames.map { _ in "" } + metrics.map { "\($0.value)" }
    return [header, (fields + [""]).joined(separator: ",") + "\n"]
  }

  package static var timingColumns: [String] { ["update", "epoch"] }

  /// Ends with the first 16 digits of the hash over all updates so far.
  package static func line(of epoch: Epoch) -> String {
    let numbers = epoch.losses + epoch.metrics.map(\.value)
    let fields = ["\(epoch.number)", "\(epoch.updates)"] + numbers.map { "\($0)" }
    return (fields + [epoch.hash.shortDigest]).joined(separator: ",") + "\n"
  }

  package static func fields(of epoch: Epoch) -> [Double] {
    [Double(epoch.number), Double(epoch.updates)] + epoch.losses + epoch.metrics.map(\.value)
      + [.nan]
  }

  package func events(firstStep: Int) -> EpochEvents {
    EpochEvents(updatesPerEpoch: updatesPerEpoch, firstUpdate: firstStep)
  }

  package static func loopSteps(
    of run: TaskRun, _ recipe: TaskRecipe<Task>
  ) -> [any LoopStep<SupervisedTraining>] {
    (Task.self is any DrawingTask.Type ? [KeptDrawings<Task>()] : [])
      + [KeptTable<Task>(recipe)].compactMap(\.self)
  }

  package func outcome(
    of run: TaskRun, _ state: RunState<SupervisedTraining>?
  ) -> RunOutcome<TaskSubject> {
    let metrics = latestMetrics ?? task.evaluate()
    return RunOutcome(
      result: TaskResult(
        self, metrics, firstStep: run.firstStep, seconds: state?.seconds ?? 0),
      outcome: isFinished
        ? TaskOutcome(
          epochs: epochs, updates: updates, losses: updateHash, evaluation: metrics.values) : nil,
      scores: metrics.map { RunScore($0.name, $0.value) })
  }

  package var courseHash: String { updateHash }
}

/// What the training of a task is made from.
package struct TaskRecipe<Task: SupervisedTask>: Sendable {
  package let configuration: Task.Configuration
  let scheduledEpochs: Int?
  let store: DataStore
}

/// Where the training of a task is.
package struct TaskStatus: StepStatus {
  package var updates: Int
  package var epochs: Int
  /// Whether an evaluation was due after the latest update.
  var hasEvaluation: Bool
  package var isFinished: Bool

  package var step: Int { updates }
  package var rows: Int { epochs }
  package var timing: [Int] { [updates, epochs] }
}

extension Epoch: RecordRow {
  package var lastStep: Int { updates }
}

/// The latest losses and evaluation of a session.
package struct LatestEpoch: RecentRows {
  package private(set) var losses: [Double] = []
  package private(set) var metrics: [Metric] = []

  package init() {}

  package mutating func add(_ epoch: Epoch) { (losses, metrics) = (epoch.losses, epoch.metrics) }

  package mutating func visitState(_ visitor: inout StateVisitor) {}
}

/// An update as it is compared with that of another run: all that the hash holds.
package struct UpdateTrace: StepTrace {
  package let number: Int
  let positions: [Int]
  let losses: [Float]

  package var environment: Int { 0 }

  package func firstDifference(from other: UpdateTrace) -> SettingDifference? {
    if positions.count != other.positions.count {
      return SettingDifference(
        name: "examples", first: "\(positions.count)", second: "\(other.positions.count)")
    }
    if let index = positions.indices.first(where: { positions[$0] != other.positions[$0] }) {
      return SettingDifference(
        name: "example[\(index)]", first: "\(positions[index])",
        second: "\(other.positions[index])")
    }
    let index = losses.indices.first { index in
      !other.losses.indices.contains(index)
        || losses[index].bitPattern != other.losses[index].bitPattern
    }
    return index.map { index in
      let second = other.losses.indices.contains(index) ? "\(other.losses[index])" : nil
      return SettingDifference(
        name: losses.count == 1 ? "loss" : "loss[\(index)]", first: "\(losses[index])",
        second: second)
    }
  }
}
