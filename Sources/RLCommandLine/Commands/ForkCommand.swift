import RLNet
import RLReports
import RLRuns
import RLSupervised

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// `rlrun fork RUN@STEP`
struct ForkCommand: Command {
  static let name = "fork"
  static let keepsSeed = "a fork keeps the seed of RUN"

  let path: String
  /// Nil for the latest state.
  let step: Int?
  let assignments: [Assignment]
  let keepsSchedules: Bool
  let threads: Int
  /// The fork's folder; nil for a fresh one.
  let folderPath: String?
  let isQuiet: Bool
  let printsJSON: Bool
  private let arguments: ParsedArguments

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let text = try arguments.onePositional(
      "the run to fork", example: "rlrun fork runs/cartpole-dqn-1@5000")
    let name = try RunName(text)
    (path, step) = (name.path, name.step)
    assignments = try arguments.assignments(
      and: ["--steps": "steps", "--epochs": "epochs"])
    if assignments.contains(where: { $0.key == "seed" }) {
      throw UsageError(Self.keepsSeed, hint: arguments.hint)
    }
    keepsSchedules = try arguments.word(.schedules) == "keep"
    self.arguments = arguments
    threads = try arguments.threads()
    folderPath = arguments.text("--run-dir")
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  func run() throws -> ExitStatus {
    let folder = try RunFolder.named(path)
    let toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text("--data")))
    let training = try toolkit.told(in: folder)
    do {
      return try withThreads(threads) { try fork(training, folder, toolkit) }
    } catch let error as ForkError {
      throw UsageError(error)
    }
  }

  private func fork<T: ToldTraining>(
    _ type: T.Type, _ parentFolder: RunFolder, _ toolkit: Toolkit
  ) throws -> ExitStatus {
    let parent = try RunConfiguration<T.Subject>.read(from: parentFolder)
    try requireThisVersion(parent, "forks")
    if !T.Subject.hasData { try parentFolder.refuseData(of: toolkit.data) }
    let source = try RunSource(T.run(in: parentFolder, of: toolkit), in: parentFolder)
    var changed = try UsageError.wrapping {
      try T.Subject.changed(parent, by: assignments, keepsSchedules: keepsSchedules, toolkit)
    }
    var recording = RecordingOptions()
    // As a new run of its kind.
    if T.Subject.hasData { recording.checkpointEvery = TaskRequest.standardCheckpointEvery }
    changed.recording = try TrainCommand.recording(arguments, standard: recording)
    Interruption.watch()
    let fork = try source.fork(changed, at: step) {
      Output.complain($0)
    } isInterrupted: {
      Interruption.isRequested
    } announce: {
      if !isQuiet { tellTrainingAncestor(T.Subject.words.step, to: $0) }
    }
    guard let training = fork?.training, var run = fork?.run else { return Interruption.status }
    run.furtherSteps = { T.furtherSteps(of: $0) }
    let folder = try UsageError.wrapping { try makeFolder(parentFolder) }
    let session = try RunSession.begin(run, training, in: folder)
    let report = RunReport<T>(
      run: run.configuration, folder: folder, toolkit: toolkit, threads: threads, isQuiet: isQuiet)
    report.fork(
      of: parentFolder.path, parent.settingDifferences(to: run.configuration), training)
    return try complete(session, report, printsJSON: printsJSON)
  }

  /// The folder that was asked for, or a fresh one named after the run.
  private func makeFolder(_ parent: RunFolder) throws -> RunFolder {
    if let folderPath { return try .create(at: folderPath) }
    let path = URL(filePath: parent.path).standardized.path
    let names = path.split(separator: "/").suffix(2).map(String.init)
    // A seed's folder is named by that of all seeds too.
    let isSeed = names.count == 2 && names[1].hasPrefix("seed-") && names[0] != "runs"
    let name = isSeed ? names.joined(separator: "-") : names.last ?? "run"
    return try .createFresh(in: "runs", name: "\(name)-fork")
  }
}
