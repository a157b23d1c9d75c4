/// What is the same for every tool. `_tool` stands for the prefix of the functions' names.
let fishFunctions = #"""
  # Prints the folders of runs that begin with a text, and those that lead to some; where there are
  # none, all.
  function _tool_runs
      set -l all
      set -l found
      for line in (__fish_complete_directories "$argv[1]" '')
          set -l folder (string replace -r '/?\t.*$' '' -- $line | string replace -r '^~/' "$HOME/")
          # What lies in a run is no run.
          if string match -q '*/*' -- $folder; and test -e (string replace -r '/[^/]*$' '' -- $folder)/config.json
              continue
          end
          set -a all $line
          set -l files $folder/config.json $folder/*/config.json $folder/*/*/config.json
          for file in $files
              if test -e $file
                  set -a found $line
                  break
              end
          end
      end
      if set -q found[1]
          printf '%s\n' $found
      else if set -q all[1]
          printf '%s\n' $all
      end
  end

  # The names that a function prints, without what they are.
  function _tool_plain
      $argv | string replace -r '\t.*' ''
  end

  # Prints each name once, with what it is where it stands first: a task may be a command, too.
  function _tool_distinct
      set -l known
      while read -l line
          set -l name (string replace -r '\t.*' '' -- $line)
          contains -- "$name" $known; and continue
          set -a known $name
          printf '%s\n' $line
      end
  end

  # Prints what can be set of what the line names: a command, its subject and an agent.
  function _tool_find_settings
      set -l named $argv[2]
      switch $argv[1]
          case train
              if test -n "$argv[3]"
                  set -a named $argv[3]
              else
                  set -a named (_tool_plain _tool_agents)
              end
          case csv
              set named csv
          case fork
              set named (_tool_plain _tool_agents) (_tool_plain _tool_environments)
          case play
              contains -- "$named" (_tool_plain _tool_environments)
              or set named (_tool_plain _tool_environments)
          case '*'
              contains -- "$named" (_tool_plain _tool_tasks)
              or set named (_tool_plain _tool_tasks)
      end
      for name in $named
          _tool_plain _tool_settings $name
      end
  end

  # Prints the ways to complete the `key=value` of a setting.
  function _tool_complete_setting
      set -l value $argv[1]
      for setting in (_tool_find_settings $argv[2..])
          set -l parts (string split -m 1 = -- $setting)
          if not string match -q '*=*' -- $value
              printf '%s=\n' $parts[1]
          else if string match -q -- "$parts[1]=*" $value; and test -n "$parts[2]"
              printf "$parts[1]=%s\n" (string split '|' -- $parts[2])
          end
      end
  end

  # Prints the ways to complete the value of an option: its text, its kind and choices, then the
  # command, its subject and an agent.
  function _tool_complete_value
      set -l value $argv[1]
      set -l command $argv[2]
      set -l subject $argv[3]
      set -l agent $argv[4]
      switch "$argv[5]"
          case agents
              _tool_agents
          case presets
              if test $command = train
                  _tool_presets train "$agent"
              else
                  _tool_presets $command "$subject"
              end
          case settings
              _tool_complete_setting "$value" $command "$subject" "$agent"
          case files
              __fish_complete_path "$value"
          case folders
              __fish_complete_directories "$value" ''
          case words
              printf '%s\n' $argv[6..]
      end
  end

  # Prints what may stand where the cursor is.
  function _tool_complete
      set -l parts (commandline -opc)
      set -l value (commandline -ct)
      set -e parts[1]
      set -l isFirst (set -q parts[1]; or echo 1)
      set -l command train
      if contains -- "$parts[1]" (_tool_plain _tool_commands)
          set command $parts[1]
          set -e parts[1]
      end
      if contains $command train learn; and set -q parts[1]
          set command train
          contains -- $parts[1] (_tool_plain _tool_tasks); and set command learn
      end
      set -l subject ''
      set -l agent ''
      set -l place 0
      set -l kind
      set -l isMore ''
      set -l isEnded ''
      for word in $parts
          if set -q kind[1]
              test "$isAgent" = 1; and set agent $word
              test $kind[1] = settings; and set isMore 1
              set kind
              continue
          end
          set -l name (string replace -r '=.*' '' -- $word)
          if test -z "$isEnded"; and string match -q -- '-*' $word
              set isMore ''
              set isAgent ''
              if test "$word" = --
                  set isEnded 1
              else if test "$name" = "$word"
                  set kind (_tool_plain _tool_kind $command $word)
                  test $word = --agent; and set isAgent 1
              else if test $name = --agent
                  set agent (string replace -r '^[^=]*=' '' -- $word)
              else if test $name = --set
                  set isMore 1
              end
              continue
          end
          if test -n "$isMore"; and string match -q '*=*' -- $word
              continue
          end
          set isMore ''
          test $place = 0; and set subject $word
          test $place = 2; and test $command = train; and set agent $word
          set place (math $place + 1)
      end
      if set -q kind[1]
          _tool_complete_value "$value" $command "$subject" "$agent" $kind
          return
      end
      if test -z "$isEnded"; and string match -q -- '--*=*' $value
          set -l name (string replace -r '=.*' '' -- $value)
          set -l rest (string replace -r '^[^=]*=' '' -- $value)
          set kind (_tool_plain _tool_kind $command $name)
          for line in (_tool_complete_value "$rest" $command "$subject" "$agent" $kind)
              printf '%s=%s\n' $name $line
          end
          return
      end
      if test -z "$isEnded"; and string match -q -- '-*' $value
          if test -n "$isFirst"
              printf '%s\n' --help --version
          else
              _tool_flags $command
          end
          return
      end
      if test -n "$isFirst"
          begin
              _tool_commands
              _tool_environments
              _tool_tasks
          end | _tool_distinct
          return
      end
      if test -n "$isMore"
          _tool_complete_setting "$value" $command "$subject" "$agent"
      end
      # An agent is named once.
      if test $command = train; and test $place = 1; and test -n "$agent"
          return
      end
      _tool_operands $command $place "$value" | _tool_distinct
  end
  """#
