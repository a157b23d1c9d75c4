/// What is the same for every tool. `_tool` stands for the prefix of the functions' names, and
/// `PROLOGUE` for what they begin with.
let posixFunctions = #"""
  # Whether the first of the words is among the others.
  _tool_among() {PROLOGUE
    local word wanted=$1
    shift
    for word in "$@"; do
      [[ $word == "$wanted" ]] && return 0
    done
    return 1
  }

  # Adds the tasks to `found`, but for one that is there as a command.
  _tool_add_tasks() {PROLOGUE
    local name
    for name in "${known_tasks[@]}"; do
      _tool_among "$name" "${found[@]}" || found+=("$name")
    done
  }

  # Adds the names of files, or of folders, that begin with a text to `found`.
  _tool_add_files() {PROLOGUE
    local name shown beginning=$2
    case $beginning in '~/'*) beginning=$HOME/${beginning#'~/'} ;; esac
    for name in "$beginning"*; do
      if [[ $1 == folders ]]; then
        [[ -d $name ]] || continue
      elif [[ ! -e $name && ! -L $name ]]; then
        continue
      fi
      case $2 in '~/'*) found+=('~'"${name#"$HOME"}") ;; *) found+=("$name") ;; esac
    done
  }

  # Adds the folders of runs, and those that lead to some, to `found`; where there are none, all.
  _tool_add_runs() {PROLOGUE
    local folder real
    local -a named all runs
    named=("${found[@]}")
    found=()
    _tool_add_files folders "$1"
    for folder in "${found[@]}"; do
      real=$folder
      case $real in '~/'*) real=$HOME/${real#'~/'} ;; esac
      # What lies in a run is no run.
      [[ $real == */* && -e ${real%/*}/config.json ]] && continue
      all+=("$folder")
      if _tool_leads_to_runs "$real"; then runs+=("$folder"); fi
    done
    ((${#runs[@]})) || runs=("${all[@]}")
    found=("${named[@]}" "${runs[@]}")
  }

  # Whether a folder is a run, or has one at most two folders further in.
  _tool_leads_to_runs() {PROLOGUE
    local file
    for file in "$1"/config.json "$1"/*/config.json "$1"/*/*/config.json; do
      [[ -e $file ]] && return 0
    done
    return 1
  }

  # Makes `settings` what can be set of what the line names.
  _tool_find_settings() {PROLOGUE
    local name
    local -a named
    case $command in
      train)
        named=("$subject")
        if [[ -n $agent ]]; then named+=("$agent"); else named+=("${known_agents[@]}"); fi ;;
      csv) named=(csv) ;;
      fork) named=("${known_agents[@]}" "${known_environments[@]}") ;;
      play)
        named=("$subject")
        _tool_among "$subject" "${known_environments[@]}" || named=("${known_environments[@]}") ;;
      *)
        named=("$subject")
        _tool_among "$subject" "${known_tasks[@]}" || named=("${known_tasks[@]}") ;;
    esac
    settings=()
    for name in "${named[@]}"; do _tool_add_settings "$name"; done
  }

  # Completes the `key=value` of a setting.
  _tool_complete_setting() {PROLOGUE
    local setting values key
    local -a settings
    _tool_find_settings
    for setting in "${settings[@]}"; do
      key=${setting%%=*} values=${setting#*=}
      if [[ $value != *=* ]]; then
        # Several may have the same one.
        _tool_among "$key=" "${found[@]}" || found+=("$key=")
      elif [[ $key == "${value%%=*}" ]]; then
        while [[ -n $values ]]; do
          setting=$key=${values%%'|'*}
          _tool_among "$setting" "${found[@]}" || found+=("$setting")
          case $values in *'|'*) values=${values#*'|'} ;; *) values= ;; esac
        done
      fi
    done
  }

  # Completes the value of an option of a `kind`.
  _tool_complete_value() {PROLOGUE
    case $kind in
      agents) found+=("${known_agents[@]}") ;;
      presets) if [[ $command == train ]]; then _tool_add_presets train "$agent"
        else _tool_add_presets "$command" "$subject"; fi ;;
      settings) _tool_complete_setting ;;
      words) found+=("${choices[@]}") ;;
    esac
  }

  # Reads the words before the last: `command`, its `subject`, the `agent`, how many of them are no
  # options, and the option that `after` which the last one stands.
  _tool_read() {PROLOGUE
    local index word start=0 ended=
    command=train subject= agent= place=0 after= more=
    if _tool_among "${parts[0]}" "${known_commands[@]}"; then command=${parts[0]} start=1; fi
    if [[ $command == train || $command == learn ]] && ((start < last)); then
      if _tool_among "${parts[start]}" "${known_tasks[@]}"; then command=learn; else command=train; fi
    fi
    for ((index = start; index < last; index++)); do
      word=${parts[index]}
      if [[ -n $after ]]; then
        [[ $after == --agent ]] && agent=$word
        [[ $kind == settings ]] && more=1
        after=
        continue
      fi
      case $ended$word in
        --) ended=/ ;;
        --agent=*) agent=${word#*=} more= ;;
        --set=*) more=1 ;;
        -*=*) more= ;;
        --*)
          more=
          _tool_kind "$command" "$word"
          [[ -n $kind ]] && after=$word ;;
        *)
          [[ -n $more && $word == *=* ]] && continue
          more=
          ((place == 0)) && subject=$word
          ((place == 2)) && [[ $command == train ]] && agent=$word
          place=$((place + 1)) ;;
      esac
    done
    [[ -n $after ]] && _tool_kind "$command" "$after"
    [[ -n $ended ]] && after=none
    return 0
  }

  # Makes `found` what may be the last of `parts`, or `kind` what it is the name of: files, folders or
  # runs. Of it `value` is completed, which comes after `lead`.
  _tool_find() {PROLOGUE
    local last=$((${#parts[@]} - 1)) subject agent place after more
    local -a flags
    _tool_names
    found=() choices=() kind= lead= value=${parts[last]}
    _tool_read
    if [[ -n $after && $after != none ]]; then
      _tool_complete_value
      return
    fi
    kind=
    if [[ $after != none && $value == --*=* ]]; then
      lead=${value%%=*}= value=${value#*=}
      _tool_kind "$command" "${lead%=}"
      _tool_complete_value
      return
    fi
    _tool_flags "$command"
    if [[ $after != none && $value == -* ]]; then
      if ((last)); then found=("${flags[@]}"); else found=(--help --version); fi
      return
    fi
    if ((!last)); then
      found=("${known_commands[@]}" "${known_environments[@]}")
      _tool_add_tasks
      return
    fi
    [[ -n $more ]] && _tool_complete_setting
    # An agent is named once.
    [[ $command == train && $place == 1 && -n $agent ]] || _tool_add_operands "$command" "$place"
    if [[ -z $kind$value ]] && ((!${#found[@]})); then found=("${flags[@]}"); fi
    return 0
  }
  """#
