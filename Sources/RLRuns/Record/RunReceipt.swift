import RLFiles
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What of a run that came to its end is in its receipt beside what it follows from: counts, the hash
/// over all that it did, the evaluation.
package protocol ReceiptOutcome: Codable, Hashable, Sendable {
  /// What the run ended at.
  var step: Int { get }
  /// The rows of its record.
  var rows: Int { get }
  /// The hash over all steps.
  var course: String { get }
  /// What `result.json` counts, too, by name.
  var counts: [(name: String, value: Int)] { get }
  /// SHA-256 over the returns of the evaluation's episodes; nil of what has none.
  var returnsDigest: String? { get }
  /// The numbers of the evaluation, by name.
  var evaluationNumbers: [(name: String, value: Double)] { get }
  /// The names of the fields that are not the same in another one.
  func fieldsThatDiffer(from other: Self) -> [String]
}

extension ReceiptOutcome {
  package var returnsDigest: String? { nil }
}

/// SHA-256 of the weights in a folder. A file that is not as long as it says is refused before it is read.
///
/// - Throws: `FileError`, `SafetensorsError`.
package func weightsDigest(in folder: RunFolder) throws -> String {
  try Safetensors.checkSize(folder.weightsFile)
  return try fileDigest(of: folder.weightsFile, atMost: FileLimit.whole)
}

/// What determines a run, and what came out: `receipt.json`.
///
/// There is nothing else in it, such as a time, a path or a number of threads, so that two runs of
/// one configuration and one set of data have the same receipt, byte for byte.
package struct RunReceipt<Subject: RunSubject>: Sendable, Hashable {
  /// The version of the toolkit.
  package var version: String
  /// What the results of sums and products are counted by; receipts of release 0.3.0 have none, and
  /// theirs was 1.
  package var arithmetic: Int?
  package var configuration: RunDeterminants<Subject>
  /// What the settings started from; receipts of versions before 0.4.0 do not have it.
  package var preset: String?
  /// SHA-256 of the data; nil where there are none.
  package var data: String?
  package var outcome: Subject.Outcome
  /// SHA-256 of `weights.safetensors`.
  package var weights: String

  /// What the layout is counted by.
  private static var formatVersion: Int { 1 }

  /// Whether it is of a version whose receipts and results said less.
  var isOfOlderVersion: Bool {
    version.split(separator: ".").prefix(2).map { Int($0) ?? 0 }.lexicographicallyPrecedes([0, 4])
  }

  /// The receipt of a run that has come to its end.
  ///
  /// - Parameter weights: the content of `weights.safetensors`.
  init(
    _ run: RunConfiguration<Subject>, _ outcome: Subject.Outcome, weights: [UInt8],
    arithmetic: Int
  ) {
    version = toolkitVersion
    self.arithmetic = arithmetic
    configuration = RunDeterminants(run)
    preset = run.preset
    data = run.data
    self.outcome = outcome
    self.weights = SHA256.hexDigest(of: weights)
  }

  /// Reads the content of a receipt; `file` is how an error names it.
  ///
  /// - Throws: `RunFileError` where a field of it is wrong.
  package init(_ content: Data, file: FilePlace) throws {
    self = try decodeJSON(from: content, file: file)
  }

  /// The names of the fields that are not the same in another receipt.
  package func fieldsThatDiffer(from other: Self) -> [String] {
    let before = [
      ("version", version != other.version),
      ("arithmetic", (arithmetic ?? 1) != (other.arithmetic ?? 1)),
      ("configuration", configuration != other.configuration), ("preset", preset != other.preset),
      ("data", data != other.data),
    ]
    return before.filter(\.1).map(\.0) + outcome.fieldsThatDiffer(from: other.outcome)
      + (weights != other.weights ? ["weights"] : [])
  }

  /// - Throws: `RunFileError` where it is the receipt of another configuration.
  func requireConfiguration(
    _ run: RunConfiguration<Subject>, in folder: RunFolder
  ) throws(RunFileError) {
    guard configurationFieldsThatDiffer(from: run).isEmpty else {
      throw RunFileError(
        file: folder.configurationFile, field: nil,
        problem: "it is not the configuration of \(folder.receiptFile); one of them was altered")
    }
  }
}

extension RunReceipt: Codable {
  private enum CodingKeys: String, CodingKey {
    case formatVersion, version, arithmetic, configuration, preset, data, weights
  }

  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    _ = try container.decode(
      forKey: .formatVersion, in: Self.formatVersion...Self.formatVersion)
    version = try container.decode(String.self, forKey: .version)
    arithmetic = try container.decodeIfPresent(Int.self, forKey: .arithmetic)
    configuration = try container.decode(RunDeterminants<Subject>.self, forKey: .configuration)
    preset = try container.decodeIfPresent(String.self, forKey: .preset)
    data = try container.decodeIfPresent(String.self, forKey: .data)
    outcome = try Subject.Outcome(from: decoder)
    weights = try container.decode(String.self, forKey: .weights)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .formatVersion)
    try container.encode(version, forKey: .version)
    try container.encodeIfPresent(arithmetic, forKey: .arithmetic)
    try container.encode(configuration, forKey: .configuration)
    try container.encodeIfPresent(preset, forKey: .preset)
    try container.encodeIfPresent(data, forKey: .data)
    try outcome.encode(to: encoder)
    try container.encode(weights, forKey: .weights)
  }
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
    try Self(readFile(folder.receiptFile, atMost: FileLimit.text), file: folder.receiptFile)
  }

  /// Whether a folder has a receipt that can be read; one that was damaged is made again by going on
  /// with the run.
  package static func isReadable(in folder: RunFolder) -> Bool {
    (try? read(from: folder)) != nil
  }

  /// Writes `receipt.json`.
  ///
  /// - Throws: `FileError`.
  package func write(to folder: RunFolder) throws {
    try writeDurably(bytes, to: folder.receiptFile)
  }

  /// Sees to it that the weights of the receipt's folder are those that it tells of.
  ///
  /// - Throws: `FileError` where they cannot be read, `RunFileError` where they are others.
  package func requireWeights(of folder: RunFolder) throws {
    guard try weightsDigest(in: folder) == weights else {
      throw RunFileError(
        file: folder.weightsFile, field: nil,
        problem: "its SHA-256 is not that of \(folder.receiptFile); one of them was altered")
    }
  }
}
