import Environments
import RLNet
import RLRandom
import RLRuns

/// A run read back from its folder: enough to play and to evaluate.
package struct SavedRun: Sendable {
  package let configuration: RunConfiguration
  package let environment: AnyEnvironment
  /// The mean return at which the environment counts as solved.
  package let threshold: Double?
  /// With the run's weights.
  package let network: Sequential
  /// What the network's outputs mean.
  package let networkOutput: NetworkOutput

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
    _ configuration: RunConfiguration, _ environment: AnyEnvironment, _ threshold: Double?,
    _ network: Sequential, _ networkOutput: NetworkOutput
  ) {
    self.configuration = configuration
    self.environment = environment
    self.threshold = threshold
    self.network = network
    self.networkOutput = networkOutput
  }

  private static func open<A: Agent>(
    _ agent: A.Type, _ configuration: RunConfiguration, _ folder: RunFolder,
    _ registry: EnvironmentRegistry
  ) throws -> SavedRun {
    let run = try PreparedRun<A>(configuration, in: folder, registry: registry)
    var network = run.blank.network
    let found = try network.load(from: folder.weightsPath, requiringDigest: true)
    let expected = RunFolder.metadata(of: configuration)
    for key in ["agent", "environment"] {
      if let value = found[key], let own = expected[key], value != own {
        throw RunFileError(
          file: folder.weightsPath, field: "__metadata__.\(key)",
          problem: "found \(value), expected \(own); these are the weights of another run")
      }
    }
    return SavedRun(configuration, run.environment, run.threshold, network, A.networkOutput)
  }

  /// Where the random streams of an evaluation are spawned from. With the run's own seed they are
  /// those of the evaluation after training.
  package func evaluationSequence(seed: UInt64?) -> SeedSequence {
    RunStreams(seed: seed ?? configuration.seed).evaluation
  }

  /// Evaluates the weights.
  package func evaluate(episodes: Int, seed: UInt64?) -> Evaluation {
    var sequence = evaluationSequence(seed: seed)
    return Agents.evaluate(network, in: environment, episodes: episodes, sequence: &sequence)
  }
}
