import Agents

/// `rlrun --version`
struct VersionCommand: Command {
  static let name = "--version"
  static let options: [Option] = []
  static let help = "rlrun --version\n\nPrints the version."

  init() {}
  init(_ arguments: ParsedArguments) throws(UsageError) {}

  func run() -> ExitStatus {
    Output.print(toolkitVersion)
    return .success
  }
}
