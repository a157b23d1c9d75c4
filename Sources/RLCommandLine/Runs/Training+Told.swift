import Agents
import Environments
import RLReports
import RLRuns

extension Training: ToldTraining {
  static func progress(_ training: Training, _ recent: RecentReturns?) -> AgentProgressText {
    AgentProgressText(
      step: training.counters.steps, steps: training.configuration.steps, stepsPerSecond: 0,
      recentMean: recent?.mean, best: training.selection.best?.evaluation.mean,
      measures: training.measures)
  }

  var allSteps: Int { configuration.steps }

  func told(_ run: AgentRun) -> String {
    "\(AgentSubject.told(run)) for \(grouped(configuration.steps)) steps"
  }

  func toldAtEnd(_ run: AgentRun) -> [(line: String, isWarning: Bool)] {
    var lines: [(line: String, isWarning: Bool)] = []
    if counters.steps < configuration.steps, let best = selection.best {
      let mean = significantTrimmed(best.evaluation.mean)
      lines.append(
        (
          "stopped at step \(grouped(counters.steps)): an evaluation reached a mean return of \(mean)",
          false
        ))
    }
    if let best = selection.best, best.step < counters.steps {
      lines.append(("the best weights are those of step \(grouped(best.step))", false))
    }
    // Before training it has been told where that is in the settings.
    if counters.updates == 0, !configuration.expectsNoUpdate {
      lines.append(
        ("no update was made: training ended before the agent began to learn", true))
    }
    lines.append(("evaluating on \(count(run.evaluationEpisodes, "fresh episode"))", false))
    return lines
  }

  static func summary(
    _ result: RunResult<AgentSubject>, of training: Training, in folder: RunFolder
  ) -> [String] {
    var lines: [String] = []
    if let evaluation = result.evaluation {
      lines += evaluationLines(evaluation, threshold: result.threshold)
    }
    let counters = result.counters
    let steps =
      result.firstStep == 0
      ? "\(grouped(counters.steps)) steps, \(count(counters.episodes, "episode"))"
      : "from step \(grouped(result.firstStep)) to step \(grouped(counters.steps))"
    lines.append(
      "trained  \(steps) in \(duration(result.trainSeconds)) "
        + "(\(rate(result.stepsPerSecond)) steps/s)")
    lines.append("run      \(folder.path)")
    return lines
  }

  static func curve(_ result: RunResult<AgentSubject>, in folder: RunFolder) -> CurveText? {
    CurveText(returnsIn: folder, from: result.firstStep, to: result.counters.steps)
  }

  static func option(of toolkit: Toolkit) -> String { "" }

  static func nextStep(in folder: RunFolder) -> String? {
    "watch it with: rlrun play \(shellPath(folder.path))"
  }
}

extension AgentSubject: ToldSubject {
  static func told(_ run: AgentRun) -> String { "\(run.agent) on \(run.environment)" }
  static var glanceTitle: String { "return" }
  static var settingsToldBeside: [String] { ["steps"] }

  static func identical(_ outcome: AgentOutcome) -> (counts: [String], hash: String) {
    (
      [count(outcome.steps, "step"), count(outcome.episodes, "episode")],
      "transitions"
    )
  }

  static func notes(_ receipt: RunReceipt<AgentSubject>, _ toolkit: Toolkit) -> [String] {
    let name = receipt.configuration.subject.environment
    guard let recorded = receipt.outcome.systemMathematics,
      let entry = try? toolkit.catalog.environments.entry(named: name),
      let settings = receipt.configuration.settings.environment,
      let world = try? entry.make(settings: settings).environment,
      let mathematics = world.mathematics, recorded != mathematics
    else { return [] }
    if world.usesSystemMathematics {
      return [
        "the run was made with another mathematical library, whose sine or cosine differs from "
          + "this system's; \(name) uses them"
      ]
    }
    return [
      "the run was made with the sine and cosine of a mathematical library whose last bits are "
        + "others; \(name) has had those of glibc with fused multiply-add on every machine since 0.4.0"
    ]
  }

  static func rows(_ outcome: AgentOutcome?) -> [(name: String, value: String?)] {
    [
      ("updates", outcome.map { grouped($0.updates) }),
      ("evaluation", outcome.map { withDigits($0.evaluation.mean, 2) }),
      ("transitions", outcome.map { String($0.transitions.prefix(12)) }),
    ]
  }

  static func changed(
    _ run: AgentRun, by assignments: [Assignment], keepsSchedules: Bool, _ toolkit: Toolkit
  ) throws -> AgentRun {
    try run.changed(by: assignments, keepsSchedules: keepsSchedules, in: toolkit.catalog)
  }

  static func folderName(_ run: AgentRun, _ toolkit: Toolkit) throws -> String {
    let entry = try toolkit.catalog.environments.entry(named: run.environment)
    return "\(entry.shortNames.first ?? entry.id)-\(run.agent)"
  }

  static func isFirstPreset(_ run: AgentRun, _ toolkit: Toolkit) -> Bool {
    run.preset == "default"
  }

  static func cells(
    _ results: [RunResult<AgentSubject>]
  ) -> (titles: [String], rows: [[String]]) {
    let decimals = GroupSummary.decimals(for: results.compactMap(\.evaluation?.mean))
    return (
      ["return", "solved", "steps"],
      results.map { result in
        [
          result.evaluation.map { withDigits($0.mean, decimals) } ?? "stopped",
          result.isSolved.map { $0 ? "yes" : "no" } ?? "-", grouped(result.counters.steps),
        ]
      }
    )
  }

  static func outcomes(
    _ result: RunResult<AgentSubject>
  ) -> [(score: String, outcome: SeedOutcome)] {
    result.outcome.map { [("mean", $0)] } ?? []
  }

  static func isSolved(_ result: RunResult<AgentSubject>) -> Bool? { result.isSolved }
}

/// An evaluation in a few lines, as training and `rlrun evaluate` print it.
func evaluationLines(_ evaluation: Evaluation, threshold: Double?) -> [String] {
  let episodes = count(evaluation.returns.count, "episode")
  let (mean, deviation) = withSameDecimals(
    evaluation.mean, evaluation.standardDeviation, atLeast: 2)
  var lines = [
    "return   \(mean) ± \(deviation) over "
      + "\(episodes) (min \(significantTrimmed(evaluation.min)), max \(significantTrimmed(evaluation.max)))"
  ]
  if evaluation.cutEpisodes > 0 {
    lines.append(
      "         (\(count(evaluation.cutEpisodes, "episode")) had no end and "
        + "\(evaluation.cutEpisodes == 1 ? "was" : "were") cut off)")
  }
  if let exact = evaluation.exact {
    lines.append("exact    \(withDigits(exact, 4)), the expected return of this policy")
    if let references = evaluation.references {
      lines.append(
        "         (optimum \(withDigits(references.optimum, 4)), "
          + "uniform random \(withDigits(references.uniformRandom, 4)))")
    }
  }
  if let threshold {
    let verdict = evaluation.mean >= threshold ? "yes" : "no"
    lines.append("solved   \(verdict) (threshold \(significantTrimmed(threshold)))")
  }
  return lines
}
