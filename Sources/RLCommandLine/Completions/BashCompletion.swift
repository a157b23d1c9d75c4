/// The script of completion for bash, from 3.2 on.
func bashCompletion(_ tables: CompletionTables) -> String {
  """
  # Completes the command line of \(tables.program) in bash. For all shells that you open, put into
  # ~/.bashrc: eval "$(\(tables.program) completions bash)"

  \(posixCompletion(tables, prologue: ""))

  \(bashFunctions.replacing("_tool", with: tables.prefix).replacing("PROGRAM", with: tables.program))
  """
}

private let bashFunctions = #"""
  # Makes `plain` a word without its quotes, whose last one may be missing.
  _tool_unquote() {
    plain=$1
    case $plain in
      \"*) plain=${plain#\"} plain=${plain%\"} ;;
      \'*) plain=${plain#\'} plain=${plain%\'} ;;
      *) plain=${plain//\\/} ;;
    esac
  }

  # Bash parts words at some characters, which belong to them here: `--seed=1`, `RUN@5000`.
  _tool_join_words() {
    local index word plain joined=1 count=0
    for ((index = 1; index <= COMP_CWORD; index++)); do
      word=${COMP_WORDS[index]}
      _tool_unquote "$word"
      case $word in
        = | : | @ | == | ::)
          if ((count)); then parts[count - 1]+=$word joined=; continue; fi ;;
      esac
      if [[ -z $joined ]]; then
        parts[count - 1]+=$plain joined=1
      else
        parts[count]=$plain count=$((count + 1))
      fi
    done
  }

  _tool() {
    local command kind lead value word cut= quotes=1 character
    local -a parts found choices known_commands known_environments known_agents known_tasks
    local -a known_datasets
    COMPREPLY=()
    _tool_join_words
    _tool_find
    case $kind in
      files | folders) _tool_add_files "$kind" "$value" ;;
      runs) _tool_add_runs "$value" ;;
    esac
    # What bash does not replace of the word.
    word=$lead$value
    while [[ -n $word ]]; do
      character=${word:${#word}-1}
      case $character in
        = | : | @) if [[ $COMP_WORDBREAKS == *"$character"* ]]; then cut=$word; break; fi ;;
      esac
      word=${word%?}
    done
    # Bash 4 quotes the names of files itself, and adds a slash to folders.
    case $kind in
      files | folders | runs) compopt -o filenames 2>/dev/null && quotes= ;;
    esac
    for word in "${found[@]}"; do
      [[ $word == "$value"* ]] || continue
      word=$lead$word
      word=${word#"$cut"}
      if [[ -n $quotes ]]; then
        case $word in
          '~/'*) printf -v word '~/%q' "${word#'~/'}" ;;
          *) printf -v word %q "$word" ;;
        esac
      fi
      COMPREPLY+=("$word")
    done
    if ((${#COMPREPLY[@]} == 1)) && [[ ${COMPREPLY[0]} == *= ]]; then
      compopt -o nospace 2>/dev/null
    fi
    return 0
  }

  complete -F _tool PROGRAM
  """#
