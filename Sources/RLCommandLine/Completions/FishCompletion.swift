/// The script of completion for fish, from 3.1 on.
func fishCompletion(_ tables: CompletionTables) -> String {
  let prefix = "_" + tables.prefix
  return """
    # Completes the command line of \(tables.program) in fish. For all shells that you open:
    # \(tables.program) completions fish >~/.config/fish/completions/\(tables.program).fish

    \(FishTables(tables: tables, prefix: prefix).text)

    \(fishFunctions.replacing("_tool", with: prefix))

    complete -c \(fishWord(tables.program)) -e
    complete -c \(fishWord(tables.program)) -f -a '(\(prefix)_complete)'
    """
}

/// A text as a word of fish.
private func fishWord(_ text: String) -> String {
  "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
}

/// The functions that print names, one a line, after a tabulator what they are.
private struct FishTables {
  let tables: CompletionTables
  let prefix: String

  var text: String {
    let subjects = tables.agents + tables.environments + tables.tasks
    let presets =
      tables.agents.map { ("train:", $0) } + tables.tasks.map { ("*:", $0) }
    return [
      function("commands", printing: tables.commands.map { ($0.name, $0.summary) }),
      function("environments", printing: named(tables.environments)),
      function("agents", printing: named(tables.agents)),
      function("tasks", printing: named(tables.tasks)),
      function("datasets", printing: tables.datasets.map { ($0, "") }),
      function(
        "settings", of: "$argv[1]",
        subjects.map { ($0.names, lines($0.settings.map { (CompletionTables.text($0), "") })) }),
      function(
        "presets", of: "$argv[1]:$argv[2]",
        presets.map { start, subject in
          (subject.names.map { start + $0 }, lines(subject.presets.map { ($0, "") }))
        } + [
          (["train:*"], lines(CompletionTables.presets(tables.agents).map { ($0, "") })),
          (["*"], lines(CompletionTables.presets(tables.tasks).map { ($0, "") })),
        ]),
      function(
        "flags", of: "$argv[1]",
        tables.commands.map { command in
          let options = command.options.map { ($0.name, $0.summary.naming(tables.program)) }
          return ([command.name], lines(options + [("--help", "")]))
        }),
      function(
        "kind", of: "$argv[1]:$argv[2]",
        tables.values.map { value, options in
          let choices = if case .words(let words) = value { words } else { [String]() }
          return (options, lines(([value.kind] + choices).map { ($0, "") }))
        }),
      function("operands", of: "$argv[1]:$argv[2]", operands),
    ].joined(separator: "\n\n")
  }

  private var operands: [(patterns: [String], body: String)] {
    tables.commands.flatMap { command in
      let places = command.operands.places
      return places.enumerated().map { index, kinds in
        let isLast = command.operands.isOpen && index == places.count - 1
        let body = kinds.map { "            " + statement($0) }.joined(separator: "\n")
        return (["\(command.name):\(isLast ? "*" : "\(index)")"], body)
      }
    }
  }

  private func statement(_ kind: Named) -> String {
    switch kind {
    case .environment: "\(prefix)_environments"
    case .agent: "\(prefix)_agents"
    case .task: "\(prefix)_tasks"
    case .dataset: "\(prefix)_datasets"
    case .command: "\(prefix)_commands"
    case .preset: "\(prefix)_presets"
    case .run: "\(prefix)_runs $argv[3]"
    case .file: "__fish_complete_path $argv[3]"
    case .folder: "__fish_complete_directories $argv[3]"
    case .words(let words): lines(words.map { ($0, "") }).trimmingStart()
    }
  }

  private func named(_ subjects: [ToolNames.Subject]) -> [(String, String)] {
    subjects.flatMap { subject in subject.names.map { ($0, subject.summary) } }
  }

  /// Statements that print names with what they are.
  private func lines(_ names: [(String, String)]) -> String {
    names.isEmpty
      ? "            true"
      : names.map { name, about in
        "            printf '%s\\t%s\\n' \(fishWord(name)) \(fishWord(about))"
      }.joined(separator: "\n")
  }

  private func function(_ name: String, printing names: [(String, String)]) -> String {
    "function \(prefix)_\(name)\n\(lines(names).replacing("            ", with: "    "))\nend"
  }

  private func function(
    _ name: String, of subject: String, _ cases: [(patterns: [String], body: String)]
  ) -> String {
    let texts = cases.map { patterns, body in
      "        case \(patterns.map(fishWord).joined(separator: " "))\n\(body)"
    }
    return """
      function \(prefix)_\(name)
          switch "\(subject)"
      \(texts.joined(separator: "\n"))
          end
      end
      """
  }
}

extension String {
  fileprivate func trimmingStart() -> String { String(drop { $0 == " " }) }
}
