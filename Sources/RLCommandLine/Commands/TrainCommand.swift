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
    request.evaluationEpisodes = try arguments.integer(.evaluationEpisodes)
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
          + (nearestName(to: name, among: names).map { "; did you mean '\($0)'?" } ?? ""),
        more: [
          "environments: \(entries.map { $0.shortNames.first ?? $0.id }.joined(separator: ", "))",
          "tasks: \(tasks.joined(separator: ", "))",
          "commands: \(commands.joined(separator: ", "))",
        ])
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
    if let steps = try arguments.integer(ifGiven: .checkpointEvery) {
      recording.checkpointEvery = steps
    }
    recording.checkpoints = try arguments.integer(.checkpoints)
    recording.evaluateEvery = try arguments.integer(.evaluateEvery)
    recording.recordEvery = try arguments.integer(.recordEvery)
    if let text = arguments.text(.recordEpisodes) {
      guard let episodes = EpisodeRecording(text: text) else {
        throw UsageError(
          "--record-episodes is '\(text)'; it must be all, window or a whole number from 1",
          hint: arguments.hint)
      }
      recording.episodes = episodes
    }
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
    do { return try body() } catch { throw UsageError(error) }
  }
}
