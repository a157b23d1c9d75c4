import RLRuns

/// The page of `man rlrun`: all commands, in the macros of man(7).
struct ManualPage {
  let names: ToolNames

  /// When its texts were changed last.
  private static let date = "2026-11-28"

  var text: String {
    let page = HelpCommand.page
    let title = names.program.uppercased()
    var lines = [
      #".TH "\#(Roff.text(title))" 1 \#(Self.date) "\#(Roff.text("\(names.program) \(toolkitVersion)"))""#
    ]
    lines += section("NAME")
    lines.append(
      Roff.text(names.program)
        + #" \- train reinforcement-learning agents and show what they have learned"#)
    lines += section("SYNOPSIS") + usage(briefs.map(\.usage))
    lines += section("DESCRIPTION") + page.paragraphs.flatMap { Roff.lines(named($0)) }
    lines += section("COMMANDS")
    for command in names.commands { lines += self.command(command) }
    lines += section("ENVIRONMENT") + terms(Self.variables)
    lines += section("FILES") + terms(Self.files)
    lines += section("EXIT STATUS") + terms(Self.statuses)
    lines += section("EXAMPLES") + literal(page.examples).dropFirst()
    return lines.joined(separator: "\n")
  }

  private var briefs: [CommandPage.Brief] {
    names.commands.flatMap { $0.page.briefs } + VersionCommand.page.briefs
  }

  private func command(_ command: any (Command & Sendable).Type) -> [String] {
    let page = command.page
    let options = page.options.filter(\.isShown)
    var lines = [".SS " + Roff.argument(command.name)] + usage(page.usage)
    // The overview's own words stand at the top.
    let isOverview = command == HelpCommand.self
    lines +=
      isOverview ? terms(page.briefs.map { ($0.usage, $0.summary) }) : paragraphs(page.paragraphs)
    lines += isOverview ? [] : terms(options.map { ($0.usage, $0.sentence) })
    lines += paragraphs(page.notes)
    if !page.examples.isEmpty && !isOverview {
      lines += paragraphs([page.examples.count == 1 ? "Example:" : "Examples:"])
      lines += literal(page.examples)
    }
    return lines
  }

  private static let variables = [
    ("RLNET_DATA", "the folder of data where --data is not given"),
    (
      "RLNET_CPU",
      "the instruction set to use instead of the best one of this machine; `rlrun bench` shows which "
        + "there are. It does not change a result"
    ),
    ("NO_COLOR", "where it is set to anything, nothing is coloured"),
  ]

  private static let files = [
    ("runs/", "where the folders of runs are, unless --run-dir says otherwise"),
    ("~/.cache/", "in a folder of its own there, data that were fetched, unless told otherwise"),
  ]

  private static let statuses = [
    ("0", "all was done"),
    ("1", "a run failed, or two things that were compared differ"),
    ("2", "the command line cannot be understood"),
    ("129, 130, 143", "the terminal was closed, Ctrl-C was pressed, the process was asked to end"),
  ]

  private func section(_ title: String) -> [String] { [".SH " + Roff.argument(title)] }

  /// Ways to call a command, a line each.
  private func usage(_ texts: [String]) -> [String] {
    [".nf"] + texts.map { Roff.line(named($0)) } + [".fi"]
  }

  private func paragraphs(_ texts: [String]) -> [String] {
    texts.flatMap { [".PP"] + Roff.lines(named($0)) }
  }

  private func terms(_ terms: [(String, String)]) -> [String] {
    terms.flatMap { [".TP", ".B " + Roff.argument(named($0))] + Roff.lines(named($1)) }
  }

  private func literal(_ texts: [String]) -> [String] {
    [".PP", ".RS 4", ".nf"] + texts.map { Roff.line(named($0)) } + [".fi", ".RE"]
  }

  private func named(_ text: String) -> String { text.naming(names.program) }
}

/// Text as roff reads it.
private enum Roff {
  /// A line, of which no character is a command.
  static func line(_ text: String) -> String {
    let line = self.text(text)
    return line.first == "." || line.first == "'" ? "\\&" + line : line
  }

  /// Lines to be filled, each no longer than a checker of pages likes it.
  static func lines(_ text: String) -> [String] {
    var lines: [String] = []
    for word in text.split(separator: " ") {
      let longer = (lines.last.map { $0 + " " } ?? "") + self.text(String(word))
      if !lines.isEmpty && longer.utf8.count <= 78 {
        lines[lines.count - 1] = longer
      } else {
        lines.append(line(String(word)))
      }
    }
    return lines
  }

  /// One argument of a macro.
  static func argument(_ text: String) -> String {
    "\"" + self.text(text).replacing("\"", with: "\\(dq") + "\""
  }

  /// Dashes and quotes that can be copied; what is not of ASCII by its number.
  static func text(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "'": result += "\\(aq"
      case "`": result += "\\(ga"
      case "^": result += "\\(ha"
      case "~": result += "\\(ti"
      case _ where scalar.isASCII: result.unicodeScalars.append(scalar)
      default:
        let number = String(scalar.value, radix: 16, uppercase: true)
        result += "\\[u\(String(repeating: "0", count: max(0, 4 - number.count)))\(number)]"
      }
    }
    return result
  }
}
