import RLSettings

/// `rlrun help [COMMAND]`
struct HelpCommand: Command {
  static let name = "help"

  let topic: String?
  /// Whether nothing was asked for at all, so that the overview answers a mistake.
  var isMistake = false
  private var isManual = false
  private let tool: CommandLineTool

  init(topic: String?, isMistake: Bool = false, of tool: CommandLineTool) {
    self.topic = topic
    self.isMistake = isMistake
    self.tool = tool
  }

  init(_ arguments: ParsedArguments) throws(UsageError) {
    tool = arguments.tool
    isManual = arguments.has(.manual)
    if isManual { try arguments.requireNoPositional() }
    topic = try arguments.atMostOnePositional().map { (name) throws(UsageError) in
      try Self.topic(name, arguments.tool.names)
    }
  }

  /// The command that a word means.
  private static func topic(_ name: String, _ names: ToolNames) throws(UsageError) -> String {
    let commands = names.commands.map { $0.name }
    if commands.contains(name) { return name }
    if ToolNames.has(name, in: names.tasks) { return LearnCommand.name }
    if ToolNames.has(name, in: names.agents + names.environments) {
      throw UsageError(
        "'\(name)' is no command; what it is and can be set is shown by: rlrun list \(name)")
    }
    throw UsageError(
      "there is no help on '\(name)'", meant: nearestName(to: name, among: commands),
      known: ("commands", commands))
  }

  func run() throws -> ExitStatus {
    let names = tool.names
    if isManual {
      try Output.print(ManualPage(names: names).text)
      return .success
    }
    let terminal: Terminal = isMistake ? .standardError : .standardOutput
    let layout = HelpLayout(columns: terminal.textWidth, program: names.program)
    let command = names.commands.first { $0.name == topic && $0 != HelpCommand.self }
    let text = command?.page.text(layout) ?? Overview(names: names).text(layout)
    if isMistake {
      Output.tell(
        lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init))
      return .usage
    }
    try Output.print(text)
    return .success
  }
}
