import RLRuns
import RLState

/// The record of a task's run as it goes: a row of `metrics.csv` for each epoch that ended with an
/// evaluation, which holds only what seed and data determine, and now and then a row of `timing.csv`.
/// The row of epoch 0 is the evaluation before training. The event file holds the same for TensorBoard.
package final class EpochRecord<T: SupervisedTask>: RunRecord {
  package typealias State = TaskRunState<T>

  let folder: RunFolder
  private let metrics: TextLog
  private let timing: TextLog
  private let eventLog: EventLog
  private var events: EpochEvents
  private var problem: RunWriteError?
  private var eventProblem: RunWriteError?
  /// The latest losses and evaluation of this session.
  package private(set) var latest: (losses: [Double], metrics: [Metric]) = ([], [])

  package init(in folder: RunFolder, of run: TaskRun, at state: TaskRunState<T>) throws {
    self.folder = folder
    let position = state.recordPosition
    // A new event file is made first: what waits for `metrics.csv` finds it.
    let newLog =
      position.metrics == 0 ? try EventLog(startingIn: folder, settings: run.flatSettings) : nil
    metrics = try TextLog(folder.metricsPath, length: position.metrics)
    timing = try TextLog(folder.timingPath, length: position.timing)
    var events = EpochEvents(state.training)
    eventLog =
      try newLog
      ?? EventLog(
        goingOnIn: folder, after: events.replay(folder, settings: run.flatSettings))
    self.events = events
  }

  package var position: EpochRecordPosition {
    EpochRecordPosition(metrics: metrics.length, timing: timing.length)
  }

  package func begin(_ state: TaskRunState<T>) throws(RunWriteError) {
    try keepDrawings(of: state.training)
    let found = state.training.task.evaluate()
    latest.metrics = found
    try metrics.append(epochHeader(of: T.self, found) + epochRow(ofStart: T.self, found))
    try timing.append("seconds,update,epoch\n")
    try addEvent(epoch: 0, losses: [], found)
    try flush()
  }

  /// Adds an epoch. Where it cannot be written, the next `flush` says so.
  func add(_ epoch: Epoch) {
    latest = (epoch.losses, epoch.metrics)
    do throws(RunWriteError) { try metrics.append(epochRow(epoch)) } catch { problem = error }
    guard eventProblem == nil else { return }
    do throws(RunWriteError) {
      try addEvent(epoch: epoch.number, losses: epoch.losses, epoch.metrics)
    } catch {
      eventProblem = error
    }
  }

  private func addEvent(
    epoch: Int, losses: [Double], _ metrics: [Metric]
  ) throws(RunWriteError) {
    try eventLog.add {
      events.append(
        epoch: epoch, losses: losses, metrics: metrics.map(\.name), metrics.map(\.value),
        wallTime: $0, to: &$1)
    }
  }

  package func addTime(_ seconds: Double, of state: TaskRunState<T>) throws(RunWriteError) {
    let milliseconds = (seconds * 1000).rounded() / 1000
    let (updates, epochs) = (state.training.updates, state.training.epochs)
    try timing.append("\(milliseconds),\(updates),\(epochs)\n")
    guard events.takesTime(epoch: epochs, seconds: milliseconds) else { return }
    try eventLog.add {
      events.append(
        epoch: epochs, update: updates, seconds: milliseconds, wallTime: $0, to: &$1)
    }
  }

  package func end(
    _ results: [(name: String, value: Double)], at state: TaskRunState<T>
  ) throws(RunWriteError) {
    try eventLog.end(results, at: state.training.epochs)
  }

  package func fail(at state: TaskRunState<T>) throws(RunWriteError) {
    try eventLog.fail(at: state.training.epochs)
  }

  package func flush() throws(RunWriteError) {
    if let problem { throw problem }
    try metrics.flush()
    try timing.flush()
    // The event file can be made again from those.
    if let eventProblem { throw eventProblem }
    try eventLog.flush()
  }
}

/// The first line of `metrics.csv`.
func epochHeader<T: SupervisedTask>(of task: T.Type, _ metrics: [Metric]) -> String {
  let names =
    ["epoch", "update"] + T.lossNames.map { "training.\($0)" }
    + metrics.map { "evaluation.\($0.name)" } + ["hash"]
  return names.joined(separator: ",") + "\n"
}

/// The line before training: its evaluation.
func epochRow<T: SupervisedTask>(ofStart task: T.Type, _ metrics: [Metric]) -> String {
  let fields = ["0", "0"] + T.lossNames.map { _ in "" } + metrics.map { "\($0.value)" }
  return (fields + [""]).joined(separator: ",") + "\n"
}

/// An epoch's line, which ends with the first 16 digits of the hash over all updates so far.
func epochRow(_ epoch: Epoch) -> String {
  let numbers = epoch.losses + epoch.metrics.map(\.value)
  let fields = ["\(epoch.number)", "\(epoch.updates)"] + numbers.map { "\($0)" }
  return (fields + [epoch.hash.shortDigest]).joined(separator: ",") + "\n"
}

/// How far the record of a task's run is.
package struct EpochRecordPosition: RecordPosition {
  /// Bytes of `metrics.csv`.
  var metrics = 0
  /// Bytes of `timing.csv`.
  var timing = 0

  package func lengths(in folder: RunFolder) -> [(path: String, length: Int)] {
    [(folder.metricsPath, metrics), (folder.timingPath, timing)]
  }

  package mutating func visitState(_ visitor: inout StateVisitor) {
    visitor.visit("metrics", &metrics)
    visitor.visit("timing", &timing)
    if min(metrics, timing) < 0 {
      visitor.refuse("metrics", found: "a negative length", expected: "0 or more")
    }
  }
}
