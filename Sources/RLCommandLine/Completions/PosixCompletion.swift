import RLRuns

/// The part of a script that bash, from 3.2 on, and zsh read alike: all of it goes into functions that
/// take `parts`, the words of the line up to the one to complete, and give what is possible there.
///
/// - Parameter prologue: what every function begins with.
func posixCompletion(_ tables: CompletionTables, prologue: String) -> String {
  let prefix = tables.prefix
  return """
    # The names of this version. A setting stands with its values: doubleQ=true|false
    \(prefix)_names() {\(prologue)
    \(posixNames(tables))
    }

    # Adds the settings of a name to `settings`.
    \(prefix)_add_settings() {\(prologue)
      case $1 in
    \(posixSettings(tables))
      esac
    }

    # Adds the presets of a command and of an agent or a task to `found`.
    \(prefix)_add_presets() {\(prologue)
      case $1:$2 in
    \(posixPresets(tables))
      esac
    }

    # Adds what may stand at a place, counted from 0, beside a command's options to `found`.
    \(prefix)_add_operands() {\(prologue)
      case $1:$2 in
    \(posixOperands(tables))
      esac
    }

    # Makes `flags` the options of a command.
    \(prefix)_flags() {\(prologue)
      case $1 in
    \(posixFlags(tables))
        *) flags=(--help) ;;
      esac
    }

    # Makes `kind` what completes the value of a command's option, and nothing if it takes none.
    \(prefix)_kind() {\(prologue)
      kind= choices=()
      case $1:$2 in
    \(posixKinds(tables))
      esac
    }

    \(posixFunctions.replacing("_tool", with: prefix).replacing("PROLOGUE", with: prologue))
    """
}

/// Words in parentheses, as an array has them.
private func list(_ words: [String]) -> String {
  "(" + words.map(shellWord).joined(separator: " ") + ")"
}

private func posixNames(_ tables: CompletionTables) -> String {
  """
    known_commands=\(list(tables.commands.map(\.name)))
    known_environments=\(list(CompletionTables.names(tables.environments)))
    known_agents=\(list(CompletionTables.names(tables.agents)))
    known_tasks=\(list(CompletionTables.names(tables.tasks)))
    known_datasets=\(list(tables.datasets))
  """
}

private func posixSettings(_ tables: CompletionTables) -> String {
  (tables.agents + tables.environments + tables.tasks).map { subject in
    let names = subject.names.map(shellWord).joined(separator: " | ")
    return "    \(names))\n      settings+=\(list(subject.settings.map(CompletionTables.text))) ;;"
  }.joined(separator: "\n")
}

private func posixPresets(_ tables: CompletionTables) -> String {
  func line(_ pattern: String, _ presets: [String]) -> String {
    "    \(pattern)) found+=\(list(presets)) ;;"
  }
  let train = shellWord(TrainCommand.name)
  let agents = tables.agents.map { subject in
    line(
      subject.names.map { "\(train):\(shellWord($0))" }.joined(separator: " | "), subject.presets)
  }
  let tasks = tables.tasks.map { subject in
    line(subject.names.map { "*:\(shellWord($0))" }.joined(separator: " | "), subject.presets)
  }
  let all = [
    line("\(train):*", CompletionTables.presets(tables.agents)),
    line("*", CompletionTables.presets(tables.tasks)),
  ]
  return (agents + [all[0]] + tasks + [all[1]]).joined(separator: "\n")
}

private func posixOperands(_ tables: CompletionTables) -> String {
  tables.commands.flatMap { command in
    let places = command.operands.places
    return places.enumerated().map { index, kinds in
      let isLast = command.operands.isOpen && index == places.count - 1
      let statements = kinds.map { posixStatement($0, tables) }.joined(separator: "; ")
      return "    \(command.name):\(isLast ? "*" : "\(index)")) \(statements) ;;"
    }
  }.joined(separator: "\n")
}

/// What adds the names of a kind.
private func posixStatement(_ kind: Named, _ tables: CompletionTables) -> String {
  switch kind {
  case .environment: #"found+=("${known_environments[@]}")"#
  case .agent: #"found+=("${known_agents[@]}")"#
  case .task: "\(tables.prefix)_add_tasks"
  case .dataset: #"found+=("${known_datasets[@]}")"#
  case .command: #"found+=("${known_commands[@]}")"#
  case .run: "kind=runs"
  case .file: "kind=files"
  case .folder: "kind=folders"
  case .preset: "\(tables.prefix)_add_presets \"$command\" \"$agent\""
  case .words(let words): "found+=\(list(words))"
  }
}

private func posixFlags(_ tables: CompletionTables) -> String {
  tables.commands.map { command in
    "    \(command.name)) flags=\(list(command.options.map(\.name) + ["--help"])) ;;"
  }.joined(separator: "\n")
}

private func posixKinds(_ tables: CompletionTables) -> String {
  tables.values.map { value, options in
    let choices = if case .words(let words) = value { " choices=\(list(words))" } else { "" }
    return "    \(options.joined(separator: " | ")))\n      kind=\(value.kind)\(choices) ;;"
  }.joined(separator: "\n")
}
