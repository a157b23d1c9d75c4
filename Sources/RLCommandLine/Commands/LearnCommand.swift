import RLNet
import RLReports
import RLRuns
import RLSupervised

/// `rlrun TASK`
struct LearnCommand: Command {
  static let name = "learn"

  let request: TaskRequest
  /// Several seeds instead of the request's.
  let seeds: [UInt64]?
  let store: DataStore
  let threads: Int
  /// The run's folder; nil for a fresh one.
  let folderPath: String?
  let isQuiet: Bool
  let printsJSON: Bool
  private let arguments: ParsedArguments
  /// Those of the command.
  private let options: [Option]

  init(_ arguments: ParsedArguments) throws(UsageError) {
    try self.init(
      arguments, task: arguments.onePositional("the task", example: "rlrun gates"),
      assignments: Self.assignments(arguments),
      store: DataStore(folder: arguments.text("--data")), options: Self.options)
  }

  /// - Parameters:
  ///   - assignments: what is set, in the order given.
  ///   - options: those of the command.
  init(
    _ arguments: ParsedArguments, task: String, assignments: [Assignment], store: DataStore,
    options: [Option]
  ) throws(UsageError) {
    self.arguments = arguments
    self.store = store
    self.options = options
    var request = TaskRequest(task: task)
    request.preset = arguments.text("--preset")
    request.seed = try arguments.seed() ?? 1
    request.assignments = assignments
    request.recording = try TrainCommand.recording(arguments, standard: request.recording)
    self.request = request
    seeds = try arguments.seeds()
    threads = try arguments.threads()
    folderPath = arguments.text("--run-dir")
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  /// The options that are settings, with their keys.
  static let optionsThatAreSettings = [
    "--epochs": "epochs", "--optimizer": "optimizer", "--initializer": "initializer",
  ]

  /// `--set key=value`, and the options that are settings, in the order given.
  static func assignments(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [Assignment] {
    try arguments.assignments(and: optionsThatAreSettings)
  }

  func run() throws -> ExitStatus {
    let toolkit = arguments.tool.toolkit(data: store)
    let run = try UsageError.wrapping { try TaskRun(request, in: toolkit.tasks) }
    let task = try toolkit.tasks.task(named: run.task)
    return try train(task, run, toolkit)
  }

  private func train<T: SupervisedTask>(
    _ task: T.Type, _ run: TaskRun, _ toolkit: Toolkit
  ) throws -> ExitStatus {
    let new = NewRun(
      toolkit: toolkit, folderPath: folderPath, threads: threads, isQuiet: isQuiet,
      printsJSON: printsJSON
    ) { [arguments, options] in
      arguments.command(forSeeds: $0, in: $1, options: options)
    }
    return try new.train(
      PreparedRun<SupervisedTraining<T>>(run, with: store), seeds: seeds, threshold: nil)
  }
}
