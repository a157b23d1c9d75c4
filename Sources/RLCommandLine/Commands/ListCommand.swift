import Agents
import Environments
import RLRuns
import RLSettings
import RLSupervised

/// `rlrun list [NAME]`
struct ListCommand: Command {
  static let name = "list"

  /// The environment, agent or task to show; nil for all.
  let topic: String?
  private let tool: CommandLineTool

  init(_ arguments: ParsedArguments) throws(UsageError) {
    topic = try arguments.atMostOnePositional()
    tool = arguments.tool
  }

  func run() throws -> ExitStatus {
    guard let topic else {
      try Output.print(fitting: overview)
      return .success
    }
    if let agent = try? tool.agents.agent(named: topic) {
      try Output.print(fitting: AgentPage.text(agent))
    } else if let entry = try? tool.environments.entry(named: topic) {
      try Output.print(fitting: try EnvironmentPage.text(entry, tool.agents))
    } else if let task = try? tool.tasks.task(named: topic) {
      try Output.print(fitting: TaskPage.text(task))
    } else {
      throw unknown(topic)
    }
    return .success
  }

  private func unknown(_ topic: String) -> UsageError {
    let entries = tool.environments.entries
    let agents = tool.agents.all.map { $0.name }
    let tasks = tool.tasks.all.map { $0.name }
    let names = agents + tasks + entries.flatMap { $0.shortNames + [$0.id] }
    return UsageError(
      "there is no environment, agent or task '\(topic)'"
        + (nearestName(to: topic, among: names).map { "; did you mean '\($0)'?" } ?? ""),
      more: [
        "environments: \(entries.map { $0.shortNames.first ?? $0.id }.joined(separator: ", "))",
        "agents: \(agents.joined(separator: ", "))",
        "tasks: \(tasks.joined(separator: ", "))",
      ])
  }

  private var overview: String {
    var lines = ["Environments"]
    for entry in tool.environments.entries {
      let threshold = entry.rewardThreshold.map { "solved at \(significantTrimmed($0))" } ?? ""
      let names = entry.shortNames.first ?? entry.id
      lines.append("  \(padded(names, 23))\(padded(entry.id, 26))\(threshold)".trimmingEnd())
      lines.append("      \(entry.summary)")
    }
    lines += ["", "Agents"]
    let width = max(12, 2 + (tool.agents.all.map { $0.name.count }.max() ?? 0))
    for agent in tool.agents.all { lines.append("  \(padded(agent.name, width))\(agent.summary)") }
    lines += ["", "Presets"]
    for agent in tool.agents.all { lines += AgentPage.presets(agent) }
    lines += ["", "Tasks"]
    for task in tool.tasks.all { lines.append("  \(padded(task.name, 16))\(task.summary)") }
    let program = CommandLineTool.program
    lines += [
      "", "`\(program) list NAME` shows what can be set of an environment, an agent or a task.",
    ]
    return lines.joined(separator: "\n")
  }
}
