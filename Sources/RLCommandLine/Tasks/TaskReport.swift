import RLRuns
import RLSupervised

/// What is told about the run of a task, before and after.
struct TaskReport {
  let run: TaskRun
  let folder: RunFolder
  let store: DataStore
  let threads: Int
  let isQuiet: Bool

  private func tell(_ text: String) { if !isQuiet { Output.say(text) } }

  private func origin(besides others: [String] = []) -> String {
    "(\(run.toldPreset(besides: others)), seed \(run.seed), "
      + "\(TrainingReport.count(threads, "thread")))"
  }

  func begin<T: SupervisedTask>(_ training: SupervisedTraining<T>) {
    let task = training.task
    tell(
      "training \(run.task), \(TrainingReport.count(task.parameterCount, "parameter")), for "
        + "\(TrainingReport.count(training.configuration.training.epochs, "epoch")) of "
        + "\(TrainingReport.count(task.exampleCount, "example")) "
        + origin(besides: ["epochs"]))
  }

  func resume<T: SupervisedTask>(_ training: SupervisedTraining<T>) {
    let start =
      training.updates == 0 ? "from the start" : "from update \(grouped(training.updates))"
    tell(
      "going on with \(run.task) \(start) of \(grouped(training.allUpdates)) \(origin())")
  }

  func end() {
    nextStep(with: [folder.path], in: nil, options: store.option).map(tell)
  }

  func interrupted(_ result: TaskResult) {
    let state = result.isInterrupted ? "as it stands" : "complete"
    Output.say("rlrun: interrupted; the run is saved \(state) in \(folder.path)")
    if result.isInterrupted {
      tell("go on with it: rlrun resume \(shellWord(folder.path))\(store.option)")
    }
  }

  /// The result in a few lines.
  func summary(_ result: TaskResult, of task: some SupervisedTask) -> String {
    let names = result.metrics.map(\.title) + ["trained", "run"]
    let width = (names.map(\.count).max() ?? 0) + 2
    var trained =
      "\(TrainingReport.count(result.epochs, "epoch")), "
      + "\(TrainingReport.count(result.updates, "update")) in \(duration(result.trainSeconds))"
    if let seconds = result.secondsPerEpoch {
      trained += " (\(duration(seconds)) an epoch)"
    }
    let penalty = result.penalty.map {
      padded("penalty", width) + "\(significant($0)), which training adds to its cost"
    }
    return
      (metricLines(result.metrics, of: task, width: width) + [penalty].compactMap(\.self)
      + [padded("trained", width) + trained, padded("run", width) + folder.path])
      .joined(separator: "\n")
  }
}

extension TaskReport {
  /// Draws how the run learned, where somebody sees it.
  func curve(_ result: TaskResult) {
    guard !isQuiet, Terminal.standardError.isTerminal, let metric = result.metrics.first else {
      return
    }
    CurveText(evaluationsOf: metric.name, in: folder, epochs: result.epochs) {
      Metric.text($0, isShare: metric.isShare)
    }?.show()
  }
}

/// An evaluation in lines, as training and `rlrun evaluate` print it.
func metricLines(
  _ metrics: [Metric], of task: some SupervisedTask, width: Int? = nil
) -> [String] {
  let width = width ?? (metrics.map(\.title.count).max() ?? 0) + 2
  return metrics.map {
    padded($0.title, width) + $0.text
      + (task.evaluatesTrainingExamples ? " on the training examples" : "")
  }
}

/// Trains the run of a task to its end, or until it is interrupted, with progress shown, and prints
/// what it got.
///
/// - Throws: `RunFailure`; `OutputError` where the result, which is saved, cannot be printed.
func complete<T: SupervisedTask>(
  _ session: RunSession<TaskRunState<T>>, _ report: TaskReport, printsJSON: Bool
) throws -> ExitStatus {
  let result: TaskResult
  do {
    try session.train(isQuiet: report.isQuiet) { TaskProgressText($0.training, $1.latest) }
    result = try session.finish()
  } catch {
    throw RunFailure(error, session, data: report.store)
  }
  try Output.print(
    printsJSON ? try compactJSON(result) : report.summary(result, of: session.state.training.task))
  report.curve(result)
  guard Interruption.isRequested else {
    report.end()
    return .success
  }
  report.interrupted(result)
  return Interruption.status
}
