import RLRuns

/// The script of completion for zsh, to be evaluated or to be a file `_rlrun` in a folder of its fpath.
func zshCompletion(_ tables: CompletionTables) -> String {
  // Arrays begin at 0, as in bash.
  let prologue = "\n  emulate -L zsh; setopt ksharrays nullglob"
  return """
    #compdef \(tables.program)
    # Completes the command line of \(tables.program) in zsh. For all shells that you open, put into
    # ~/.zshrc, after compinit: eval "$(\(tables.program) completions zsh)"

    \(posixCompletion(tables, prologue: prologue))

    # Makes `about` what the options and the commands are for.
    \(tables.prefix)_about() {
      about=(
    \(descriptions(tables))
      )
    }

    \(zshFunctions.replacing("_tool", with: tables.prefix).replacing("PROGRAM", with: tables.program))
    """
}

/// What is told beside a name: of a command by its name, of an option by `command:option`.
private func descriptions(_ tables: CompletionTables) -> String {
  let subjects = tables.environments + tables.agents + tables.tasks
  let names = subjects.flatMap { subject in subject.names.map { ($0, subject.summary) } }
  let commands = tables.commands.map { ($0.name, $0.summary) }
  let options = tables.commands.flatMap { command in
    command.options.map { ("\(command.name):\($0.name)", $0.summary.naming(tables.program)) }
  }
  return (names + commands + options).map { "    \(shellWord($0)) \(shellWord($1))" }
    .joined(separator: "\n")
}

private let zshFunctions = #"""
  _tool() {
    # With the options of zsh's completion, which its own functions need.
    local command kind lead value name text
    local -a parts found choices known_commands known_environments known_agents known_tasks
    local -a known_datasets displays open
    local -A about
    parts=("${(@Q)words[2,CURRENT]}")
    _tool_find
    if [[ -n $lead ]]; then
      IPREFIX+=$lead
      PREFIX=${PREFIX#"$lead"}
    fi
    # Zsh's own ways to complete files know of more than their beginnings.
    case $kind in
      files) _files; return ;;
      folders) _files -/; return ;;
      runs)
        if [[ $value != '~'* ]]; then
          open=("${(@)found}")
          found=()
          _tool_add_runs "$value"
          (( ${#found} )) && compadd -f -q -S / -- "${(@)found}"
          found=("${(@)open}")
        else
          _files -/
        fi ;;
    esac
    _tool_about
    open=("${(@M)found:#*=}")
    (( ${#open} )) && compadd -S '' -- "${(@u)open}"
    found=("${(@u)found:#*=}")
    for name in "${(@)found}"; do
      text=${about[$command:$name]:-${about[$name]}}
      displays+=("$name${text:+ -- $text}")
    done
    (( ${#found} )) && compadd -l -d displays -a found
  }

  if [[ ${funcstack[1]} == _tool || ${funcstack[1]} == _PROGRAM ]]; then
    _tool "$@"
  elif (( ${+functions[compdef]} )); then
    compdef _tool PROGRAM
  fi
  """#
