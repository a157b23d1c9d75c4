import RLReports
import RLRuns
import RLSettings
import RLState

/// What is told about a run, before and after.
struct RunReport<T: ToldTraining> {
  let run: RunConfiguration<T.Subject>
  let folder: RunFolder
  let toolkit: Toolkit
  let threads: Int
  let isQuiet: Bool

  private func tell(_ text: String) { if !isQuiet { Output.say(text) } }

  private func origin(besides others: [String]) -> String {
    "(\(run.toldPreset(toolkit, besides: others)), seed \(run.seed), \(count(threads, "thread")))"
  }

  func begin(_ training: T) {
    tell("training \(training.told(run)) \(origin(besides: T.Subject.settingsToldBeside))")
    warn(training)
  }

  /// Tells what is doubtful, before it costs time.
  private func warn(_ training: T) {
    // A warning is no progress.
    for doubt in training.doubts { Output.complain("warning: \(doubt)") }
  }

  func resume(_ training: T, from step: Int) {
    let start =
      step == 0 ? "from the start" : "from \(T.Subject.words.step) \(grouped(step))"
    tell(
      "going on with \(T.Subject.told(run)) \(start) of \(grouped(training.allSteps)) "
        // Epochs are not what is counted here.
        + origin(
          besides: T.Subject.settingsToldBeside.filter { $0 == T.Subject.words.step + "s" }))
  }

  func fork(of parent: String, _ changes: [SettingDifference], _ training: T) {
    let settings = changes.map { change in
      "\(change.name)=\(shortText(visibleLine(change.second ?? "none")))"
    }
    let step = T.Subject.words.step
    tell(
      "forking \(parent) at \(step) \(grouped(training.status.step)) of "
        + "\(grouped(training.allSteps)) "
        + "\(settings.isEmpty ? "without a change" : "with " + settings.joined(separator: " ")) "
        + "(\(T.Subject.told(run)), seed \(run.seed), \(count(threads, "thread")))")
    warn(training)
    for number in training.schedules {
      let now = significantTrimmed(number.now)
      tell(
        number.now == number.end
          ? "\(number.name) stays at \(now)"
          : "\(number.name) goes on from \(now) to \(significantTrimmed(number.end)) "
            + "at \(step) \(grouped(number.endStep))")
    }
  }

  func trained(_ training: T) {
    for (line, isWarning) in training.toldAtEnd(run) {
      // A warning is no progress.
      if isWarning { Output.tell(line) } else { tell(line) }
    }
  }

  func end() {
    T.nextStep(in: folder).map(tell)
    nextStep(with: [folder.path], in: nil, options: T.option(of: toolkit)).map(tell)
  }

  /// What is told where a signal ends the process before it can save the run.
  var farewell: String {
    "\(CommandLineTool.program): ended in the middle of a long step; go on from the latest checkpoint "
      + "with: rlrun resume \(shellPath(folder.path))\(T.option(of: toolkit))"
  }

  func interrupted(_ result: RunResult<T.Subject>) {
    let state = result.isInterrupted ? "as it stands" : "complete"
    Output.say(
      "\(CommandLineTool.program): interrupted; the run is saved \(state) in \(folder.path)")
    if result.isInterrupted {
      tell("go on with it: rlrun resume \(shellPath(folder.path))\(T.option(of: toolkit))")
    }
  }

  /// Draws how the run learned, where somebody sees it.
  func curve(_ result: RunResult<T.Subject>) {
    guard !isQuiet, Terminal.standardError.isTerminal else { return }
    T.curve(result, in: folder)?.show()
  }
}

/// Tells that a fork needs its past, where that takes long.
func tellTrainingAncestor(_ word: String, to step: Int) {
  Output.tell("training the ancestor again up to \(word) \(grouped(step))")
}
