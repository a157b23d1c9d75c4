import Agents
import Environments
import RLRuns
import RLSettings
import RLSupervised

/// What can be named on the command line of a tool: help and completion know it from here.
struct ToolNames: Sendable {
  /// An environment, an agent or a task.
  struct Subject: Sendable, Hashable {
    let names: [String]
    let summary: String
    var presets: [String] = []
    let settings: [Setting]
  }

  /// What can be set by `--set`.
  struct Setting: Sendable, Hashable {
    let key: String
    /// The possible values, where they are a few words.
    let values: [String]

    /// - Parameter domain: as a message tells it: `one of relu, tanh`, `one of and, or or none`.
    init(_ key: String, domain: String) {
      self.key = key
      let isOptional = domain.hasSuffix(" or none")
      let kind = domain.dropLast(isOptional ? " or none".count : 0)
      let start = "one of "
      let words =
        switch kind {
        case "true or false": ["true", "false"]
        case _ where kind.hasPrefix(start):
          kind.dropFirst(start.count).split(separator: ",").map {
            $0.trimmingPrefix(" ").description
          }
        default: [String]()
        }
      values = words + (isOptional && !words.isEmpty ? ["none"] : [])
    }
  }

  /// What the tool is called.
  let program: String
  let commands: [any (Command & Sendable).Type]
  let environments: [Subject]
  let agents: [Subject]
  let tasks: [Subject]
  let datasets: [String]

  init(
    program: String, commands: [any (Command & Sendable).Type], environments: EnvironmentRegistry,
    agents: [any Agent.Type], tasks: [any SupervisedTask.Type], datasets: [String]
  ) {
    self.program = program
    self.commands = commands
    self.environments = environments.entries.map { entry in
      Subject(
        names: entry.shortNames + [entry.id], summary: entry.summary,
        settings: entry.settings.map { Setting($0.key, domain: $0.domain) })
    }
    self.agents = agents.map { Self.subject($0) }
    self.tasks = tasks.map { Self.subject($0) }
    self.datasets = datasets
  }

  private static func subject<A: Agent>(_ agent: A.Type) -> Subject {
    Subject(
      names: [A.name], summary: A.summary, presets: distinct(A.presets.map(\.name)),
      settings: A.Configuration.settings.map { Setting($0.key, domain: $0.domain) })
  }

  private static func subject<T: SupervisedTask>(_ task: T.Type) -> Subject {
    Subject(
      names: [T.name], summary: T.summary, presets: distinct(T.presets.map(\.name)),
      settings: T.Configuration.settings.map { Setting($0.key, domain: $0.domain) })
  }

  /// Whether one of them has a name, whatever its case.
  static func has(_ name: String, in subjects: [Subject]) -> Bool {
    subjects.contains { $0.names.contains { $0.lowercased() == name.lowercased() } }
  }
}

extension CommandLineTool {
  /// What can be named.
  var names: ToolNames {
    ToolNames(
      program: Self.program, commands: Self.commands, environments: environments,
      agents: agents.all, tasks: tasks.all, datasets: DatasetSummary.all.map(\.name))
  }
}
