import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun optimizers [TASK]`
struct OptimizersCommand: Command {
  static let name = "optimizers"

  let request: TaskRequest
  private let toolkit: Toolkit
  let threads: Int
  let folderPath: String?
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    var request = TaskRequest(task: try arguments.atMostOnePositional() ?? "digits")
    request.preset = arguments.text(.preset)
    request.seed = try arguments.seed() ?? 1
    request.assignments = try LearnCommand.assignments(arguments)
    request.varied = "optimizer"
    if let choice = request.assignments.first(where: { $0.key == "optimizer" }) {
      throw UsageError(
        "optimizer=\(choice.value) is set, but here each optimizer has its turn",
        hint: arguments.hint)
    }
    self.request = request
    toolkit = arguments.tool.toolkit(data: DataStore(folder: arguments.text(.data)))
    threads = try arguments.threads()
    folderPath = arguments.text(.runDirectory)
    isQuiet = arguments.has(.quiet)
    printsJSON = arguments.has(.json)
  }

  func run() throws -> ExitStatus {
    let runs = try UsageError.wrapping {
      try OptimizerChoice.allCases.map { choice in
        var request = request
        request.assignments.append(Assignment(key: "optimizer", value: choice.rawValue))
        return (name: choice.rawValue, run: try TaskRun(request, in: toolkit.tasks))
      }
    }
    let task = try toolkit.tasks.task(named: runs[0].run.task)
    return try train(task, runs)
  }

  private func train<T: SupervisedTask>(
    _ task: T.Type, _ runs: [(name: String, run: TaskRun)]
  ) throws -> ExitStatus {
    let prepared = try runs.map { (name, run) in
      (name: name, run: try PreparedRun<SupervisedTraining<T>>(run, with: toolkit.data))
    }
    let training = try prepared[0].run.blank
    let folder = try UsageError.wrapping {
      try folderPath.map { try .create(at: $0) }
        ?? RunFolder.createFresh(in: "runs", name: "optimizers-\(T.name)-\(request.seed)")
    }
    Interruption.watch()
    if !isQuiet {
      // Those that each optimizer has for itself are in the table.
      let preset = runs[0].run.toldPreset(
        toolkit, besides: ["epochs", "learningRate", "optimizer"])
      Output.say(
        "training \(T.name), \(RLCommandLine.count(training.task.parameterCount, "parameter")), "
          + "with \(runs.count) optimizers for "
          + "\(RLCommandLine.count(training.configuration.training.epochs, "epoch")) "
          + "(\(preset), seed \(request.seed))")
    }
    let members = prepared.map {
      GroupTraining<SupervisedTraining<T>>.Member(
        name: $0.name, run: $0.run, path: "\(folder.path)/\($0.name)")
    }
    let group = GroupTraining(
      members: members, workers: min(threads, runs.count, Terminal.processorCount),
      toolkit: toolkit, isQuiet: isQuiet, noun: "run", tellsEach: true)
    let report = GroupReport(runs[0].run, members, group.train(), areSeeds: false)
    let complete = report.complete
    if printsJSON {
      try Output.print(
        try printedJSON(complete.map { OptimizerResult(optimizer: $0.name, $0.result) }))
    } else if let first = complete.first {
      let rates = Dictionary(
        uniqueKeysWithValues: runs.map { ($0.name, $0.run.hyperparameters["learningRate"]) })
      let header = ["optimizer", "step size"] + first.result.metrics.map(\.title) + ["seconds"]
      let rows = complete.map { name, result in
        [name, (rates[name] ?? nil).map { "\($0)" } ?? ""] + result.metrics.map(\.text)
          + [withDigits(result.trainSeconds, 2)]
      }
      try Output.print(
        (tableLines([header] + rows) + ["runs in \(folder.path)"]).joined(separator: "\n"))
    }
    report.tellProblems()
    if Interruption.isRequested {
      report.tellInterruption(toolkit, command: nil)
      return Interruption.status
    }
    let option = SupervisedTraining<T>.option(of: toolkit)
    if !isQuiet,
      let next = nextStep(with: complete.map(\.result.run), in: folder.path, options: option)
    {
      Output.tell(next)
    }
    return report.failures.isEmpty ? .success : .failure
  }
}

/// What `rlrun optimizers --json` prints of each.
private struct OptimizerResult: Encodable {
  let optimizer: String
  let evaluation: [String: Double]
  let trainSeconds: Double
  let run: String

  init(optimizer: String, _ result: RunResult<TaskSubject>) {
    self.optimizer = optimizer
    evaluation = result.metrics.values
    trainSeconds = result.trainSeconds
    run = result.run
  }
}
