import Agents
import Environments
import RLNet
import RLReports
import RLRuns
import RLSettings
import RLSupervised

/// `rlrun ENVIRONMENT --agent AGENT`
struct TrainCommand: Command {
  static let name = "train"
  static let options: [Option] = [
    .value("--agent"), .value("--preset"), .value("--seed"), .value("--seeds"),
    .value("--steps"), .value("--threads"), Option(name: "--set", kind: .assignments),
    .value("--run-dir"),
    .value("--evaluation-episodes"), .value("--checkpoint-every"), .value("--checkpoints"),
    .value("--evaluate-every"), .flag("--quiet"), .flag("--json"),
  ]
  static let help = """
    rlrun ENVIRONMENT --agent AGENT [options]
    rlrun ENVIRONMENT with AGENT [options]

    Trains an agent, evaluates it on fresh episodes and saves the run in a folder.

      --agent AGENT              what learns; `rlrun list` shows all
      --preset NAME              hyper-parameters to start from (default: default)
      --seed N                   what all randomness follows from (default: 1)
      --seeds N                  train seeds 1 to N side by side, each on one core,
                                 and tell the statistics; also a list: 1,5,7
      --steps N                  environment steps to train for
      --set KEY=VALUE ...        settings of the agent or of the environment;
                                 `rlrun list AGENT` and `rlrun list ENVIRONMENT`
                                 show them
      --threads N                processor cores to use (default: all); the result
                                 does not depend on it
      --run-dir DIR              the run's folder, new or empty; with --seeds, the
                                 folder for DIR/seed-1, DIR/seed-2, ..., which may
                                 hold runs of other seeds
                                 (default: new ones in runs/)
      --evaluation-episodes N    episodes to evaluate on at the end (default: 100)
      --evaluate-every N         steps from one evaluation during training to the
                                 next, for evaluations.csv; it changes nothing
                                 (default: 0, none)
      --checkpoint-every N       steps from one checkpoint to the next; 0 for none
                                 (default: 50000)
      --checkpoints N            how many checkpoints to keep (default: 3)
      --quiet                    show no progress
      --json                     print the result as one JSON object

    Ctrl-C ends training after the current step and saves the run as it stands;
    `rlrun resume` goes on with it, also after a crash, and ends where it would
    have ended.

    Examples:
      rlrun cartpole --agent dqn
      rlrun cartpole with reinforce --seed 3 --steps 100_000
      rlrun gridworld --agent dqn --set hidden=32,32 slip=0.1
      rlrun cartpole --agent dqn --seeds 10
      rlrun cartpole --agent dqn --json >result.json
    """

  let request: RunRequest
  /// Several seeds instead of the request's.
  let seeds: [UInt64]?
  private let arguments: ParsedArguments
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
    seeds = try arguments.seeds()
    request.assignments = try Self.assignments(arguments)
    request.evaluationEpisodes = try arguments.integer(
      "--evaluation-episodes", in: 1...1_000_000, standard: 100)
    request.recording = try Self.recording(arguments)
    self.request = request
    self.arguments = arguments
    threads = try arguments.threads()
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
      let names = arguments.tool.agents.all.map { $0.name }
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

  /// Sees to it that an environment exists, or says which one, or which task or command, was meant.
  static func checkEnvironment(
    _ name: String, of tool: CommandLineTool
  ) throws(UsageError) {
    if [Self.name, LearnCommand.name].contains(name) {
      throw UsageError(
        "the \(name == Self.name ? "environment" : "task") is missing; for example: rlrun \(name) "
          + (name == Self.name ? "cartpole --agent dqn" : "digits"),
        hint: "`rlrun list` shows what there is")
    }
    do {
      _ = try tool.environments.entry(named: name)
    } catch {
      let entries = tool.environments.entries
      let commands = CommandLineTool.commands.dropFirst(2).map { $0.name }
      let tasks = tool.tasks.all.map { $0.name }
      let names = entries.flatMap { $0.shortNames + [$0.id] } + tasks + commands
      throw UsageError(
        "there is no environment, task or command '\(name)'"
          + (nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? "")
          + "\nenvironments: \(entries.map { $0.shortNames.first ?? $0.id }.joined(separator: ", "))"
          + "\ntasks: \(tasks.joined(separator: ", "))"
          + "\ncommands: \(commands.joined(separator: ", "))")
    }
  }

  /// `--set key=value`, and `--steps`, in the order given.
  static func assignments(
    _ arguments: ParsedArguments
  ) throws(UsageError) -> [Assignment] {
    try arguments.assignments(and: ["--steps": "steps"])
  }

  static func recording(
    _ arguments: ParsedArguments, standard: RecordingOptions = RecordingOptions()
  ) throws(UsageError) -> RecordingOptions {
    var recording = standard
    recording.checkpointEvery = try arguments.integer(
      "--checkpoint-every", in: 0...Int.max, standard: recording.checkpointEvery)
    recording.checkpoints = try arguments.integer(
      "--checkpoints", in: 1...1000, standard: recording.checkpoints)
    guard arguments.has("--evaluate-every") else { return recording }
    recording.evaluateEvery = try arguments.integer(
      "--evaluate-every", in: 0...Int.max, standard: recording.evaluateEvery)
    return recording
  }

  func run() throws -> ExitStatus {
    let toolkit = arguments.tool.toolkit(data: DataStore(folder: nil))
    let (run, agent) = try UsageError.wrapping {
      let run = try AgentRun(request, in: toolkit.catalog)
      return (run, try toolkit.catalog.agents.agent(named: run.agent))
    }
    return try train(agent, run, toolkit)
  }

  private func train<A: Agent>(
    _ agent: A.Type, _ run: AgentRun, _ toolkit: Toolkit
  ) throws -> ExitStatus {
    let run = try UsageError.wrapping {
      try PreparedRun<Training<A>>(run, with: toolkit.catalog)
    }
    return try newRun(of: toolkit).train(run, seeds: seeds, threshold: run.recipe.threshold)
  }

  private func newRun(of toolkit: Toolkit) -> NewRun {
    NewRun(
      toolkit: toolkit, folderPath: folderPath, threads: threads, isQuiet: isQuiet,
      printsJSON: printsJSON
    ) { [arguments] in
      arguments.command(forSeeds: $0, in: $1, options: Self.options)
    }
  }
}

extension UsageError {
  /// Makes any error of `body` one of usage.
  static func wrapping<Result>(_ body: () throws -> Result) throws -> Result {
    do { return try body() } catch { throw UsageError("\(error)") }
  }
}
