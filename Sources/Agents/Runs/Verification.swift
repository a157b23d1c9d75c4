import Environments
import RLNet
import RLState

/// Whether training a run again, from its configuration alone, gives the same run.
package struct Verification: Sendable, Hashable {
  /// The first line of `metrics.csv` that is not what training gives; nil where all are.
  package var firstDifference: RowDifference?
  /// The fields of the receipt that differ, as in `evaluation`; empty where training stopped at the
  /// first difference.
  package var fields: [String] = []
  /// The receipt of the run.
  package var receipt: Receipt

  /// A line of `metrics.csv` that is not what training gives.
  package struct RowDifference: Sendable, Hashable {
    /// Of the first episode that differs, counted from 1.
    package var episode: Int
    /// The environment steps of training at its end, or at the end of training.
    package var step: Int
    /// The line in the file; nil where the file ends before it.
    package var recorded: String?
    /// The line that training gives; nil where training ends before it.
    package var trained: String?
  }

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
  rows.compare(RunRecord.header(training.agent.diagnostics.map(\.name)), episode: 0, step: 0)
  var pace = Pace(start: .now)
  while !training.isFinished && rows.difference == nil {
    training.advance {
      rows.compare(RunRecord.row($0), episode: $0.number, step: $0.endStep)
    }
    if isInterrupted() { return nil }
    if let seconds = pace.tick() { watch(training, seconds) }
  }
  let counters = training.agent.counters
  rows.finish(episode: counters.episodes + 1, step: counters.steps)
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

/// The lines of a `metrics.csv`, to be compared one after the other.
private struct RecordedRows {
  private let text: [UInt8]
  private var position = 0
  private(set) var difference: Verification.RowDifference?

  init(_ path: String) throws(FileError) { text = Array(try readFile(path)) }

  mutating func compare(_ row: String, episode: Int, step: Int) {
    guard difference == nil else { return }
    let end = position + row.utf8.count
    if end <= text.count, text[position..<end].elementsEqual(row.utf8) {
      position = end
    } else {
      difference = .init(episode: episode, step: step, recorded: nextLine, trained: trimmed(row))
    }
  }

  /// There must be no further line.
  mutating func finish(episode: Int, step: Int) {
    if difference == nil, let line = nextLine {
      difference = .init(episode: episode, step: step, recorded: line, trained: nil)
    }
  }

  private var nextLine: String? {
    guard position < text.count else { return nil }
    return String(decoding: text[position...].prefix { $0 != 0x0a }, as: UTF8.self)
  }

  private func trimmed(_ row: String) -> String { String(row.prefix { $0 != "\n" }) }
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
