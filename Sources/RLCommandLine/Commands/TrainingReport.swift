import Agents
import RLReports
import RLRuns

/// What is told about a run, before and after.
struct TrainingReport {
  let run: RunConfiguration
  let folder: RunFolder
  let threads: Int
  let isQuiet: Bool

  private func tell(_ text: String) { if !isQuiet { Output.say(text) } }

  func begin(steps: Int) {
    tell(
      "training \(run.agent) on \(run.environment) for \(grouped(steps)) steps "
        + "(\(run.toldPreset), seed \(run.seed), \(Self.count(threads, "thread")))")
  }

  func resume(from step: Int, of steps: Int) {
    let start = step == 0 ? "from the start" : "from step \(grouped(step))"
    tell(
      "going on with \(run.agent) on \(run.environment) \(start) of \(grouped(steps)) "
        + "(\(run.toldPreset), seed \(run.seed), \(Self.count(threads, "thread")))")
  }

  func fork(
    of parent: String, _ changes: [SettingDifference], from step: Int,
    _ configuration: some AgentConfiguration
  ) {
    let settings = changes.map { change in
      "\(change.name)=\(shortText(printable(change.second ?? "none")))"
    }
    tell(
      "forking \(parent) at step \(grouped(step)) of \(grouped(configuration.steps)) "
        + "\(settings.isEmpty ? "without a change" : "with " + settings.joined(separator: " ")) "
        + "(\(run.agent) on \(run.environment), seed \(run.seed), "
        + "\(Self.count(threads, "thread")))")
    for number in configuration.schedules(at: step) {
      let now = significantTrimmed(number.now)
      tell(
        number.now == number.end
          ? "\(number.name) stays at \(now)"
          : "\(number.name) goes on from \(now) to \(significantTrimmed(number.end)) "
            + "at step \(grouped(number.endStep))")
    }
  }

  /// Tells that a fork needs its past, where that takes long.
  static func trainingAncestor(to step: Int) {
    Output.tell("training the ancestor again up to step \(grouped(step))")
  }

  func trained<A: Agent>(_ training: Training<A>) {
    let counters = training.counters
    if counters.steps < training.configuration.steps, let best = training.selection.best {
      tell(
        "stopped at step \(grouped(counters.steps)): an evaluation reached a mean return of "
          + significantTrimmed(best.evaluation.mean))
    }
    if let best = training.selection.best, best.step < counters.steps {
      tell("the best weights are those of step \(grouped(best.step))")
    }
    if counters.updates == 0 {
      // A warning is no progress.
      Output.tell("no update was made: training ended before the agent began to learn")
    }
    tell("evaluating on \(Self.count(run.evaluationEpisodes, "fresh episode"))")
  }

  func end() {
    tell("watch it with: rlrun play \(shellWord(folder.path))")
    tell("see all of it: rlrun report \(shellWord(folder.path))")
  }

  func interrupted(_ result: RunResult) {
    let state = result.isInterrupted ? "as it stands" : "complete"
    Output.say("rlrun: interrupted; the run is saved \(state) in \(folder.path)")
    if result.isInterrupted { tell("go on with it: rlrun resume \(shellWord(folder.path))") }
  }

  /// The result in a few lines.
  func summary(_ result: RunResult) -> String {
    var lines: [String] = []
    if let evaluation = result.evaluation {
      lines += evaluationLines(evaluation, threshold: result.threshold)
    }
    let counters = result.counters
    let steps =
      result.firstStep == 0
      ? "\(grouped(counters.steps)) steps, \(Self.count(counters.episodes, "episode"))"
      : "from step \(grouped(result.firstStep)) to step \(grouped(counters.steps))"
    lines.append(
      "trained  \(steps) in \(withDecimals(result.trainSeconds, 2)) s "
        + "(\(rate(result.stepsPerSecond)) steps/s)")
    lines.append("run      \(folder.path)")
    return lines.joined(separator: "\n")
  }

  /// Draws how the run learned, where somebody sees it.
  func curve(_ result: RunResult) {
    guard !isQuiet, Terminal.standardError.isTerminal else { return }
    CurveText(returnsIn: folder, from: result.firstStep, to: result.counters.steps)?.show()
  }

  static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }
}

/// An evaluation in a few lines, as training and `rlrun evaluate` print it.
func evaluationLines(_ evaluation: Evaluation, threshold: Double?) -> [String] {
  let count = TrainingReport.count(evaluation.returns.count, "episode")
  var lines = [
    "return   \(withDecimals(evaluation.mean, 2)) ± \(withDecimals(evaluation.standardDeviation, 2)) over "
      + "\(count) (min \(significantTrimmed(evaluation.min)), max \(significantTrimmed(evaluation.max)))"
  ]
  if evaluation.cutEpisodes > 0 {
    lines.append(
      "         (\(TrainingReport.count(evaluation.cutEpisodes, "episode")) had no end and "
        + "\(evaluation.cutEpisodes == 1 ? "was" : "were") cut off)")
  }
  if let exact = evaluation.exact {
    lines.append("exact    \(withDecimals(exact, 4)), the expected return of this policy")
    if let references = evaluation.references {
      lines.append(
        "         (optimum \(withDecimals(references.optimum, 4)), "
          + "uniform random \(withDecimals(references.uniformRandom, 4)))")
    }
  }
  if let threshold {
    let verdict = evaluation.mean >= threshold ? "yes" : "no"
    lines.append("solved   \(verdict) (threshold \(significantTrimmed(threshold)))")
  }
  return lines
}
