import RLRuns

/// What a script of completion has to know.
struct CompletionTables {
  /// A command with its options.
  struct Entry {
    let name: String
    let summary: String
    let operands: Operands
    let options: [Option]
  }

  let program: String
  /// Every command by its name, `train` and `learn` included.
  let commands: [Entry]
  let environments: [ToolNames.Subject]
  let agents: [ToolNames.Subject]
  let tasks: [ToolNames.Subject]
  let datasets: [String]

  init(_ names: ToolNames) {
    program = names.program
    commands = names.commands.map { command in
      Entry(
        name: command.name, summary: command.page.briefs.first?.summary ?? "",
        operands: command.page.operands, options: command.options.filter(\.isShown))
    }
    environments = names.environments
    agents = names.agents
    tasks = names.tasks
    datasets = names.datasets
  }

  /// What the script's functions begin with: the program's name as one of a shell's function.
  var prefix: String {
    "_" + program.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
  }

  /// What completes the value of an option, in the words of the scripts; nil of a flag.
  enum Value: Hashable {
    case agents, presets, settings, files, folders
    case words([String])
    /// Nothing can be said.
    case anything

    init?(_ option: Option) {
      switch option.domain {
      case .flag, .refused: return nil
      case .assignments: self = .settings
      case .word(let words, _), .name(.words(let words)): self = .words(words)
      case .name(.agent): self = .agents
      case .name(.preset): self = .presets
      case .name(.file): self = .files
      case .name(.folder), .name(.run): self = .folders
      default: self = .anything
      }
    }

    /// What the scripts call it.
    var kind: String {
      switch self {
      case .agents: "agents"
      case .presets: "presets"
      case .settings: "settings"
      case .files: "files"
      case .folders: "folders"
      case .words: "words"
      case .anything: "anything"
      }
    }
  }

  /// The options that take a value, as `command:option`, by what completes it; in order.
  var values: [(value: Value, options: [String])] {
    var values: [(value: Value, options: [String])] = []
    for command in commands {
      for option in command.options {
        guard let value = Value(option) else { continue }
        let name = "\(command.name):\(option.name)"
        if let index = values.firstIndex(where: { $0.value == value }) {
          values[index].options.append(name)
        } else {
          values.append((value, [name]))
        }
      }
    }
    return values
  }

  /// Agents by each name, and so on.
  static func names(_ subjects: [ToolNames.Subject]) -> [String] { subjects.flatMap(\.names) }

  /// The presets of all, each once.
  static func presets(_ subjects: [ToolNames.Subject]) -> [String] {
    distinct(subjects.flatMap(\.presets))
  }

  /// A setting as the scripts have it: `isDueling=true|false`, `batchSize=`.
  static func text(_ setting: ToolNames.Setting) -> String {
    "\(setting.key)=\(setting.values.joined(separator: "|"))"
  }
}
