#!/usr/bin/env bash
# Changes files that rlrun reads at random (runs, data, tables, maps) and has each read by a command.
# What ends by a signal, hangs, floods memory, disk or terminal, writes elsewhere or over files of
# somebody's own, tells secrets, prints lines that a file made up, or shows an altered run as if it
# were whole, is a finding: it is told with its seed, and its folder is kept.
#
#   swift build -c release
#   Tests/Fuzz/campaign.sh [EXECUTIONS] [SEED]            stops at the first finding
#   Tests/Fuzz/campaign.sh --go-on [EXECUTIONS] [SEED]    counts them by kind, keeps one of each
#   Tests/Fuzz/campaign.sh --only EXECUTION [SEED]        that one alone, again
#
# Needs Swift alone. RLRUN names another program. The exit status is 1 where anything was found, 2
# where the campaign could not begin.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
tool="${RLRUN:-$root/.build/release/rlrun}"
[ -x "$tool" ] || { echo "there is no $tool; build it first: swift build -c release" >&2; exit 2; }
swift build --package-path "$root" -c release --product RLFuzz >&2
# A file system in memory where one has room, since the program waits for the disk at each file.
parent="${TMPDIR:-/tmp}"
room() { df -Pk "$1" | { read -r _; read -r _ _ _ free _; echo "$free"; }; }
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$(room /dev/shm)" -gt 1000000 ]; then
  parent=/dev/shm
fi
scratch="$(mktemp -d "$parent/fuzz.XXXXXX")"
status=0
"$root/.build/release/RLFuzz" --tool "$(cd "$(dirname "$tool")" && pwd)/$(basename "$tool")" \
  --scratch "$scratch" "$@" || status=$?
[ "$status" = 1 ] || rm -rf "$scratch"
exit "$status"
