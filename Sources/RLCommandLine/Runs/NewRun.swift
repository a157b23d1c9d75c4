import RLNet
import RLReports
import RLRuns

/// A run that is to be begun, or one for each of several seeds.
struct NewRun {
  let toolkit: Toolkit
  /// The run's folder; nil for a fresh one.
  let folderPath: String?
  let threads: Int
  let isQuiet: Bool
  let printsJSON: Bool
  /// The command that trains some of the seeds, in a folder, with all else the same.
  let commandLine: (ArraySlice<UInt64>, _ parent: String) -> String

  /// Trains the run, or those of the seeds.
  ///
  /// - Parameter threshold: the score at which a run counts as solved.
  func train<T: ToldTraining>(
    _ run: PreparedRun<T>, seeds: [UInt64]?, threshold: Double?
  ) throws -> ExitStatus {
    var run = run
    run.furtherSteps = { T.furtherSteps(of: $0) }
    guard let seeds else { return try withThreads(threads) { try train(run) } }
    let training = SeedsTraining(
      run: run, seeds: seeds, workers: min(threads, seeds.count, Terminal.processorCount),
      toolkit: toolkit, parent: folderPath, isQuiet: isQuiet, printsJSON: printsJSON,
      commandLine: commandLine, threshold: threshold)
    return try training()
  }

  private func train<T: ToldTraining>(_ run: PreparedRun<T>) throws -> ExitStatus {
    // Data may be missing, which is no reason to leave a folder behind.
    let training = try run.blank
    let folder = try UsageError.wrapping {
      try folderPath.map { try .create(at: $0) }
        ?? RunFolder.fresh(for: run.configuration, toolkit)
    }
    Interruption.watch()
    let report = RunReport<T>(
      run: run.configuration, folder: folder, toolkit: toolkit, threads: threads, isQuiet: isQuiet)
    report.begin(training)
    let session = try RunSession.begin(run, training, in: folder)
    return try complete(session, report, printsJSON: printsJSON)
  }
}
