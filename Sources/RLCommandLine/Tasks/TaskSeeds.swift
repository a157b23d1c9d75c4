import RLRuns
import RLSupervised

/// `rlrun TASK --seeds SEEDS`: a run for each seed.
struct TaskSeeds {
  /// The run, but for its seed.
  let run: TaskRun
  let seeds: [UInt64]
  let workers: Int
  let store: DataStore
  /// The folder for the runs' folders; nil for fresh ones in `runs`.
  let parent: String?
  let isQuiet: Bool
  let printsJSON: Bool
  /// The command that trains some of the seeds with all else the same.
  let commandLine: @Sendable (ArraySlice<UInt64>) -> String

  func callAsFunction<T: SupervisedTask>(_ task: T.Type) throws -> ExitStatus {
    // What is wrong with all seeds is told once, before folders are made.
    _ = try run.start(task, data: store)
    if let parent { try UsageError.wrapping { try RunFolder.makeParent(parent, of: seeds) } }
    Interruption.watch()
    if !isQuiet {
      Output.say(
        "training \(run.task) on \(TrainingReport.count(seeds.count, "seed")), \(workers) at once "
          + "(\(run.toldPreset()))")
    }
    let members = seeds.map { seed in
      var run = run
      run.seed = seed
      return TaskGroup.Member(
        name: "seed \(seed)", run: run, path: parent.map { "\($0)/seed-\(seed)" })
    }
    let group = TaskGroup(members: members, workers: workers, store: store, isQuiet: isQuiet)
    let ends = group.train(task)
    let results = ends.complete.map(\.result)
    if printsJSON {
      try Output.print(try compactJSON(results))
    } else if !results.isEmpty {
      try Output.print((Self.table(results) + [Self.folders(of: results)]).joined(separator: "\n"))
    }
    let status = group.tellProblems(ends) { commandLine(seeds[$0...]) }
    group.tellNext(ends, in: parent)
    return status
  }

  /// Where the runs are.
  private static func folders(of results: [TaskResult]) -> String {
    let paths = results.map(\.run)
    let shown = paths.count > 3 ? [paths[0], "...", paths[paths.count - 1]] : paths
    return wrapped("runs in \(shown.joined(separator: ", "))")
  }

  /// Mean, least and greatest of each number.
  private static func table(_ results: [TaskResult]) -> [String] {
    let rows = results[0].metrics.indices.map { index in
      let metric = results[0].metrics[index]
      let values = results.map { $0.metrics[index].value }
      let mean = values.reduce(0, +) / Double(values.count)
      let numbers = [mean, values.min() ?? mean, values.max() ?? mean]
      return [metric.title] + numbers.map { Metric.text($0, isShare: metric.isShare) }
    }
    let title = TrainingReport.count(results.count, "seed")
    return tableLines([[title, "mean", "least", "greatest"]] + rows)
  }
}
