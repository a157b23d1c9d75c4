import Environments
import RLNet
import RLRuns
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What determines the run of a task, and what came out: `receipt.json`.
///
/// There is nothing else in it, such as a time, a path or a number of threads, so that two runs of
/// one configuration and one set of data have the same receipt, byte for byte.
package struct TaskReceipt: Sendable, Hashable, Codable {
  /// What the layout is counted by.
  package var formatVersion = TaskReceipt.formatVersion
  /// The version of the toolkit.
  package var version = toolkitVersion
  package var configuration: Determinants
  /// SHA-256 of the examples, as `SupervisedTask.dataDigest`.
  package var data: String
  package var epochs: Int
  package var updates: Int
  /// SHA-256 over the examples and losses of every update, as `SupervisedTraining.updateHash`.
  package var losses: String
  /// The evaluation after training.
  package var evaluation: [String: Double]
  /// SHA-256 of `weights.safetensors`.
  package var weights: String

  /// The part of a configuration that a run follows from.
  package struct Determinants: Sendable, Hashable, Codable {
    package var task: String
    package var seed: UInt64
    package var hyperparameters: [String: SettingValue]

    init(_ run: TaskRun) {
      task = run.task
      seed = run.seed
      hyperparameters = run.hyperparameters
    }
  }

  /// The receipt of a run that has come to its end.
  package init<T: SupervisedTask>(
    _ run: TaskRun, _ training: SupervisedTraining<T>, _ metrics: [Metric]
  ) {
    configuration = Determinants(run)
    data = run.data
    epochs = training.epochs
    updates = training.updates
    losses = training.updateHash
    evaluation = metrics.values
    let content = Safetensors(training.task.namedTensors, metadata: run.weightsMetadata)
    weights = SHA256.hexDigest(of: content.bytes)
  }

  private static let formatVersion = 1

  /// Reads the receipt of a folder.
  ///
  /// - Throws: `FileError` where it cannot be read, `RunFileError` where a field of it is wrong.
  package static func read(from folder: RunFolder) throws -> TaskReceipt {
    let path = folder.receiptPath
    let data = try readFile(path)
    do {
      let receipt = try jsonDecoder().decode(TaskReceipt.self, from: data)
      guard receipt.formatVersion == Self.formatVersion else {
        throw RunFileError(
          file: path, field: "formatVersion",
          problem: "found \(receipt.formatVersion), expected \(Self.formatVersion)")
      }
      return receipt
    } catch let error as DecodingError {
      throw RunFileError(file: path, error)
    }
  }

  /// The names of the fields that are not the same in another receipt.
  func fieldsThatDiffer(from other: TaskReceipt) -> [String] {
    let fields = [
      ("version", version != other.version),
      ("configuration", configuration != other.configuration),
      ("data", data != other.data),
      ("epochs", epochs != other.epochs),
      ("updates", updates != other.updates),
      ("losses", losses != other.losses),
      (
        "evaluation",
        evaluation.mapValues(\.bitPattern) != other.evaluation.mapValues(\.bitPattern)
      ),
      ("weights", weights != other.weights),
    ]
    return fields.filter(\.1).map(\.0)
  }
}

extension TaskRun {
  /// What `weights.safetensors` says of its run.
  var weightsMetadata: [String: String] { ["task": task, "version": version] }
}
