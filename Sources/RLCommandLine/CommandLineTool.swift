import Agents
import Environments
import RLFiles
import RLNet
import RLReports
import RLSupervised

/// How a process ends.
enum ExitStatus: Int32 {
  case success = 0
  /// A run failed.
  case failure = 1
  /// The command line cannot be understood.
  case usage = 2
  /// The terminal or the connection was closed (SIGHUP).
  case hungUp = 129
  /// A person pressed Ctrl-C.
  case interrupted = 130
  /// The process was asked to end (SIGTERM).
  case terminated = 143
}

/// The whole tool, from arguments to exit status, with the environments, agents and tasks that it is
/// given: those of this package, and a program's own.
///
/// ```swift
/// CommandLineTool(environments: .builtIn + [thermostat], agents: .builtIn + [QLearning.self]).main()
/// ```
public struct CommandLineTool: Sendable {
  /// The environments that can be named.
  public var environments: EnvironmentRegistry
  /// The agents that can be named.
  public var agents: AgentCatalog
  /// The tasks that can be named.
  public var tasks: TaskCatalog

  public init(
    environments: EnvironmentRegistry = .builtIn, agents: AgentCatalog = .builtIn,
    tasks: TaskCatalog = .builtIn
  ) {
    (self.environments, self.agents, self.tasks) = (environments, agents, tasks)
  }

  /// Does what the process was asked for by its arguments, and ends it.
  public func main() -> Never {
    Output.prepare()
    Interruption.prepare()
    let arguments = Array(CommandLine.arguments.dropFirst())
    ProcessTransfer.runIfAsked(arguments)
    Output.leave(run(arguments))
  }

  /// What the tool is called: the name of its file.
  static let program: String =
    CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "rlrun"

  /// What runs are of.
  ///
  /// - Parameter data: where data lie.
  func toolkit(data: DataStore) -> Toolkit {
    Toolkit(Catalog(environments: environments, agents: agents), tasks: tasks, data: data)
  }

  /// Every command; the first two are those without a name: `rlrun ENVIRONMENT` and `rlrun TASK`.
  static let commands: [any (Command & Sendable).Type] = [
    TrainCommand.self, LearnCommand.self, CSVCommand.self, OptimizersCommand.self,
    ResumeCommand.self, VerifyCommand.self, ForkCommand.self, DiffCommand.self,
    CompareCommand.self, ReportCommand.self, LandscapeCommand.self,
    ListCommand.self, RunsCommand.self, EvaluateCommand.self, PlayCommand.self, RecordCommand.self,
    DatasetsCommand.self, BenchCommand.self, CompletionsCommand.self, HelpCommand.self,
  ]

  func run(_ arguments: [String]) -> ExitStatus {
    do {
      try Self.requireUTF8()
      let command = try command(for: arguments)
      try Self.checkInstructionSet()
      let status = try command.run()
      // Also where it came to its end all the same, so that what was to follow it does not.
      return Interruption.isRequested ? Interruption.status : status
    } catch let error as UsageError {
      Output.complain(lines: error.lines, hint: error.hint)
      return .usage
    } catch {
      Output.complain(error)
      return .failure
    }
  }

  /// Sees to it that no name was repaired on the way here: another folder would be made or sought.
  private static func requireUTF8() throws(UsageError) {
    for index in 1..<max(1, Int(CommandLine.argc)) {
      guard let bytes = CommandLine.unsafeArgv[index] else { continue }
      if String(validatingCString: bytes) == nil {
        throw UsageError(
          "'\(String(cString: bytes))' is not text in UTF-8, and so cannot be named; rename it")
      }
    }
    guard let bytes = getcwd(nil, 0) else { return }
    defer { free(bytes) }
    if String(validatingCString: bytes) == nil {
      throw UsageError(
        "the name of the working folder, '\(String(cString: bytes))', is not text in UTF-8; work in "
          + "another one, or rename it")
    }
  }

  /// Sees to it that the instruction set that is asked for is the one that is used.
  private static func checkInstructionSet() throws(UsageError) {
    if let name = unavailableInstructionSet {
      throw UsageError(
        "RLNET_CPU asks for '\(name)', which this machine cannot run", meant: nil,
        known: ("available", availableInstructionSets))
    }
  }

  /// What the arguments ask for.
  ///
  /// - Throws: `UsageError`.
  func command(for arguments: [String]) throws(UsageError) -> any Command {
    guard var first = arguments.first else {
      return HelpCommand(topic: nil, isMistake: true, of: self)
    }
    if [TrainCommand.name, LearnCommand.name].contains(first), arguments.count > 1 {
      let isHelp = ["--help", "-h"].contains(arguments[1])
      return try isHelp
        ? HelpCommand(topic: first, of: self) : command(for: Array(arguments.dropFirst()))
    }
    if ["version", "-V"].contains(first) { first = VersionCommand.name }
    let named = (Self.commands.dropFirst(2) + [VersionCommand.self]).first { $0.name == first }
    let isTask = (try? tasks.task(named: first)) != nil
    let type = named ?? (isTask ? LearnCommand.self : TrainCommand.self)
    let rest = named == nil ? arguments[...] : arguments.dropFirst()
    if Self.asksForHelp(rest) {
      let isOverview = first == "--help" || first == "-h" || type == HelpCommand.self
      return HelpCommand(topic: isOverview ? nil : type.name, of: self)
    }
    if type == TrainCommand.self && !first.hasPrefix("-") {
      try TrainCommand.checkEnvironment(first, of: self)
    }
    return try type.init(ParsedArguments(Array(rest), options: type.options, of: type, tool: self))
  }

  /// Whether `--help` is among the arguments, before a `--`.
  private static func asksForHelp(_ arguments: ArraySlice<String>) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }
}
