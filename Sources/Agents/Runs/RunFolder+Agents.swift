import RLFiles
import RLNet
import RLRuns

/// What the run of an agent has in its folder.
extension RunFolder {
  /// Reads the configuration.
  ///
  /// - Throws: `RunFolderError` where it is the run of a task, `FileError` where it cannot be read,
  ///   `RunFileError` where a field of it is wrong.
  package func readConfiguration() throws -> RunConfiguration {
    if case .task(let name) = try kind() { throw RunFolderError(path, .ofTask(name)) }
    return try .read(from: configurationPath)
  }

  /// Writes the result.
  ///
  /// - Throws: `FileError`.
  package func write(_ result: RunResult) throws {
    try writeDurably(prettyJSON(result), to: resultPath)
  }

  /// Writes the weights, marked with what they are for.
  ///
  /// - Throws: `FileError`.
  package func write(_ policy: some Policy, of run: RunConfiguration) throws(FileError) {
    try writeDurably(Self.weightsContent(policy, of: run), to: weightsPath)
  }

  /// The content of `weights.safetensors`: the policy's tensors, and what else it needs to act.
  static func weightsContent(_ policy: some Policy, of run: RunConfiguration) -> [UInt8] {
    StateFile.bytes(policy.stateEntries, metadata: metadata(of: run))
  }

  static func metadata(of run: RunConfiguration) -> [String: String] {
    ["agent": run.agent, "environment": run.environment, "version": run.version]
  }
}
