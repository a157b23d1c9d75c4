import RLNet
import RLRuns
import RLSupervised

/// `rlrun TASK`
struct LearnCommand: Command {
  static let name = "learn"
  static let options: [Option] = [
    .value("--preset"), .value("--optimizer"), .value("--initializer"), .value("--epochs"),
    Option(name: "--set", kind: .assignments), .value("--seed"), .value("--seeds"),
    .value("--data"), .value("--threads"), .value("--run-dir"), .value("--checkpoint-every"),
    .value("--checkpoints"), .flag("--quiet"), .flag("--json"),
  ]
  static let help = """
    rlrun TASK [options]

    Trains a network on a task's examples, evaluates it on others and saves the run
    in a folder. `rlrun list` shows all tasks, `rlrun list TASK` what can be set.

      --preset NAME           hyper-parameters to start from (default: the first)
      --optimizer NAME        sgd, momentum, nesterov, rmsprop, adagrad, adadelta,
                              adam or adamw, with a step size that suits it
      --initializer NAME      how the weights are drawn: standard, xavier, he, ...
      --epochs N              how often to go over all examples
      --set KEY=VALUE ...     any setting of the task
      --seed N                what all randomness follows from (default: 1)
      --seeds N               train seeds 1 to N side by side, each on one core;
                              also a list: 1,5,7
      --data DIR              the folder of data (default: $RLNET_DATA, then what
                              `rlrun datasets fetch` got)
      --threads N             processor cores to use (default: all); the result does
                              not depend on it
      --run-dir DIR           the run's folder, new or empty; with --seeds, the
                              folder for DIR/seed-1, DIR/seed-2, ...
                              (default: new ones in runs/)
      --checkpoint-every N    updates from one checkpoint to the next; 0 for none
                              (default: 5000)
      --checkpoints N         how many checkpoints to keep (default: 3)
      --quiet                 show no progress
      --json                  print the result as one JSON object; with --seeds, the
                              results as one JSON array

    Ctrl-C ends training after the current update and saves the run as it stands;
    `rlrun resume` goes on with it and ends where it would have ended.

    Examples:
      rlrun gates
      rlrun mnist --preset lenet5
      rlrun iris --optimizer nesterov --seeds 10
    """

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

  init(_ arguments: ParsedArguments) throws(UsageError) {
    self.arguments = arguments
    let task = try arguments.onePositional("the task", example: "rlrun gates")
    var request = TaskRequest(task: task)
    request.preset = arguments.text("--preset")
    request.seed = try arguments.seed() ?? 1
    request.assignments = try Self.assignments(arguments)
    request.checkpointEvery = try arguments.integer(
      "--checkpoint-every", in: 0...Int.max, standard: request.checkpointEvery)
    request.checkpoints = try arguments.integer(
      "--checkpoints", in: 1...1000, standard: request.checkpoints)
    self.request = request
    seeds = try arguments.seeds()
    store = DataStore(folder: arguments.text("--data"))
    threads = try arguments.threads()
    folderPath = arguments.text("--run-dir")
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  /// `--set key=value`, and the options that are settings, in the order given.
  static func assignments(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [(key: String, value: String)] {
    try arguments.assignments(
      and: ["--epochs": "epochs", "--optimizer": "optimizer", "--initializer": "initializer"])
  }

  func run() throws -> ExitStatus {
    let run = try UsageError.wrapping { try TaskRun(request) }
    let task = try TaskCatalog.task(named: run.task)
    if let seeds {
      let training = TaskSeeds(
        run: run, seeds: seeds, workers: min(threads, seeds.count, Terminal.processorCount),
        store: store, parent: folderPath, isQuiet: isQuiet, printsJSON: printsJSON
      ) { [arguments] in
        arguments.command(forSeeds: $0, options: Self.options)
      }
      return try training(task)
    }
    return try withThreads(threads) { try train(task, run) }
  }

  private func train<T: SupervisedTask>(_ task: T.Type, _ run: TaskRun) throws -> ExitStatus {
    // Data may be missing, which is no reason to leave a folder behind.
    let training = try run.start(task, data: store)
    let run = run.on(training)
    let folder = try UsageError.wrapping {
      try folderPath.map { try .create(at: $0) } ?? RunFolder.fresh(for: run)
    }
    Interruption.watch()
    let report = TaskReport(
      run: run, folder: folder, store: store, threads: threads, isQuiet: isQuiet)
    report.begin(training)
    let session = try RunSession.begin(run, TaskRunState(training), in: folder)
    return try complete(session, report, printsJSON: printsJSON)
  }
}

extension RunFolder {
  /// A folder of its own in `runs`, named after the run.
  ///
  /// - Throws: `RunFolderError`.
  static func fresh(for run: TaskRun) throws(RunFolderError) -> RunFolder {
    try .createFresh(in: "runs", name: "\(run.task)-\(run.seed)")
  }
}
