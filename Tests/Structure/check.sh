#!/usr/bin/env bash
# Prints which module imports which, and fails on an import that the layout rules out, on a file of
# test support that exists twice, and on an algorithm's file that has grown too long.
set -euo pipefail
cd "$(dirname "$0")/../.."
failures=0
fail() { echo "structure: $1" >&2; failures=$((failures + 1)); }

# A module, and those of ours that it may import. What is not listed here is not allowed.
layout="
RLState:
RLParallel:
RLFiles: CZlib RLState
RLSettings: RLState
RLRandom: RLState
RLNet: CRLKernels RLFiles RLParallel RLRandom RLSettings RLState
Environments: CMathShim RLFiles RLRandom RLSettings RLState
RLRuns: RLFiles RLParallel RLRandom RLSettings RLState
Agents: Environments RLFiles RLNet RLParallel RLRandom RLRuns RLSettings RLState
RLSupervised: RLFiles RLNet RLParallel RLRandom RLRuns RLSettings RLState
RLFigures: CZlib RLState
RLReports: Agents Environments RLFigures RLFiles RLNet RLParallel RLRandom RLRuns RLSettings RLState RLSupervised
RLCommandLine: Agents Environments RLFigures RLFiles RLNet RLParallel RLRandom RLReports RLRuns RLSettings RLState RLSupervised
rlrun: RLCommandLine
"
ours=" $(ls Sources | tr '\n' ' ')"
for folder in Sources/*/; do
  module="$(basename "$folder")"
  swift_files="$(find "$folder" -name '*.swift')"
  [ -n "$swift_files" ] || continue
  if ! allowed="$(grep "^$module:" <<< "$layout")"; then
    fail "$module is not in the layout: add it to Tests/Structure/check.sh with what it may import"
    continue
  fi
  # Without attributes, access words and the kind of what is imported: `import struct Agents.DQN`.
  imports="$(find "$folder" -name '*.swift' -exec grep -hE '^ *(@[a-zA-Z_]+ +)*([a-z]+ +)?import ' {} + |
    sed -E 's/^.*import +((struct|class|enum|protocol|func|var|let|typealias) +)?([A-Za-z]+).*$/\3/' |
    sort -u || true)"
  line=""
  for name in $imports; do
    case "$ours" in *" $name "*) ;; *) continue ;; esac
    line="$line $name"
    case " ${allowed#*:} " in
      *" $name "*) ;;
      *) fail "$module imports $name, in $(grep -rlE "import $name\$" "$folder" | head -1)" ;;
    esac
  done
  printf '%-13s%s\n' "$module" "$line"
done

# The same helper in two test targets belongs in Tests/TestSupport.
for name in $(find Tests -name '*.swift' -path '*Tests/*' -not -path 'Tests/Dependency/*' \
  -exec basename {} \; | grep -vE 'Tests\.swift$|^Support\.swift$' | sort | uniq -d); do
  fail "there are several $name: $(find Tests -name "$name" | tr '\n' ' ')"
done

# Whole, hyper-parameters included.
lines() {
  local found
  found="$(wc -l < "Sources/Agents/$1.swift")"
  printf '%-13s %s lines, at most %s\n' "$1" "$found" "$2"
  [ "$found" -le "$2" ] || fail "Sources/Agents/$1.swift has $found lines, at most $2 are meant"
}
lines DQN 210
lines REINFORCE 240
for agent in PPO A2C SAC TD3 DDPG; do lines "$agent" 250; done

[ "$failures" = 0 ]
