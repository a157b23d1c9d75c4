import RLNet
import RLRuns
import RLState

/// Trains a task again and compares it with what its folder holds.
///
/// - Parameters:
///   - isInterrupted: asked after each step whether to stop.
///   - watch: called some fifty times a second at most.
/// - Returns: nil where it was interrupted.
/// - Throws: `FileError`, `RunFileError`, `DataError`.
package func verify<T: SupervisedTask>(
  _ run: TaskRun, _ task: T.Type, in folder: RunFolder, data store: DataStore,
  isInterrupted: () -> Bool, watch: (SupervisedTraining<T>, _ seconds: Double) -> Void
) throws -> Verification<TaskRun>? {
  var verification = try Verification(of: run, in: folder)
  var rows = try RecordedRows(folder.metricsPath)
  var training = try run.start(task, data: store)
  // Other data give other numbers from the first row on; it is the data that must be told.
  guard training.task.dataDigest == run.data else {
    verification.fields = ["data"]
    return verification
  }
  let start = training.task.evaluate()
  rows.compare(epochHeader(of: task, start), number: 0, step: 0)
  rows.compare(epochRow(ofStart: task, start), number: 0, step: 0)
  var metrics = start
  var pace = Pace(start: .now)
  while !training.isFinished && rows.difference == nil {
    training.advance {
      rows.compare(epochRow($0), number: $0.number, step: $0.updates)
      metrics = $0.metrics
    }
    if isInterrupted() { return nil }
    if let seconds = pace.tick() { watch(training, seconds) }
  }
  rows.finish(number: training.epochs + 1, step: training.updates)
  verification.firstDifference = rows.difference
  if rows.difference == nil {
    try verification.compare(with: TaskReceipt(run, training, metrics))
  }
  return verification
}
