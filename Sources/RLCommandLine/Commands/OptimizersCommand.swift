import RLNet
import RLRuns
import RLSupervised

/// `rlrun optimizers [TASK]`
struct OptimizersCommand: Command {
  static let name = "optimizers"
  static let options: [Option] = [
    .value("--preset"), .value("--initializer"), .value("--epochs"),
    Option(name: "--set", kind: .assignments), .value("--seed"), .value("--data"),
    .value("--threads"), .value("--run-dir"), .flag("--quiet"), .flag("--json"),
  ]
  static let help = """
    rlrun optimizers [TASK] [options]

    Trains one network with each optimizer, from the same start and on the same
    batches, and shows what each comes to in one table. Each takes the step size
    that suits it, unless --set learningRate gives one for all. TASK is digits
    unless stated; the runs are kept in a folder.

      --preset NAME           hyper-parameters to start from (default: the first)
      --initializer NAME      how the weights are drawn
      --epochs N              how often to go over all examples
      --set KEY=VALUE ...     any setting of the task but the optimizer
      --seed N                what all randomness follows from (default: 1)
      --data DIR              the folder of data
      --threads N             how many train at once (default: all cores)
      --run-dir DIR           the folder for DIR/sgd, DIR/adam, ..., new or empty
                              (default: a new one in runs/)
      --quiet                 show no progress
      --json                  print the results as one JSON array

    Examples:
      rlrun optimizers
      rlrun optimizers mnist --preset mlp-50-40 --epochs 3
    """

  let request: TaskRequest
  let store: DataStore
  let threads: Int
  let folderPath: String?
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var request = TaskRequest(task: try arguments.atMostOnePositional() ?? "digits")
    request.preset = arguments.text("--preset")
    request.seed = try arguments.seed() ?? 1
    request.assignments = try LearnCommand.assignments(arguments)
    request.varied = "optimizer"
    if let choice = request.assignments.first(where: { $0.key == "optimizer" }) {
      throw UsageError(
        "optimizer=\(choice.value) is set, but here each optimizer has its turn",
        hint: arguments.hint)
    }
    self.request = request
    store = DataStore(folder: arguments.text("--data"))
    threads = try arguments.threads()
    folderPath = arguments.text("--run-dir")
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  func run() throws -> ExitStatus {
    let runs = try UsageError.wrapping {
      try OptimizerChoice.allCases.map { choice in
        var request = request
        request.assignments.append(("optimizer", choice.rawValue))
        return (name: choice.rawValue, run: try TaskRun(request))
      }
    }
    return try train(TaskCatalog.task(named: runs[0].run.task), runs)
  }

  private func train<T: SupervisedTask>(
    _ task: T.Type, _ runs: [(name: String, run: TaskRun)]
  ) throws -> ExitStatus {
    let training = try runs[0].run.start(task, data: store)
    let folder = try UsageError.wrapping {
      try folderPath.map { try .create(at: $0) }
        ?? RunFolder.createFresh(in: "runs", name: "optimizers-\(T.name)-\(request.seed)")
    }
    Interruption.watch()
    if !isQuiet {
      // Those that each optimizer has for itself are in the table.
      let preset = runs[0].run.toldPreset(besides: ["epochs", "learningRate", "optimizer"])
      Output.say(
        "training \(T.name), \(TrainingReport.count(training.task.parameterCount, "parameter")), "
          + "with \(runs.count) optimizers for "
          + "\(TrainingReport.count(training.configuration.training.epochs, "epoch")) "
          + "(\(preset), seed \(request.seed))")
    }
    let members = runs.map {
      TaskGroup.Member(name: $0.name, run: $0.run, path: "\(folder.path)/\($0.name)")
    }
    let workers = min(threads, runs.count, Terminal.processorCount)
    let group = TaskGroup(members: members, workers: workers, store: store, isQuiet: isQuiet)
    let ends = group.train(task)
    let complete = ends.complete
    if printsJSON {
      try Output.print(
        try compactJSON(complete.map { OptimizerResult(optimizer: $0.member.name, $0.result) }))
    } else if let first = complete.first {
      let header = ["optimizer", "step size"] + first.result.metrics.map(\.title) + ["seconds"]
      let rows = complete.map { member, result in
        [member.name, "\(member.run.hyperparameters["learningRate"].map { "\($0)" } ?? "")"]
          + result.metrics.map(\.text) + [withDecimals(result.trainSeconds, 2)]
      }
      try Output.print(
        (tableLines([header] + rows) + ["runs in \(folder.path)"]).joined(separator: "\n"))
    }
    let status = group.tellProblems(ends)
    group.tellNext(ends, in: folder.path)
    return status
  }
}

/// What `rlrun optimizers --json` prints of each.
private struct OptimizerResult: Encodable {
  let optimizer: String
  let evaluation: [String: Double]
  let trainSeconds: Double
  let run: String

  init(optimizer: String, _ result: TaskResult) {
    self.optimizer = optimizer
    evaluation = result.metrics.values
    trainSeconds = result.trainSeconds
    run = result.run
  }
}
