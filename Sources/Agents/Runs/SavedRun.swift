import Environments
import RLFiles
import RLNet
import RLRandom
import RLRuns

/// A run read back from its folder: enough to play and to evaluate.
package struct SavedRun: Sendable {
  package let configuration: RunConfiguration
  /// What kind of environment it was trained in.
  package let environment: World
  /// The mean return at which the environment counts as solved.
  package let threshold: Double?
  /// With the run's weights.
  package let policy: any Policy
  /// How its evaluations take their actions unless stated.
  package let mode: ActingMode

  /// Reads configuration and weights.
  ///
  /// - Throws: `IncompleteRunError` where there are none yet;
  ///   `FileError`, `RunFileError`, `SafetensorsError` or `CheckpointMismatch` where a file is
  ///   missing, damaged or of another run; else as `RunConfiguration`.
  package init(_ folder: RunFolder, registry: EnvironmentRegistry = .builtIn) throws {
    let configuration = try folder.readConfiguration()
    try folder.requireWeights()
    let agent = try configuration.agentType(in: folder)
    self = try Self.open(agent, configuration, folder, registry)
  }

  private init(
    _ configuration: RunConfiguration, _ environment: World, _ threshold: Double?,
    _ policy: any Policy, _ mode: ActingMode
  ) {
    self.configuration = configuration
    self.environment = environment
    self.threshold = threshold
    self.policy = policy
    self.mode = mode
  }

  private static func open<A: Agent>(
    _ agent: A.Type, _ configuration: RunConfiguration, _ folder: RunFolder,
    _ registry: EnvironmentRegistry
  ) throws -> SavedRun {
    let run = try PreparedRun<A>(configuration, in: folder, registry: registry)
    var generator = PCG64(seed: 0)
    var policy = try A.policy(for: run.environment.spaces, run.configuration, using: &generator)
    let found = try policy.loadWeights(from: folder.weightsPath)
    let expected = RunFolder.metadata(of: configuration)
    for key in ["agent", "environment"] {
      if let value = found[key], let own = expected[key], value != own {
        throw RunFileError(
          file: folder.weightsPath, field: "__metadata__.\(key)",
          problem: "found \(value), expected \(own); these are the weights of another run")
      }
    }
    return SavedRun(
      configuration, run.environment, run.threshold, policy, run.configuration.evaluation)
  }

  /// Where the random streams of an evaluation are spawned from. With the run's own seed they are
  /// those of the evaluation after training.
  package func evaluationSequence(seed: UInt64?) -> SeedSequence {
    RunStreams(seed: seed ?? configuration.seed).evaluation
  }

  /// Evaluates the weights.
  package func evaluate(
    episodes: Int, seed: UInt64?, mode: ActingMode? = nil
  ) -> Evaluation {
    var sequence = evaluationSequence(seed: seed)
    return Agents.evaluate(
      policy, in: environment, episodes: episodes, mode: mode ?? self.mode, sequence: &sequence)
  }
}

extension Policy {
  /// Replaces the tensors, and what else belongs to the policy, by those of a run's weights.
  ///
  /// - Returns: the file's `__metadata__` but for `sha256`.
  /// - Throws: as `Module.load(from:)`; `StateError`.
  mutating func loadWeights(from path: String) throws -> [String: String] {
    if stateEntries.count == namedTensors.count {
      return try load(from: path, requiringDigest: true)
    }
    let (entries, metadata) = try StateFile.read(path)
    try loadState(entries)
    return metadata
  }
}
