#!/usr/bin/env bash
# Makes the README's pictures again: docs/pictures.sh [RLRUN]
#
# They follow from the seeds alone, so they come out the same.
set -euo pipefail
cd "$(dirname "$0")/.."
tool=$(realpath "${1:-.build/release/rlrun}")
docs=$PWD/docs
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

"$tool" cartpole with dqn --seeds 10 --quiet --run-dir dqn
"$tool" cartpole with reinforce --seeds 10 --quiet --run-dir reinforce
"$tool" report dqn reinforce --output both.html --pictures both --quiet
cp both/return-in-evaluations.svg "$docs/learning-curve.svg"

"$tool" record dqn/seed-1 --output "$docs/cartpole-episode.svg"

"$tool" gridworld with dqn --quiet --run-dir grid
"$tool" report grid --quiet
cp grid/pictures/values.svg "$docs/gridworld-values.svg"
