import Agents
import Environments
import RLSupervised

/// A shell that the command line can be completed in.
package enum Shell: String, CaseIterable, Sendable {
  case bash, zsh, fish

  /// The script that completes the command line of a tool. It knows all names itself, so that the tool
  /// is not started while somebody types.
  func completion(of names: ToolNames) -> String {
    let tables = CompletionTables(names)
    return switch self {
    case .bash: bashCompletion(tables)
    case .zsh: zshCompletion(tables)
    case .fish: fishCompletion(tables)
    }
  }
}

extension CommandLineTool {
  /// The script that completes the command line of a tool with these names.
  package static func completion(
    in shell: Shell, program: String, environments: EnvironmentRegistry,
    agents: [any Agent.Type] = AgentCatalog.builtIn.all,
    tasks: [any SupervisedTask.Type] = TaskCatalog.builtIn.all
  ) -> String {
    shell.completion(
      of: ToolNames(
        program: program, commands: commands, environments: environments, agents: agents,
        tasks: tasks, datasets: []))
  }
}
