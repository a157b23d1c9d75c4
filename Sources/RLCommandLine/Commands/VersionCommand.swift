import Agents
import RLRuns

/// `rlrun --version`
struct VersionCommand: Command {
  static let name = "--version"
  static let options: [Option] = []
  static let help = "rlrun --version\n\nPrints the version of the tool."

  init(_ arguments: ParsedArguments) throws(UsageError) { try arguments.requireNoPositional() }

  func run() throws -> ExitStatus {
    try Output.print(toolkitVersion)
    return .success
  }
}
