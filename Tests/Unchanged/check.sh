#!/usr/bin/env bash
# Trains every environment, agent and preset of release 0.3.0 for at most 20 000 steps, seeds 1 and 7,
# and compares transition hash and weights with those that 0.3.0 gave (release-0.3.0.tsv).
#
#   Tests/Unchanged/check.sh [path of rlrun]            compares; a difference is printed, status 1
#   Tests/Unchanged/check.sh --record [path of rlrun]   writes the table anew
set -euo pipefail
here="$(cd "$(dirname "$0")" && pwd)"
table="$here/release-0.3.0.tsv"
record=false
if [ "${1:-}" = --record ]; then record=true; shift; fi
tool="$(realpath "${1:-$here/../../.build/release/rlrun}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

digest() { if command -v sha256sum > /dev/null; then sha256sum; else shasum -a 256; fi; }

cases() {
  for environment in CartPole-v1 CartPole-v0 FrozenLake-v1 FrozenLake8x8-v1 CliffWalking-v1 \
    CliffWalkingSlippery-v1 GridWorld-v1 GridWorld-Maze-v1 GridWorld-FourRooms-v1; do
    for agent in dqn reinforce; do
      # REINFORCE learns from whole episodes, which have no end on the cliff without a limit.
      limit=-
      case $environment-$agent in Cliff*-reinforce) limit=timeLimit=200 ;; esac
      for seed in 1 7; do echo "$environment $agent default $seed $limit"; done
    done
  done
  for preset in cleanrl zoo; do
    for seed in 1 7; do echo "CartPole-v1 dqn $preset $seed -"; done
  done
  # Options that no preset has.
  for seed in 1 7; do
    echo "CartPole-v1 dqn default $seed environments=4"
    echo "CartPole-v1 dqn default $seed doubleQ=true,targetFraction=0.01,targetEvery=1"
    echo "CartPole-v1 reinforce default $seed baseline=false,activation=relu"
  done
}

cases | while read -r environment agent preset seed changes; do
  sets=()
  if [ "$changes" != - ]; then
    for change in ${changes//,/ }; do sets+=(--set "$change"); done
  fi
  folder="$work/$environment-$agent-$preset-$seed-$changes"
  (cd "$work" && "$tool" "$environment" --agent "$agent" --preset "$preset" --seed "$seed" \
    --steps 20000 ${sets[@]+"${sets[@]}"} --run-dir "$folder" --evaluation-episodes 1 --quiet > /dev/null)
  hash="$(sed -n 's/.*"transitions" *: *"\([0-9a-f]*\)".*/\1/p' "$folder/receipt.json")"
  # The numbers alone: the header of the file may come to say more.
  header="$(od -An -t u8 -N 8 "$folder/weights.safetensors" | tr -d ' ')"
  weights="$(tail -c "+$((header + 9))" "$folder/weights.safetensors" | digest | cut -c 1-64)"
  # The fingerprint of CartPole's sines.
  library="$(sed -n 's/.*"systemMathematics" *: *"\([0-9a-f]*\)".*/\1/p' "$folder/receipt.json")"
  printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' \
    "$environment" "$agent" "$preset" "$seed" "$changes" "$hash" "$weights" "${library:--}"
done > "$work/found.tsv"

if $record; then cp "$work/found.tsv" "$table"; echo "recorded $(wc -l < "$table") runs"; exit; fi
if ! diff "$table" "$work/found.tsv"; then echo "not the runs of 0.3.0"; exit 1; fi
echo "$(wc -l < "$table") runs as in 0.3.0: transition hashes and weights"
