import Agents
import RLRuns

/// `rlrun --version`
struct VersionCommand: Command {
  static let name = "--version"

  init(_ arguments: ParsedArguments) throws(UsageError) { try arguments.requireNoPositional() }

  func run() throws -> ExitStatus {
    try Output.print(toolkitVersion)
    return .success
  }
}
