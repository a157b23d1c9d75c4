import Environments
import RLNet
import RLRuns
import RLState

/// Whether training a run again, from its configuration alone, gives the same run.
package struct Verification: Sendable, Hashable {
  /// The first line of `metrics.csv` that is not what training gives; nil where all are.
  package var firstDifference: RecordedRows.Difference?
  /// The fields of the receipt that differ, as in `evaluation`; empty where training stopped at the
  /// first difference.
  package var fields: [String] = []
  /// The receipt of the run.
  package var receipt: Receipt

  package var isIdentical: Bool { firstDifference == nil && fields.isEmpty }

  /// Whether the run was made by another version.
  package var isOfOtherVersion: Bool { receipt.version != toolkitVersion }

  /// Whether the run was made with another mathematical library, which gives other sines.
  package var isOfOtherMathematics: Bool {
    receipt.systemMathematics.map { $0 != SystemMathematics.fingerprint } ?? false
  }
}

/// Trains a run again and compares it with what its folder holds.
///
/// - Parameters:
///   - isInterrupted: asked after each step whether to stop.
///   - announce: as of `PreparedRun.start`.
///   - watch: called some fifty times a second at most.
/// - Returns: nil where it was interrupted.
/// - Throws: `FileError`, `RunFileError`, `StateError`.
package func verify<A: Agent>(
  _ run: RunConfiguration, _ prepared: PreparedRun<A>, in folder: RunFolder,
  isInterrupted: () -> Bool, announce: (_ step: Int) -> Void,
  watch: (Training<A>, _ seconds: Double) -> Void
) throws -> Verification? {
  let recorded = try readFile(folder.receiptPath)
  let receipt = try Receipt(recorded, file: folder.receiptPath)
  let weights = SHA256.hexDigest(of: Array(try readFile(folder.weightsPath)))
  guard weights == receipt.weights else {
    throw RunFileError(
      file: folder.weightsPath, field: nil,
      problem: "its SHA-256 is not that of \(folder.receiptPath); one of them was altered")
  }
  guard receipt.configuration == Receipt.Determinants(run), receipt.version == run.version else {
    throw RunFileError(
      file: folder.configurationPath, field: nil,
      problem: "it is not the configuration of \(folder.receiptPath); one of them was altered")
  }
  var verification = Verification(receipt: receipt)
  var rows = try RecordedRows(folder.metricsPath)
  let start = try prepared.start(isInterrupted: isInterrupted, announce: announce)
  guard var training = start else { return nil }
  rows.compare(episodeHeader(of: training.agent), number: 0, step: 0)
  var pace = Pace(start: .now)
  while !training.isFinished && rows.difference == nil {
    training.advance {
      rows.compare(episodeRow($0), number: $0.number, step: $0.endStep)
    }
    if isInterrupted() { return nil }
    if let seconds = pace.tick() { watch(training, seconds) }
  }
  let counters = training.agent.counters
  rows.finish(number: counters.episodes + 1, step: counters.steps)
  verification.firstDifference = rows.difference
  if rows.difference == nil {
    let evaluation = training.evaluate(episodes: run.evaluationEpisodes)
    var own = Receipt(run, training, evaluation)
    own.version = run.version
    verification.fields = receipt.fieldsThatDiffer(from: own)
    // Whatever else the file may hold.
    if try verification.fields.isEmpty && recorded != own.bytes {
      verification.fields = ["the text of the receipt"]
    }
  }
  return verification
}

extension Receipt {
  /// The names of the fields that are not the same in another receipt.
  fileprivate func fieldsThatDiffer(from other: Receipt) -> [String] {
    func differ(_ field: KeyPath<Receipt, some Equatable>) -> Bool {
      self[keyPath: field] != other[keyPath: field]
    }
    let fields = [
      ("version", differ(\.version)),
      ("configuration", differ(\.configuration)),
      ("steps", differ(\.steps)),
      ("episodes", differ(\.episodes)),
      ("updates", differ(\.updates)),
      ("transitions", differ(\.transitions)),
      ("evaluation.episodes", differ(\.evaluation.episodes)),
      ("evaluation.mean", differ(\.evaluation.mean)),
      ("evaluation.min", differ(\.evaluation.min)),
      ("evaluation.max", differ(\.evaluation.max)),
      ("evaluation.exact", differ(\.evaluation.exact)),
      ("evaluation.returns", differ(\.evaluation.returns)),
      ("weights", differ(\.weights)),
      ("systemMathematics", differ(\.systemMathematics)),
    ]
    return fields.filter(\.1).map(\.0)
  }
}
