import RLFiles
import RLNet
import RLRuns
import RLSettings
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The receipt of a task's run.
package struct TaskReceipt: RunReceipt, Hashable {
  /// What the layout is counted by.
  package var formatVersion = TaskReceipt.formatVersion
  /// The version of the toolkit.
  package var version = toolkitVersion
  /// `arithmeticVersion`; receipts of release 0.3.0 have none, and theirs was 1.
  package var arithmetic: Int? = arithmeticVersion
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

  package init(_ content: Data, file path: String) throws {
    do {
      self = try jsonDecoder().decode(TaskReceipt.self, from: content)
      guard formatVersion == Self.formatVersion else {
        throw RunFileError(
          file: path, field: "formatVersion",
          problem: "found \(formatVersion), expected \(Self.formatVersion)")
      }
    } catch let error as DecodingError {
      throw RunFileError(file: path, error)
    }
  }

  package func fieldsThatDiffer(from other: TaskReceipt) -> [String] {
    let fields = [
      ("version", version != other.version),
      ("arithmetic", (arithmetic ?? 1) != (other.arithmetic ?? 1)),
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
