import Environments
import RLRuns

/// Runs from a program of one's own, as `rlrun` makes them: a folder with record, checkpoints, weights
/// and receipt, of the environments and agents of the catalog.
///
/// ```swift
/// let catalog = Catalog(environments: .builtIn + [thermostat])
/// let run = try catalog.train("thermostat", with: "dqn", settings: ["steps": "20000"], in: "runs/t")
/// print(run.evaluation?.mean ?? .nan)
/// try print(catalog.verify("runs/t").isIdentical)
/// ```
extension Catalog {
  /// Trains an agent in an environment, evaluates it, and saves the run in a folder.
  ///
  /// - Parameters:
  ///   - environment: its id or a short name.
  ///   - agent: its name.
  ///   - preset: the hyper-parameters to start from.
  ///   - settings: of the agent or the environment, by key, as a command line has them.
  ///   - seed: what all randomness follows from.
  ///   - evaluationEpisodes: fresh episodes at the end; at least 1.
  ///   - folder: the path of the run's folder, new or empty.
  ///   - callbacks: what the program is told meanwhile.
  /// - Throws: errors that tell what is wrong in a sentence: a name or a setting that there is not, an
  ///   agent that does not fit the environment, a folder that cannot be written to, `DivergenceError`.
  @discardableResult
  public func train(
    _ environment: String, with agent: String, preset: String = "default",
    settings: [String: String] = [:], seed: UInt64 = 1, evaluationEpisodes: Int = 100,
    in folder: String, callbacks: RunCallbacks = RunCallbacks()
  ) throws -> SavedTraining {
    guard evaluationEpisodes >= 1 else {
      throw SettingConflictError(
        description: "evaluationEpisodes is \(evaluationEpisodes); it must be 1 or more")
    }
    var request = RunRequest(environment: environment, agent: agent)
    request.preset = preset
    request.seed = seed
    request.assignments = settings.sorted { $0.key < $1.key }.map {
      Assignment(key: $0.key, value: $0.value)
    }
    request.evaluationEpisodes = evaluationEpisodes
    let run = try AgentRun(request, in: self)
    return try begin(agents.agent(named: run.agent), run, folder, callbacks)
  }

  private func begin<A: Agent>(
    _ agent: A.Type, _ run: AgentRun, _ path: String, _ callbacks: RunCallbacks
  ) throws -> SavedTraining {
    var run = try PreparedRun<Training<A>>(run, with: self)
    run.furtherSteps = { _ in [CallbackStep<A>(callbacks: callbacks)] }
    let training = try run.blank
    let folder = try RunFolder.create(at: path)
    return try complete(RunSession.begin(run, training, in: folder), callbacks)
  }

  /// Goes on with a run that was stopped or killed, from its latest checkpoint: it ends with the same
  /// receipt as one that was never stopped.
  ///
  /// - Parameter note: told of each checkpoint that cannot be used.
  /// - Throws: errors that tell what is wrong in a sentence; of a run that is complete, too.
  @discardableResult
  public func resume(
    _ folder: String, callbacks: RunCallbacks = RunCallbacks(),
    note: (String) -> Void = { _ in }
  ) throws -> SavedTraining {
    let folder = try RunFolder.open(folder)
    let run = try AgentRun.read(from: folder)
    let agent = try run.agentType(in: folder, self)
    return try resume(agent, run, folder, callbacks, note)
  }

  private func resume<A: Agent>(
    _ agent: A.Type, _ run: AgentRun, _ folder: RunFolder, _ callbacks: RunCallbacks,
    _ note: (String) -> Void
  ) throws -> SavedTraining {
    var run = try PreparedRun<Training<A>>(run, in: folder, with: self)
    run.furtherSteps = { _ in [CallbackStep<A>(callbacks: callbacks)] }
    guard let session = try RunSession.resume(run, in: folder, note: note) else {
      fatalError("resume: it was interrupted, though nobody did")
    }
    return try complete(session, callbacks)
  }

  private func complete<A: Agent>(
    _ session: RunSession<Training<A>>, _ callbacks: RunCallbacks
  ) throws -> SavedTraining {
    _ = try session.train {
      callbacks.shouldStop?() ?? false
    } watch: { _, _, _ in
    }
    let result = try session.finish()
    return SavedTraining(
      folder: result.run, counters: result.counters, evaluation: result.evaluation,
      isComplete: !result.isInterrupted)
  }

  /// Trains a complete run again, from its configuration alone, and compares it with what its folder
  /// holds, byte for byte.
  ///
  /// - Throws: errors that tell what is wrong in a sentence, such as a run that is not complete.
  public func verify(_ folder: String) throws -> RunVerification {
    let folder = try RunFolder.open(folder)
    try folder.requireReceipt()
    let run = try AgentRun.read(from: folder)
    let agent = try run.agentType(in: folder, self)
    return try verify(agent, run, folder)
  }

  private func verify<A: Agent>(
    _ agent: A.Type, _ run: AgentRun, _ folder: RunFolder
  ) throws -> RunVerification {
    let run = try PreparedRun<Training<A>>(run, in: folder, with: self)
    let found = try run.verify(
      in: folder, isInterrupted: { false }, announce: { _ in }, watch: { _, _ in })
    guard let found else { fatalError("verify: it was interrupted, though nobody did") }
    return RunVerification(
      differences: (found.firstDifference.map { ["episode \($0.number)"] } ?? []) + found.fields)
  }
}

/// A run of an agent that was trained and saved.
public struct SavedTraining: Sendable, Hashable {
  /// The path of its folder.
  public let folder: String
  /// What training has done.
  public let counters: Counters
  /// The evaluation after training; nil where the run was stopped before.
  public let evaluation: Evaluation?
  /// Whether it came to its end; else `Catalog.resume` goes on with it.
  public let isComplete: Bool
}

/// Whether training a run again gave the same run.
public struct RunVerification: Sendable, Hashable {
  /// The first episode that is not the same, or the fields of the receipt; empty where all is.
  public let differences: [String]

  /// Whether every episode, the evaluation, the weights and the receipt are the same.
  public var isIdentical: Bool { differences.isEmpty }
}
