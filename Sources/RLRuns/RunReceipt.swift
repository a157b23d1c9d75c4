import RLFiles
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What determines a run, and what came out: `receipt.json`.
///
/// There is nothing else in it, such as a time, a path or a number of threads, so that two runs of
/// one configuration and one set of data have the same receipt, byte for byte.
package protocol RunReceipt: Codable, Sendable {
  /// The version of the toolkit.
  var version: String { get set }
  /// SHA-256 of `weights.safetensors`.
  var weights: String { get }

  /// Reads the content of a receipt; `path` is how an error names it.
  ///
  /// - Throws: `RunFileError` where a field of it is wrong.
  init(_ content: Data, file path: String) throws
  /// The names of the fields that are not the same in another receipt.
  func fieldsThatDiffer(from other: Self) -> [String]
}

extension RunReceipt {
  /// The content of `receipt.json`.
  package var bytes: Data {
    get throws { try prettyJSON(self) }
  }

  /// Reads the receipt of a folder.
  ///
  /// - Throws: `FileError` where it cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(from folder: RunFolder) throws -> Self {
    try Self(readFile(folder.receiptPath), file: folder.receiptPath)
  }

  /// Writes `receipt.json`.
  ///
  /// - Throws: `FileError`.
  package func write(to folder: RunFolder) throws {
    try writeDurably(bytes, to: folder.receiptPath)
  }

  /// Sees to it that the weights of the receipt's folder are those that it tells of.
  ///
  /// - Throws: `FileError` where they cannot be read, `RunFileError` where they are others.
  package func requireWeights(of folder: RunFolder) throws {
    guard SHA256.hexDigest(of: Array(try readFile(folder.weightsPath))) == weights else {
      throw RunFileError(
        file: folder.weightsPath, field: nil,
        problem: "its SHA-256 is not that of \(folder.receiptPath); one of them was altered")
    }
  }
}
