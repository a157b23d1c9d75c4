import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whether training a run again, from its configuration and data alone, gives the same run.
package struct Verification<Subject: RunSubject>: Sendable {
  /// The receipt of the run.
  package let receipt: RunReceipt<Subject>
  /// The receipt's file, which may hold more than its fields.
  private let content: Data
  /// The first line of `metrics.csv` that is not what training gives; nil where all are.
  package var firstDifference: RecordedRows.Difference?
  /// The fields of the receipt that differ, as in `evaluation`; empty where training stopped at the
  /// first difference.
  package var fields: [String] = []

  package var isIdentical: Bool { firstDifference == nil && fields.isEmpty }

  /// Whether the run was made by another version.
  package var isOfOtherVersion: Bool { receipt.version != toolkitVersion }

  /// What the folder of a run holds, to be compared with what training gives.
  ///
  /// - Throws: `FileError`, `RunFileError` where receipt, weights and configuration are not of one
  ///   run.
  init(of run: RunConfiguration<Subject>, in folder: RunFolder) throws {
    content = try readFile(folder.receiptFile, atMost: FileLimit.text)
    receipt = try RunReceipt(content, file: folder.receiptFile)
    try receipt.requireWeights(of: folder)
    try receipt.requireConfiguration(run, in: folder)
  }

  /// Compares the receipt with that of the run trained again.
  mutating func compare(with trained: RunReceipt<Subject>) throws {
    var trained = trained
    trained.version = receipt.version
    // Release 0.3.0 did not write these.
    if receipt.arithmetic == nil, trained.arithmetic == 1 { trained.arithmetic = nil }
    if receipt.preset == nil { trained.preset = nil }
    fields = receipt.fieldsThatDiffer(from: trained)
    if try fields.isEmpty && content != trained.bytes { fields = ["the text of the receipt"] }
  }
}

extension PreparedRun {
  /// Trains the run again and compares it with what its folder holds.
  ///
  /// - Parameters:
  ///   - isInterrupted: asked after each step whether to stop.
  ///   - announce: as of `start`.
  ///   - watch: called some fifty times a second at most.
  /// - Returns: nil where it was interrupted.
  /// - Throws: `FileError`, `RunFileError`, `StateError`, what making it throws.
  package func verify(
    in folder: RunFolder, isInterrupted: () -> Bool, announce: (_ step: Int) -> Void,
    watch: (T, _ seconds: Double) -> Void
  ) throws -> Verification<T.Subject>? {
    var verification = try Verification(of: configuration, in: folder)
    var rows = try RecordedRows(folder.metricsFile)
    let blank = try blank
    // Other data give other numbers from the first row on; it is the data that must be told.
    guard blank.dataDigest == configuration.data else {
      verification.fields = ["data"]
      return verification
    }
    let start = try start(blank: blank, isInterrupted: isInterrupted, announce: announce)
    guard var training = start else { return nil }
    for line in training.openingLines(isFork: firstStep > 0) {
      rows.compare(line, number: 0, step: 0)
    }
    var status = training.status
    var pace = Pace(start: .now)
    while !status.isFinished && rows.difference == nil {
      try training.advance(from: &status) {
        guard configuration.recording.episodes.records($0.number) else { return }
        rows.compare(T.line(of: $0), number: $0.number, step: $0.lastStep)
      }
      if isInterrupted() { return nil }
      if let seconds = pace.tick() { watch(training, seconds) }
    }
    try rows.finish(number: status.rows + 1, step: status.step)
    verification.firstDifference = rows.difference
    if rows.difference == nil, let outcome = training.outcome(of: configuration, nil).outcome {
      let weights = training.weights(metadata: configuration.weightsMetadata)
      try verification.compare(
        with: RunReceipt(configuration, outcome, weights: weights, arithmetic: T.arithmetic))
    }
    return verification
  }
}
