import Agents
import RLNet
import RLRuns

/// `rlrun diff RUN RUN`
struct DiffCommand: Command {
  static let name = "diff"
  static let options: [Option] = [.value("--threads"), .flag("--quiet")]
  static let help = """
    rlrun diff RUN RUN [options]

    Tells in what two runs differ: their settings, what they came to, and the first
    step at which they do something else. For that both are trained again side by
    side, from a checkpoint before the first row of metrics.csv that is not the
    same. RUN is a run's folder; nothing in it is changed.

      --threads N     processor cores to use (default: all); the result does not
                      depend on it
      --quiet         show no progress

    The exit status is 0 where there is no difference, 1 where there is one, and 2
    where the runs cannot be compared.

    Example:
      rlrun diff runs/cartpole-dqn-1 runs/cartpole-dqn-1-fork
    """

  let paths: [String]
  let threads: Int
  let isQuiet: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    paths = arguments.positionals
    guard paths.count >= 2 else {
      throw UsageError(
        "two runs are needed; for example: rlrun diff runs/cartpole-dqn-1 runs/cartpole-dqn-2",
        hint: arguments.hint)
    }
    if paths.count > 2 {
      throw UsageError("'\(paths[2])' is not expected here", hint: arguments.hint)
    }
    threads = try arguments.threads()
    isQuiet = arguments.has("--quiet")
  }

  /// Any error ends with the status of a mistake, so that it is told from a difference.
  func run() throws -> ExitStatus {
    try UsageError.wrapping {
      let folders = try paths.map { try RunFolder.open($0) }
      let runs = try folders.map { try $0.readConfiguration() }
      var difference = try RunDifference(runs, in: folders)
      let isComparable =
        runs[0].environment == runs[1].environment && runs[0].agent == runs[1].agent
      if isComparable {
        let agent = try runs[0].agentType(in: folders[0])
        let course = try withThreads(threads) {
          try courseDifference(agent, runs, folders, difference)
        }
        guard let course else { return Interruption.status }
        difference.course = course
      }
      try Output.print(DiffReport(runs, folders, difference).text)
      return difference.isEmpty ? .success : .failure
    }
  }

  /// In what the runs differ while they train; nil where it was interrupted.
  private func courseDifference<A: Agent>(
    _ agent: A.Type, _ runs: [RunConfiguration], _ folders: [RunFolder],
    _ difference: RunDifference
  ) throws -> CourseDifference? {
    guard runs.allSatisfy({ $0.version == toolkitVersion }) else {
      return try CourseDifference(recordsIn: folders, difference.outcomes.map(\.receipt))
    }
    let first = try RunSource<A>(runs[0], in: folders[0])
    let second = try RunSource<A>(runs[1], in: folders[1])
    Interruption.watch()
    var progress = isQuiet ? nil : Progress(on: .standardError)
    defer { progress?.finish() }
    return try CourseDifference(first, second) {
      Interruption.isRequested
    } watch: { training, seconds in
      progress?.update(seconds, ProgressText(training, recentMean: nil))
    }
  }
}
