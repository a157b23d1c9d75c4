import RLFiles
import RLNet
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

/// The whole tool, from arguments to exit status.
public struct CommandLineTool: Sendable {
  public init() {}

  /// Does what the process was asked for by its arguments, and ends it.
  public func main() -> Never {
    Output.prepare()
    Interruption.prepare()
    Output.leave(Self.run(Array(CommandLine.arguments.dropFirst())))
  }

  /// Every command; the first two are those without a name: `rlrun ENVIRONMENT` and `rlrun TASK`.
  static let commands: [any (Command & Sendable).Type] = [
    TrainCommand.self, LearnCommand.self, OptimizersCommand.self, ResumeCommand.self,
    VerifyCommand.self, ForkCommand.self, DiffCommand.self,
    CompareCommand.self, ReportCommand.self, LandscapeCommand.self,
    ListCommand.self, EvaluateCommand.self, PlayCommand.self, RecordCommand.self,
    DatasetsCommand.self, BenchCommand.self, HelpCommand.self,
  ]

  static func run(_ arguments: [String]) -> ExitStatus {
    do {
      try requireUTF8()
      let command = try CommandLineTool.command(for: arguments)
      try checkInstructionSet()
      return try command.run()
    } catch let error as UsageError {
      Output.complain(error.description, hint: error.hint)
      return .usage
    } catch {
      Output.complain("\(error)")
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
  static func command(for arguments: [String]) throws(UsageError) -> any Command {
    guard var first = arguments.first else { return HelpCommand(topic: nil, isMistake: true) }
    if [TrainCommand.name, LearnCommand.name].contains(first), arguments.count > 1 {
      let isHelp = ["--help", "-h"].contains(arguments[1])
      return try isHelp
        ? HelpCommand(topic: first) : command(for: Array(arguments.dropFirst()))
    }
    if ["version", "-V"].contains(first) { first = VersionCommand.name }
    let named = (commands.dropFirst(2) + [VersionCommand.self]).first { $0.name == first }
    let isTask = (try? TaskCatalog.task(named: first)) != nil
    let type = named ?? (isTask ? LearnCommand.self : TrainCommand.self)
    let rest = named == nil ? arguments[...] : arguments.dropFirst()
    if asksForHelp(rest, options: type.options) {
      let isOverview = first == "--help" || first == "-h" || type == HelpCommand.self
      return HelpCommand(topic: isOverview ? nil : type.name)
    }
    if type == TrainCommand.self && !first.hasPrefix("-") {
      try TrainCommand.checkEnvironment(first)
    }
    return try type.init(ParsedArguments(Array(rest), options: type.options, of: type))
  }

  /// Whether `--help` is among the arguments, before a `--`, and not an option's value.
  private static func asksForHelp(_ arguments: ArraySlice<String>, options: [Option]) -> Bool {
    arguments.prefix { $0 != "--" }.contains { $0 == "--help" || $0 == "-h" }
  }
}
