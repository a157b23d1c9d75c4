#!/usr/bin/env bash
# Makes a small run of each kind with an rlrun of some release, in a folder named after its version:
# Tests/CommandLineTests/Fixtures/Runs/make_runs.sh PATH_OF_RLRUN
# The folders of a release are made once and then kept, since what is tested is that they stay readable.
set -euo pipefail
cd "$(dirname "$0")"
version=$("$1" --version)
mkdir "$version"
cd "$version"
"$1" gridworld --agent dqn --steps 2000 --evaluation-episodes 5 --checkpoint-every 0 --quiet \
  --run-dir agent
"$1" gates --preset xor --epochs 20 --checkpoint-every 0 --quiet --run-dir task
rm -f */lock
