import Environments
import RLFiles
import RLNet
import RLRandom
import RLRuns

/// A run read back from its folder: enough to play and to evaluate.
package struct SavedRun: Sendable {
  package let configuration: AgentRun
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
  package init(_ folder: RunFolder, in catalog: Catalog = .builtIn) throws {
    let run = try AgentRun.read(from: folder)
    try folder.requireWeights()
    let agent = try run.agentType(in: folder, catalog)
    self = try Self.open(agent, run, folder, catalog)
  }

  private init<A: Agent>(_ run: PreparedRun<Training<A>>, _ policy: some Policy) {
    configuration = run.configuration
    environment = run.recipe.environment
    threshold = run.recipe.threshold
    self.policy = policy
    mode = run.recipe.configuration.evaluation
  }

  /// A run in the middle of training.
  ///
  /// - Parameter policy: the one to play by.
  package init<A: Agent>(
    _ run: AgentRun, _ training: Training<A>, _ policy: A.Acting, threshold: Double? = nil
  ) {
    configuration = run
    environment = training.environment
    self.threshold = threshold
    self.policy = policy
    mode = training.configuration.evaluation
  }

  private static func open<A: Agent>(
    _ agent: A.Type, _ run: AgentRun, _ folder: RunFolder, _ catalog: Catalog
  ) throws -> SavedRun {
    let run = try PreparedRun<Training<A>>(run, in: folder, with: catalog)
    var generator = PCG64(seed: 0)
    var policy = try A.policy(
      for: run.recipe.environment.spaces, run.recipe.configuration, using: &generator)
    let found = try policy.loadWeights(from: folder.weightsFile)
    try run.configuration.requireOwnWeights(found, in: folder)
    return SavedRun(run, policy)
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
  mutating func loadWeights(from file: FilePlace) throws -> [String: String] {
    if stateEntries.count == namedTensors.count {
      return try load(from: file, requiringDigest: true)
    }
    let (entries, metadata) = try StateFile.read(file)
    try loadState(entries)
    return metadata
  }
}

extension AgentRun {
  /// The algorithm of the run of a folder.
  ///
  /// - Throws: `RunFileError`, which names the file, where there is none of its name.
  package func agentType(
    in folder: RunFolder, _ catalog: Catalog = .builtIn
  ) throws -> any Agent.Type {
    do {
      return try catalog.agents.agent(named: subject.agent)
    } catch {
      throw RunFileError(
        file: folder.configurationFile, field: "agent", problem: error.description)
    }
  }
}
