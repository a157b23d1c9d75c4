import RLSettings

/// `rlrun completions SHELL`
struct CompletionsCommand: Command {
  static let name = "completions"

  let shell: Shell
  private let tool: CommandLineTool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    let name = try arguments.onePositional("the shell", example: "rlrun completions bash")
    guard let shell = Shell(rawValue: name) else {
      let names = Shell.allCases.map(\.rawValue)
      throw UsageError(
        "there is no completion for '\(name)'", meant: nearestName(to: name, among: names),
        known: ("shells", names))
    }
    self.shell = shell
    tool = arguments.tool
  }

  func run() throws -> ExitStatus {
    try Output.print(shell.completion(of: tool.names))
    return .success
  }
}
