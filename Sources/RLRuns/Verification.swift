import RLFiles

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Whether training a run again, from its configuration and data alone, gives the same run.
package struct Verification<Run: RunDescription>: Sendable {
  /// The receipt of the run.
  package let receipt: Run.Receipt
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
  package init(of run: Run, in folder: RunFolder) throws {
    content = try readFile(folder.receiptPath)
    receipt = try Run.Receipt(content, file: folder.receiptPath)
    try receipt.requireWeights(of: folder)
    guard run.gives(receipt), receipt.version == run.version else {
      throw RunFileError(
        file: folder.configurationPath, field: nil,
        problem: "it is not the configuration of \(folder.receiptPath); one of them was altered")
    }
  }

  /// Compares the receipt with that of the run trained again.
  package mutating func compare(with trained: Run.Receipt) throws {
    var trained = trained
    trained.version = receipt.version
    fields = receipt.fieldsThatDiffer(from: trained)
    if try fields.isEmpty && content != trained.bytes { fields = ["the text of the receipt"] }
  }
}
