import Agents
import RLNet
import RLRuns

/// Trains a run to its end, or until it is interrupted, with progress shown, and prints what it got.
///
/// - Throws: `RunFailure`; `OutputError` where the result, which is saved, cannot be printed.
func complete<A: Agent>(
  _ session: RunSession<RunSnapshot<A>>, _ report: TrainingReport, printsJSON: Bool
) throws -> ExitStatus {
  let result: RunResult
  do {
    try session.train(isQuiet: report.isQuiet) {
      ProgressText($0.training, recentMean: $1.recentMean)
    }
    if session.state.training.isFinished { report.trained(session.state.training) }
    result = try session.finish()
  } catch {
    throw RunFailure(error, session)
  }
  try Output.print(printsJSON ? try compactJSON(result) : report.summary(result))
  report.curve(result)
  if Interruption.isRequested {
    report.interrupted(result)
    return Interruption.status
  }
  report.end()
  return .success
}

extension RunSession {
  /// Trains to the end, or until a person interrupts, with progress shown.
  func train<Text: ShownProgress>(
    isQuiet: Bool, text: (State, State.Record) -> Text
  ) throws {
    var progress = isQuiet ? nil : Progress(on: .standardError, from: firstStep)
    defer { progress?.finish() }
    _ = try train {
      Interruption.isRequested
    } watch: { state, record, seconds in
      progress?.update(seconds, text(state, record))
    }
  }
}

extension ProgressText {
  init<A: Agent>(_ training: Training<A>, recentMean: Double?) {
    self.init(
      step: training.counters.steps, steps: training.configuration.steps,
      stepsPerSecond: 0, recentMean: recentMean,
      best: training.selection.best?.evaluation.mean, measures: training.measures)
  }
}
