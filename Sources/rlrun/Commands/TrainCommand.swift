import Agents
import Environments
import RLNet

/// `rlrun ENVIRONMENT --agent AGENT`
struct TrainCommand: Command {
  static let name = "train"
  static let options: [Option] = [
    .value("--agent"), .value("--preset"), .value("--seed"), .value("--steps"),
    .value("--threads"), Option(name: "--set", kind: .assignments), .value("--run-dir"),
    .value("--evaluation-episodes"), .flag("--quiet"), .flag("--json"),
  ]
  static let help = """
    rlrun ENVIRONMENT --agent AGENT [options]
    rlrun ENVIRONMENT with AGENT [options]

    Trains an agent, evaluates it on fresh episodes and saves the run in a folder.

      --agent AGENT              what learns; `rlrun list` shows all
      --preset NAME              hyper-parameters to start from (default: default)
      --seed N                   what all randomness follows from (default: 1)
      --steps N                  environment steps to train for
      --set KEY=VALUE ...        settings of the agent or of the environment;
                                 `rlrun list AGENT` and `rlrun list ENVIRONMENT`
                                 show them
      --threads N                processor cores to use (default: all); the result
                                 does not depend on it
      --run-dir DIR              the run's folder, new or empty
                                 (default: a new one in runs/)
      --evaluation-episodes N    episodes to evaluate on at the end (default: 100)
      --quiet                    show no progress
      --json                     print the result as one JSON object

    Ctrl-C ends training after the current step and saves the run as it stands.

    Examples:
      rlrun cartpole --agent dqn
      rlrun cartpole with reinforce --seed 3 --steps 100_000
      rlrun gridworld --agent dqn --set hidden=32,32 slip=0.1
      rlrun cartpole --agent dqn --json >result.json
    """

  let request: RunRequest
  let threads: Int
  /// The run's folder; nil for a fresh one.
  let folderPath: String?
  let isQuiet: Bool
  let printsJSON: Bool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let (environment, agent) = try Self.subjects(arguments)
    var request = RunRequest(environment: environment, agent: agent)
    request.preset = arguments.text("--preset") ?? "default"
    request.seed = try arguments.seed() ?? 1
    request.assignments = try Self.assignments(arguments)
    request.evaluationEpisodes = try arguments.integer(
      "--evaluation-episodes", in: 1...1_000_000, standard: 100)
    self.request = request
    threads = try arguments.integer(
      "--threads", in: 1...1024, standard: Terminal.processorCount)
    folderPath = arguments.text("--run-dir")
    isQuiet = arguments.has("--quiet")
    printsJSON = arguments.has("--json")
  }

  /// `ENVIRONMENT --agent AGENT` or `ENVIRONMENT with AGENT`.
  private static func subjects(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> (environment: String, agent: String) {
    let words = arguments.positionals
    let option = arguments.text("--agent")
    guard let environment = words.first else {
      throw UsageError(
        "the environment is missing; for example: rlrun cartpole --agent dqn",
        hint: "`rlrun list` shows all environments")
    }
    switch (words.count, option) {
    case (1, let agent?): return (environment, agent)
    case (1, nil):
      let names = AgentCatalog.all.map { $0.name }
      throw UsageError(
        "--agent is missing (agents: \(names.joined(separator: ", "))); for example: "
          + "rlrun \(environment) --agent \(names[0])")
    case (3, nil) where words[1] == "with": return (environment, words[2])
    case (2, nil) where words[1] == "with":
      throw UsageError("the agent is missing after 'with'", hint: arguments.hint)
    case (2..., let agent?) where words[1] == "with":
      throw UsageError("both 'with' and --agent \(agent) name an agent", hint: arguments.hint)
    default:
      let extra = words[words[1] == "with" ? 3 : 1]
      throw UsageError("'\(extra)' is not expected here", hint: arguments.hint)
    }
  }

  /// Sees to it that an environment exists, or says which one, or which command, was meant.
  static func checkEnvironment(_ name: String) throws(UsageError) {
    do {
      _ = try EnvironmentRegistry.builtIn.entry(named: name)
    } catch {
      let entries = EnvironmentRegistry.builtIn.entries
      let commands = CommandLineTool.commands.dropFirst().map { $0.name }
      let names = entries.flatMap { $0.shortNames + [$0.id] } + commands
      throw UsageError(
        "there is no environment or command '\(name)'"
          + (nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "")
          + "\nenvironments: \(entries.map { $0.shortNames.first ?? $0.id }.joined(separator: ", "))"
          + "\ncommands: \(commands.joined(separator: ", "))")
    }
  }

  /// `--set key=value`, and `--steps`, in the order given.
  private static func assignments(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [RunRequest.Assignment] {
    var result: [RunRequest.Assignment] = []
    for value in arguments.values {
      switch value.option {
      case "--steps": result.append(.init(key: "steps", value: value.text))
      case "--set":
        let parts = value.text.split(
          separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
          throw UsageError("--set '\(value.text)' is not key=value", hint: arguments.hint)
        }
        result.append(.init(key: String(parts[0]), value: String(parts[1])))
      default: break
      }
    }
    return result
  }

  func run() throws -> ExitStatus {
    let (run, agent) = try UsageError.wrapping {
      let run = try RunConfiguration(request)
      return (run, try AgentCatalog.agent(named: run.agent))
    }
    return try withThreads(threads) { try train(agent, run) }
  }

  private func train<A: Agent>(_ agent: A.Type, _ run: RunConfiguration) throws -> ExitStatus {
    let prepared = try UsageError.wrapping { try PreparedRun<A>(run) }
    let folder = try UsageError.wrapping { try makeFolder(for: run) }
    var record = try RunRecord(in: folder)
    try folder.write(run)

    Interruption.watch()
    let report = TrainingReport(run, folder, threads: threads, isQuiet: isQuiet)
    report.begin(steps: prepared.configuration.steps)
    var progress = isQuiet ? nil : Progress(on: .standardError)
    let start = ContinuousClock.now
    var training = prepared.training
    let end: RunEnd
    do {
      end = try training.run(recording: &record, since: start) {
        Interruption.isRequested
      } watch: {
        training, seconds, recentMean in
        let steps = training.configuration.steps
        progress?.update(seconds, step: training.agent.counters.steps, of: steps) {
          ProgressText(training, recentMean: recentMean)
        }
      }
    } catch {
      progress?.finish()
      throw RunFailure(problem: "\(error)", folder: folder)
    }
    progress?.finish()

    try folder.write(training.network, of: run)
    var result = RunResult(
      run, counters: training.agent.counters, selectionSteps: training.selection.steps,
      trainSeconds: end.seconds, threshold: prepared.threshold, folder: folder.path)
    result.isInterrupted = end.isInterrupted
    if !end.isInterrupted {
      report.trained(training)
      result.evaluation = training.evaluate(episodes: run.evaluationEpisodes)
    }
    try folder.write(result)
    Output.print(printsJSON ? try compactJSON(result) : report.summary(result))
    if Interruption.isRequested { report.interrupted(result) } else { report.end() }
    return Interruption.isRequested ? .interrupted : .success
  }

  /// The folder that was asked for, or a fresh one.
  private func makeFolder(for run: RunConfiguration) throws -> RunFolder {
    if let folderPath { return try .create(at: folderPath) }
    let entry = try EnvironmentRegistry.builtIn.entry(named: run.environment)
    let name = entry.shortNames.first ?? entry.id
    return try .createFresh(in: "runs", name: "\(name)-\(run.agent)-\(run.seed)")
  }
}

/// A run that could not be completed.
struct RunFailure: Error, CustomStringConvertible {
  let problem: String
  let folder: RunFolder

  var description: String { "\(problem)\nthe record up to there is in \(folder.path)" }
}

extension UsageError {
  /// Makes any error of `body` one of usage.
  static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw UsageError("\(error)") }
  }
}

extension ProgressText {
  init<A: Agent>(_ training: borrowing Training<A>, recentMean: Double?) {
    self.init(
      step: training.agent.counters.steps, steps: training.configuration.steps,
      stepsPerSecond: 0, recentMean: recentMean,
      best: training.selection.best?.evaluation.mean, diagnostics: training.agent.diagnostics)
  }
}
