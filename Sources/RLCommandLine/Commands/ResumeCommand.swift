import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun resume RUN ...`
struct ResumeCommand: Command {
  static let name = "resume"

  let paths: [String]
  let toolkit: Toolkit
  let threads: Int
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    paths = try arguments.positionals(
      "the run's folder", example: "rlrun resume runs/cartpole-dqn-1")
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text("--data")))
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
        Output.complain(error)
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
    let runs = try RunFolder.openAll(path)
    // Of one run it is told below.
    guard !runs[0].isAt(path) else { return runs }
    let rest = runs.filter { !$0.isComplete }
    if rest.isEmpty {
      let count = RLCommandLine.count(runs.count, "run")
      Output.say("\(path): \(count), all complete; there is nothing to go on with")
    }
    return rest
  }

  private func resume(_ folder: RunFolder) throws -> ExitStatus {
    let training = try toolkit.told(in: folder)
    return try withThreads(threads) { try resume(training, folder) }
  }

  private func resume<T: ToldTraining>(
    _ type: T.Type, _ folder: RunFolder
  ) throws -> ExitStatus {
    if RunReceipt<T.Subject>.isReadable(in: folder) {
      try RunConfiguration<T.Subject>.read(from: folder).toldAgreement(in: folder)
      Output.say("\(folder.path) is complete; there is nothing to go on with")
      return .success
    }
    try requireThisVersion(.read(from: folder) as RunConfiguration<T.Subject>, "goes on with")
    let run = try T.run(in: folder, of: toolkit)
    Interruption.watch()
    let session = try RunSession.resume(run, in: folder) {
      Output.complain($0)
    } isInterrupted: {
      Interruption.isRequested
    } announce: {
      if !isQuiet { tellTrainingAncestor(T.Subject.words.step, to: $0) }
    }
    guard let session else { return Interruption.status }
    let report = RunReport<T>(
      run: run.configuration, folder: folder, toolkit: toolkit, threads: threads, isQuiet: isQuiet)
    report.resume(session.state.training, from: session.firstStep)
    return try RLCommandLine.complete(session, report, printsJSON: printsJSON)
  }
}
