import Agents
import RLNet
import RLRuns
import RLSupervised

/// `rlrun resume RUN ...`
struct ResumeCommand: Command {
  static let name = "resume"
  static let options: [Option] = [
    .value("--data"), .value("--threads"), .flag("--quiet"), .flag("--json"),
  ]
  static let help = """
    rlrun resume RUN ... [options]

    Goes on with a run that was stopped: by Ctrl-C, by the system, by a power cut.
    It continues from the latest checkpoint, or from the start if there is none,
    and ends with the same receipt as a run that was never stopped. RUN is the
    run's folder, or a folder that holds runs, of which those that are complete are
    left alone; of several, one is trained after the other.

      --data DIR      the folder of data, for runs of tasks
      --threads N     processor cores to use (default: all); the result does not
                      depend on it
      --quiet         show no progress
      --json          print the result of each run as one JSON object

    Examples:
      rlrun resume runs/cartpole-dqn-1
      rlrun resume runs/cartpole-dqn-*
      rlrun resume runs
    """

  let paths: [String]
  let store: DataStore
  let threads: Int
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    paths = try arguments.positionals(
      "the run's folder", example: "rlrun resume runs/cartpole-dqn-1")
    store = DataStore(folder: arguments.text("--data"))
    threads = try arguments.threads()
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  func run() throws -> ExitStatus {
    let folders = try UsageError.wrapping { try paths.flatMap { try Self.folders($0) } }
    var status = ExitStatus.success
    for folder in folders {
      do {
        let end = try resume(folder)
        if end != .success { return end }
      } catch {
        // The other runs do not depend on this one.
        Output.complain("\(error)")
        status = .failure
      }
      if Interruption.isRequested { return Interruption.status }
    }
    return status
  }

  /// The run at a path or, where that is a folder of runs, those in it that have not come to their
  /// end.
  ///
  /// - Throws: `RunFolderError`.
  private static func folders(_ path: String) throws(RunFolderError) -> [RunFolder] {
    guard RunFolder.holdsRuns(path) else { return [try .open(path)] }
    let runs = try RunFolder.openAll(path)
    let rest = runs.filter { !$0.isComplete }
    if rest.isEmpty {
      let count = TrainingReport.count(runs.count, "run")
      Output.say("\(path): \(count), all complete; there is nothing to go on with")
    }
    return rest
  }

  private func resume(_ folder: RunFolder) throws -> ExitStatus {
    if case .task = try folder.kind() {
      let (run, task) = try TaskRun.read(from: folder)
      guard try isUnfinished(run, folder) else { return .success }
      return try withThreads(threads) { try resume(task, run, folder) }
    }
    let run = try folder.readConfiguration()
    guard try isUnfinished(run, folder) else { return .success }
    let agent = try run.agentType(in: folder)
    return try withThreads(threads) { try resume(agent, run, folder) }
  }

  /// Whether there is something to go on with.
  ///
  /// - Throws: `OtherVersionError`.
  private func isUnfinished<Run: RunDescription>(_ run: Run, _ folder: RunFolder) throws -> Bool {
    if Run.hasReadableReceipt(in: folder) {
      Output.say("\(folder.path) is complete; there is nothing to go on with")
      return false
    }
    try requireThisVersion(run, "goes on with")
    return true
  }

  private func resume<T: SupervisedTask>(
    _ task: T.Type, _ run: TaskRun, _ folder: RunFolder
  ) throws -> ExitStatus {
    let training = try run.start(task, data: store)
    try run.requireData(of: training, in: folder)
    let blank = TaskRunState(training)
    Interruption.watch()
    let session = try RunSession.resume(run, blank: blank, in: folder) {
      Output.complain($0)
    } start: {
      blank
    }
    guard let session else { return Interruption.status }
    let report = TaskReport(
      run: run, folder: folder, store: store, threads: threads, isQuiet: isQuiet)
    report.resume(session.state.training)
    return try RLCommandLine.complete(session, report, printsJSON: printsJSON)
  }

  private func resume<A: Agent>(
    _ agent: A.Type, _ run: RunConfiguration, _ folder: RunFolder
  ) throws -> ExitStatus {
    let prepared = try PreparedRun<A>(run, in: folder)
    Interruption.watch()
    let session = try RunSession.resume(run, prepared, in: folder) {
      Output.complain($0)
    } isInterrupted: {
      Interruption.isRequested
    } announce: {
      if !isQuiet { TrainingReport.trainingAncestor(to: $0) }
    }
    guard let session else { return Interruption.status }
    let report = TrainingReport(run: run, folder: folder, threads: threads, isQuiet: isQuiet)
    report.resume(from: session.firstStep, of: prepared.configuration.steps)
    return try RLCommandLine.complete(session, report, printsJSON: printsJSON)
  }
}

/// Only the version that made a run can be trusted to go on with it exactly.
///
/// - Throws: `OtherVersionError`.
func requireThisVersion(_ run: some RunDescription, _ verb: String) throws(OtherVersionError) {
  if run.version != toolkitVersion { throw OtherVersionError(version: run.version, verb: verb) }
}

/// A run was made by another version of the toolkit.
struct OtherVersionError: Error, CustomStringConvertible {
  let version: String
  let verb: String

  var description: String {
    "the run was made by version \(version), and this is \(toolkitVersion), whose steps may differ; "
      + "only version \(version) \(verb) it exactly"
  }
}
