import RLNet
import RLReports
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
    request.recording = try TrainCommand.recording(arguments, standard: request.recording)
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
  ) throws(UsageError) -> [Assignment] {
    try arguments.assignments(
      and: ["--epochs": "epochs", "--optimizer": "optimizer", "--initializer": "initializer"])
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
    ) { [arguments] in
      arguments.command(forSeeds: $0, in: $1, options: Self.options)
    }
    return try new.train(
      PreparedRun<SupervisedTraining<T>>(run, with: store), seeds: seeds, threshold: nil)
  }
}
