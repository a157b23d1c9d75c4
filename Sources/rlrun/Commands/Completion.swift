import Agents
import RLNet
import RLRuns

/// Trains a run to its end, or until it is interrupted, with progress shown, and prints what it got.
///
/// - Throws: `RunFailure`.
func complete<A: Agent>(
  _ session: RunSession<RunSnapshot<A>>, _ report: TrainingReport, printsJSON: Bool
) throws -> ExitStatus {
  do {
    var progress = report.isQuiet ? nil : Progress(on: .standardError, from: session.firstStep)
    do {
      defer { progress?.finish() }
      _ = try session.train {
        Interruption.isRequested
      } watch: { state, record, seconds in
        let training = state.training
        let steps = training.configuration.steps
        progress?.update(seconds, step: training.agent.counters.steps, of: steps) {
          ProgressText(training, recentMean: record.recentMean)
        }
      }
    }
    if session.state.training.isFinished { report.trained(session.state.training) }
    let result = try session.finish()
    Output.print(printsJSON ? try compactJSON(result) : report.summary(result))
    report.curve(result)
    if Interruption.isRequested {
      report.interrupted(result)
      return Interruption.status
    }
    report.end()
    return .success
  } catch {
    throw RunFailure(
      problem: error, run: session.run, folder: session.folder,
      checkpoint: session.lastGoodCheckpoint)
  }
}

/// A run that could not be completed.
struct RunFailure: Error, CustomStringConvertible {
  let problem: any Error
  let run: RunConfiguration
  let folder: RunFolder
  /// The step of the latest checkpoint that is whole.
  let checkpoint: Int?

  var description: String {
    if problem is RunFolderError { return "\(problem)" }
    let advice =
      switch (problem is DivergenceError, checkpoint) {
      case (true, let step?):
        "the last good checkpoint is of step \(step); go on from there with other settings, as in: "
          + "rlrun fork \(folder.path)@\(step) --set \(smallerStep)"
      case (true, nil):
        "there is no checkpoint; train again with other settings, as with --set \(smallerStep)"
      case (false, let step?):
        "the last good checkpoint is of step \(step); once that is mended, go on from there with: "
          + "rlrun resume \(folder.path)"
      case (false, nil):
        "there is no checkpoint yet; once that is mended, begin again with: "
          + "rlrun resume \(folder.path)"
      }
    return "\(problem)\nthe record up to there is in \(folder.path); \(advice)"
  }

  /// A tenth of the run's step size, as an assignment.
  private var smallerStep: String {
    guard case .double(let rate) = run.hyperparameters["learningRate"] else {
      return "learningRate=1e-4"
    }
    return "learningRate=\(Float(rate / 10))"
  }
}

extension ProgressText {
  init<A: Agent>(_ training: Training<A>, recentMean: Double?) {
    self.init(
      step: training.agent.counters.steps, steps: training.configuration.steps,
      stepsPerSecond: 0, recentMean: recentMean,
      best: training.selection.best?.evaluation.mean, diagnostics: training.agent.diagnostics)
  }
}

extension RunFolder {
  /// The folder of a run that is named on the command line.
  ///
  /// - Throws: `UsageError`.
  static func named(_ path: String) throws -> RunFolder {
    try UsageError.wrapping { try .open(path) }
  }

  /// The folder of an agent's run that is named on the command line.
  ///
  /// - Throws: `UsageError`; `FileError` where its configuration cannot be read.
  static func ofAgent(_ path: String) throws -> RunFolder {
    let folder = try named(path)
    try folder.requireAgent()
    return folder
  }

  /// - Throws: `UsageError` where it is the run of a task; `FileError` where its configuration cannot
  ///   be read.
  func requireAgent() throws {
    guard case .task(let name) = try kind() else { return }
    throw UsageError("\(RunFolderError(path, .ofTask(name)))")
  }

  /// Makes the folder for the folders of seeds' runs. It may be there with runs of other seeds in it,
  /// so that those which an interruption kept from beginning can join them.
  static func makeParent(_ path: String, of seeds: [UInt64]) throws {
    do throws(RunFolderError) { _ = try create(at: path) } catch {
      guard error.problem == .notEmpty, holdsRuns(path) else { throw error }
      for seed in seeds where !isMissing("\(path)/seed-\(seed)") {
        throw UsageError(
          "\(path)/seed-\(seed) is there already, and nothing is overwritten; choose another "
            + "--run-dir, or go on with the runs there with: rlrun resume \(shellWord(path))")
      }
    }
  }

  /// Whether there is nothing at a path.
  static func isMissing(_ path: String) -> Bool {
    do throws(RunFolderError) { _ = try open(path) } catch { return error.problem == .missing }
    return false
  }

  /// Whether it is a folder that is no run and has runs in it.
  static func holdsRuns(_ path: String) -> Bool {
    (try? open(path)) == nil && (try? openAll(path)) != nil
  }
}
