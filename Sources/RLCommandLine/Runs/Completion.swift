import RLReports
import RLRuns

/// Trains a run to its end, or until it is interrupted, with progress shown, and prints what it got.
///
/// - Throws: `RunFailure`; `OutputError` where the result, which is saved, cannot be printed.
func complete<T: ToldTraining>(
  _ session: RunSession<T>, _ report: RunReport<T>, printsJSON: Bool
) throws -> ExitStatus {
  let result: RunResult<T.Subject>
  do {
    var progress = report.isQuiet ? nil : Progress(on: .standardError, from: session.firstStep)
    defer { progress?.finish() }
    Interruption.setFarewell(report.farewell)
    let isFinished = try Interruption.training { isInterrupted in
      try session.train(isInterrupted: isInterrupted) { state, record, seconds in
        progress?.update(seconds, T.progress(state.training, record.recent))
      }
    }
    progress?.finish()
    if isFinished { report.trained(session.state.training) }
    result = try session.finish()
  } catch {
    throw RunFailure(error, session, option: T.option(of: report.toolkit))
  }
  let summary = T.summary(result, of: session.state.training, in: report.folder)
  try Output.print(lines: printsJSON ? [try printedJSON(result)] : summary)
  report.curve(result)
  if Interruption.isRequested {
    report.interrupted(result)
    return Interruption.status
  }
  report.end()
  return .success
}
