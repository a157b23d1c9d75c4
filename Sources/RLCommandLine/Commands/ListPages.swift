import Agents
import Environments
import RLRuns
import RLSettings
import RLSupervised

/// What `rlrun list AGENT` shows.
enum AgentPage {
  static func text<A: Agent>(_ agent: A.Type) -> String {
    let standard = A.Configuration.settings.values(of: A.Configuration())
    var lines = ["\(A.name): \(A.summary)", "", "Presets"]
    for preset in A.presets {
      lines += presetLines(preset)
      let values = A.Configuration.settings.values(of: preset.configuration)
      let changes = zip(standard, values).filter { $0.value != $1.value }
        .map { "\($1.key)=\($1.value)" }
      if !changes.isEmpty { lines.append(indented(changes.joined(separator: " "))) }
    }
    lines += ["", "Settings (--set KEY=VALUE)"]
    for setting in A.Configuration.settings.sorted(by: { $0.key < $1.key }) {
      lines += settingLines(
        setting.key, setting.read(A.Configuration()), setting.domain, setting.summary)
    }
    return lines.joined(separator: "\n")
  }

  /// The presets of an agent, with the environments that each is for.
  static func presets<A: Agent>(_ agent: A.Type) -> [String] {
    ["  " + A.name] + A.presets.flatMap { presetLines($0, indent: 4) }
  }

  private static func presetLines<Configuration>(
    _ preset: Preset<Configuration>, indent: Int = 2
  ) -> [String] {
    let environments =
      preset.environments.isEmpty ? "any environment" : preset.environments.joined(separator: ", ")
    let name = String(repeating: " ", count: indent) + padded(preset.name, 12)
    return [name + environments, indented(preset.summary, by: indent + 12)]
  }
}

/// What `rlrun list TASK` shows.
enum TaskPage {
  static func text<T: SupervisedTask>(_ task: T.Type) -> String {
    let presets = T.presets
    let standard = T.Configuration.settings.values(of: presets[0].configuration)
    var lines = ["\(T.name): \(T.summary)", "", "Presets"]
    for preset in presets {
      lines.append("  " + padded(preset.name, 12) + "  " + preset.summary)
      let values = T.Configuration.settings.values(of: preset.configuration)
      let changes = zip(standard, values).filter { $0.value != $1.value }
        .map { "\($1.key)=\($1.value)" }
      if !changes.isEmpty { lines.append(indented(changes.joined(separator: " "))) }
    }
    lines += ["", "Settings (--set KEY=VALUE), with the values of \(presets[0].name)"]
    for setting in T.Configuration.settings.sorted(by: { $0.key < $1.key }) {
      lines += settingLines(
        setting.key, setting.read(presets[0].configuration), setting.domain, setting.summary)
    }
    return lines.joined(separator: "\n")
  }
}

/// What `rlrun list ENVIRONMENT` shows.
enum EnvironmentPage {
  static func text(_ entry: EnvironmentEntry, _ agents: AgentCatalog) throws -> String {
    let environment = try entry.make().environment
    var lines = ["\(entry.id): \(entry.summary)", ""]
    func add(_ name: String, _ value: String) {
      lines.append("  " + padded(name, max(14, name.count + 2)) + value)
    }
    add("names", (entry.shortNames + [entry.id]).joined(separator: ", "))
    add("observation", "\(environment.spaces.observation)")
    add("action", "\(environment.spaces.action)")
    add("time limit", environment.timeLimit.map { "\($0) steps" } ?? "none")
    add(
      "solved at",
      entry.rewardThreshold.map { "mean return \(significantTrimmed($0))" } ?? "no threshold")
    for agent in agents.acting(in: environment.spaces) {
      add(agent.name, "presets: \(presetNames(of: agent, for: entry.id))")
    }
    lines += ["", "Settings (--set KEY=VALUE)"]
    if entry.settings.isEmpty { lines.append("  none") }
    for setting in entry.settings {
      lines += settingLines(setting.key, setting.value, setting.domain, setting.summary)
    }
    return lines.joined(separator: "\n")
  }

  private static func presetNames<A: Agent>(of agent: A.Type, for environment: String) -> String {
    A.presetNames(for: environment).joined(separator: ", ")
  }
}

/// A setting with its default, then which values it can have and what it is for.
private func settingLines(
  _ key: String, _ value: SettingValue, _ domain: String, _ summary: String
) -> [String] {
  let text = "\(key)=\(value)"
  let assignment = "  " + padded(text, max(30, text.count + 2))
  let lines =
    assignment.count + domain.count <= 80
    ? [assignment + domain] : [assignment.trimmingEnd(), indented(domain)]
  return lines + [indented(summary)]
}
