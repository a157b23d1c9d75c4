import RLNet
import RLRuns
import RLState

/// Whether training a task again, from its configuration and data alone, gives the same run.
package struct TaskVerification: Sendable, Hashable {
  /// The first line of `metrics.csv` that is not what training gives; nil where all are.
  package var firstDifference: RecordedRows.Difference?
  /// The fields of the receipt that differ; empty where training stopped at the first difference.
  package var fields: [String] = []
  /// The receipt of the run.
  package var receipt: TaskReceipt

  package var isIdentical: Bool { firstDifference == nil && fields.isEmpty }

  /// Whether the run was made by another version.
  package var isOfOtherVersion: Bool { receipt.version != toolkitVersion }
}

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
) throws -> TaskVerification? {
  let receipt = try TaskReceipt.read(from: folder)
  let weights = SHA256.hexDigest(of: Array(try readFile(folder.weightsPath)))
  guard weights == receipt.weights else {
    throw RunFileError(
      file: folder.weightsPath, field: nil,
      problem: "its SHA-256 is not that of \(folder.receiptPath); one of them was altered")
  }
  guard receipt.configuration == TaskReceipt.Determinants(run), receipt.version == run.version,
    receipt.data == run.data
  else {
    throw RunFileError(
      file: folder.configurationPath, field: nil,
      problem: "it is not the configuration of \(folder.receiptPath); one of them was altered")
  }
  var verification = TaskVerification(receipt: receipt)
  var rows = try RecordedRows(folder.metricsPath)
  var training = try run.start(task, data: store)
  // Other data give other numbers from the first row on; it is the data that must be told.
  guard training.task.dataDigest == receipt.data else {
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
    var own = TaskReceipt(run, training, metrics)
    own.version = run.version
    verification.fields = receipt.fieldsThatDiffer(from: own)
    // Whatever else the file may hold.
    if try verification.fields.isEmpty && readFile(folder.receiptPath) != prettyJSON(own) {
      verification.fields = ["the text of the receipt"]
    }
  }
  return verification
}
