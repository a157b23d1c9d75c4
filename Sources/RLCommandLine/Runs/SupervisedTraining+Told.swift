import RLReports
import RLRuns
import RLSupervised

extension SupervisedTraining: ToldTraining {
  static func progress(
    _ training: SupervisedTraining, _ recent: LatestEpoch?
  ) -> TaskProgressText {
    TaskProgressText(
      step: training.updates, steps: training.allUpdates, epoch: training.epochs,
      epochs: training.configuration.training.epochs,
      losses: zip(Task.lossNames, recent?.losses ?? []).map { ($0, $1) },
      metrics: recent?.metrics ?? [])
  }

  var allSteps: Int { allUpdates }

  func told(_ run: TaskRun) -> String {
    let table = (task as? CSVTask).map { ", \($0.aim)" } ?? ""
    return "\(run.task)\(table), \(count(task.parameterCount, "parameter")), for "
      + "\(count(configuration.training.epochs, "epoch")) of \(count(task.exampleCount, "example"))"
  }

  func toldAtEnd(_ run: TaskRun) -> [(line: String, isWarning: Bool)] { [] }

  static func summary(
    _ result: RunResult<TaskSubject>, of training: SupervisedTraining, in folder: RunFolder
  ) -> [String] {
    let names = result.metrics.map(\.title) + ["trained", "run"]
    let width = (names.map(\.count).max() ?? 0) + 2
    let updates =
      result.firstUpdate == 0
      ? "\(count(result.epochs, "epoch")), \(count(result.updates, "update"))"
      : "from update \(grouped(result.firstUpdate)) to update \(grouped(result.updates))"
    var trained = "\(updates) in \(duration(result.trainSeconds))"
    if let seconds = result.secondsPerEpoch { trained += " (\(duration(seconds)) an epoch)" }
    let penalty = result.penalty.map {
      padded("penalty", width) + "\(significant($0)), which training adds to its cost"
    }
    return metricLines(result.metrics, of: training.task, width: width)
      + [penalty].compactMap(\.self)
      + [padded("trained", width) + trained, padded("run", width) + folder.path]
  }

  static func curve(_ result: RunResult<TaskSubject>, in folder: RunFolder) -> CurveText? {
    result.metrics.first.flatMap { metric in
      CurveText(evaluationsOf: metric.name, in: folder, epochs: result.epochs) {
        Metric.text($0, isShare: metric.isShare)
      }
    }
  }

  static func option(of toolkit: Toolkit) -> String { toolkit.data.option }
  static func nextStep(in folder: RunFolder) -> String? { nil }
}

extension TaskSubject: ToldSubject {
  static func told(_ run: TaskRun) -> String { run.task }
  static var glanceTitle: String { "evaluation" }
  static var settingsToldBeside: [String] { ["epochs"] }

  static func identical(_ outcome: TaskOutcome) -> (counts: [String], hash: String) {
    ([count(outcome.epochs, "epoch"), count(outcome.updates, "update")], "losses")
  }

  static func notes(_ receipt: RunReceipt<TaskSubject>, _ toolkit: Toolkit) -> [String] { [] }

  static func rows(_ outcome: TaskOutcome?) -> [(name: String, value: String?)] {
    (outcome?.evaluation ?? [:]).sorted { $0.key < $1.key }.map { name, value in
      (Metric.title(name), Metric.text(value, named: name))
    } + [("losses", outcome.map { String($0.losses.prefix(12)) })]
  }

  static func changed(
    _ run: TaskRun, by assignments: [Assignment], keepsSchedules: Bool, _ toolkit: Toolkit
  ) throws -> TaskRun {
    try run.changed(by: assignments, keepsSchedules: keepsSchedules, in: toolkit.tasks)
  }

  static func folderName(_ run: TaskRun, _ toolkit: Toolkit) throws -> String { run.task }

  static func isFirstPreset(_ run: TaskRun, _ toolkit: Toolkit) throws -> Bool {
    func first<T: SupervisedTask>(_ task: T.Type) -> String { T.presets[0].name }
    let task = try toolkit.tasks.task(named: run.task)
    return run.preset == first(task)
  }

  static func cells(
    _ results: [RunResult<TaskSubject>]
  ) -> (titles: [String], rows: [[String]]) {
    let metrics = (results.first?.metrics ?? []).prefix(4)
    return (
      metrics.map(\.title),
      results.map { result in
        metrics.map { metric in
          result.metrics.first { $0.name == metric.name }?.text ?? "-"
        }
      }
    )
  }

  static func outcomes(
    _ result: RunResult<TaskSubject>
  ) -> [(score: String, outcome: SeedOutcome)] {
    result.isInterrupted
      ? [] : result.metrics.map { ($0.name, SeedOutcome(score: $0.value)) }
  }

  static func isSolved(_ result: RunResult<TaskSubject>) -> Bool? { nil }
}

/// An evaluation in lines, as training and `rlrun evaluate` print it.
func metricLines(
  _ metrics: [Metric], of task: some SupervisedTask, width: Int? = nil
) -> [String] {
  let width = width ?? (metrics.map(\.title.count).max() ?? 0) + 2
  return metrics.map { metric in
    let baseline = task.baselines.first { $0.metric.name == metric.name }
    return padded(metric.title, width) + metric.text
      + (task.evaluatesTrainingExamples ? " on the training examples" : "")
      + (baseline.map { " (always \($0.rule): \($0.metric.text))" } ?? "")
  }
}
