import Environments
import RLNet
import RLRuns
import RLSettings
import RLState

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The receipt of an agent's run.
package struct Receipt: RunReceipt, Hashable {
  /// What the layout is counted by.
  package var formatVersion = Receipt.formatVersion
  /// The version of the toolkit.
  package var version = toolkitVersion
  /// `arithmeticVersion`; receipts of release 0.3.0 have none, and theirs was 1.
  package var arithmetic: Int? = arithmeticVersion
  package var configuration: Determinants
  package var steps: Int
  package var episodes: Int
  package var updates: Int
  /// SHA-256 over every transition, as `TransitionLog.transitionHash`.
  package var transitions: String
  package var evaluation: Scores
  /// SHA-256 of `weights.safetensors`.
  package var weights: String
  /// `SystemMathematics.fingerprint`, where the environment uses the system's mathematical library.
  package var systemMathematics: String?

  /// The part of a configuration that a run follows from.
  package struct Determinants: Sendable, Hashable, Codable {
    package var environment: String
    package var environmentSettings: [String: SettingValue]
    package var agent: String
    package var seed: UInt64
    package var hyperparameters: [String: SettingValue]
    package var evaluationEpisodes: Int
    /// Only of a fork.
    package var ancestors: [RunConfiguration.Ancestor]?

    init(_ run: RunConfiguration) {
      environment = run.environment
      environmentSettings = run.environmentSettings
      agent = run.agent
      seed = run.seed
      hyperparameters = run.hyperparameters
      evaluationEpisodes = run.evaluationEpisodes
      ancestors = run.ancestors.isEmpty ? nil : run.ancestors
    }
  }

  /// The evaluation after training.
  package struct Scores: Sendable, Hashable, Codable {
    package var episodes: Int
    package var mean: Double
    package var min: Double
    package var max: Double
    package var exact: Double?
    /// SHA-256 over the return of each episode.
    package var returns: String

    init(_ evaluation: Evaluation) {
      episodes = evaluation.returns.count
      mean = evaluation.mean
      min = evaluation.min
      max = evaluation.max
      exact = evaluation.exact
      var hash = SHA256()
      for value in evaluation.returns { hash.update(value.bitPattern) }
      returns = hash.hexDigest
    }
  }

  /// The receipt of a run that has come to its end.
  package init<A: Agent>(
    _ run: RunConfiguration, _ training: Training<A>, _ evaluation: Evaluation
  ) {
    configuration = Determinants(run)
    steps = training.counters.steps
    episodes = training.counters.episodes
    updates = training.counters.updates
    transitions = training.log.transitionHash
    self.evaluation = Scores(evaluation)
    weights = SHA256.hexDigest(of: RunFolder.weightsContent(training.policy, of: run))
    systemMathematics =
      training.environment.usesSystemMathematics ? SystemMathematics.fingerprint : nil
  }

  private static let formatVersion = 1

  package init(_ content: Data, file path: String) throws {
    struct Head: Decodable {
      var formatVersion: Int
    }
    let decoder = jsonDecoder()
    do {
      let found = try decoder.decode(Head.self, from: content).formatVersion
      guard found == Self.formatVersion else {
        throw RunFileError(
          file: path, field: "formatVersion",
          problem: "found \(found), expected \(Self.formatVersion)")
      }
      self = try decoder.decode(Receipt.self, from: content)
    } catch let error as DecodingError {
      throw RunFileError(file: path, error)
    }
  }

  package func fieldsThatDiffer(from other: Receipt) -> [String] {
    let (mine, others) = (evaluation, other.evaluation)
    let fields = [
      ("version", version != other.version),
      ("arithmetic", (arithmetic ?? 1) != (other.arithmetic ?? 1)),
      ("configuration", configuration != other.configuration),
      ("steps", steps != other.steps),
      ("episodes", episodes != other.episodes),
      ("updates", updates != other.updates),
      ("transitions", transitions != other.transitions),
      ("evaluation.episodes", mine.episodes != others.episodes),
      ("evaluation.mean", mine.mean != others.mean),
      ("evaluation.min", mine.min != others.min),
      ("evaluation.max", mine.max != others.max),
      ("evaluation.exact", mine.exact != others.exact),
      ("evaluation.returns", mine.returns != others.returns),
      ("weights", weights != other.weights),
      ("systemMathematics", systemMathematics != other.systemMathematics),
    ]
    return fields.filter(\.1).map(\.0)
  }
}

extension RunConfiguration {
  /// SHA-256 of what the run follows from, by which a checkpoint knows its run.
  package var fingerprint: String {
    get throws {
      let text = try compactJSON(Receipt.Determinants(self))
      return SHA256.hexDigest(of: Array("\(version)\n\(text)".utf8))
    }
  }
}
