#!/usr/bin/env bash
# Checks that other packages can depend on this one: by path, by version tag, and by path beside a
# module of the same name. Each example is built in a temporary folder, run, and its output compared.
#
# Usage: Tests/Dependency/check.sh
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
version=0.4.0
temporary=$(cd "$(mktemp -d)" && pwd -P)
trap 'rm -rf "$temporary"' EXIT

# example LABEL NAME: copies an example, whose dependency is the folder ../rlrun, with the files that it
# shares with Examples.
example() {
  cp -RL "$root/Tests/Dependency/$2" "$temporary/$1"
  rm -rf "$temporary/$1/.build" "$temporary/$1/Package.resolved"
}

# check LABEL EXPECTED: builds and runs the example.
check() {
  local folder=$temporary/$1 found
  if ! swift build -c release --package-path "$folder" >"$temporary/build.log" 2>&1; then
    cat "$temporary/build.log" >&2
    echo "$1: the package does not build" >&2
    exit 1
  fi
  found=$("$(swift build -c release --package-path "$folder" --show-bin-path)/Example")
  if [ "$found" != "$2" ]; then
    printf '%s: found    %s\n%s: expected %s\n' "$1" "$found" "$1" "$2" >&2
    exit 1
  fi
  echo "$1: $found"
}

line="10 steps, 6 updates, values [3, 2], 8 time limits, hovers"

# SwiftPM knows a dependency by the last part of its path.
ln -s "$root" "$temporary/rlrun"
example path Package
check path "$line"

# A tool of one's own, in one build with the example above: what `rlrun` does, for environments and an
# agent of its own.
cp -R "$root/Examples/OwnTool" "$temporary/OwnTool"
build() { swift build -c release --package-path "$1" >"$temporary/build.log" 2>&1; }
if ! build "$temporary/OwnTool"; then
  cat "$temporary/build.log" >&2
  echo "OwnTool does not build" >&2
  exit 1
fi
tool=$(swift build -c release --package-path "$temporary/OwnTool" --show-bin-path)/OwnTool
(
  cd "$temporary"
  fail() { echo "OwnTool: $1" >&2; exit 1; }
  "$tool" list | grep -q "corridor" || fail "list has no corridor"
  "$tool" list | grep -q "q-learning" || fail "list has no q-learning"
  "$tool" corridor --agent q-learning --steps 20000 --quiet >learned || fail "corridor"
  # From the middle of the first four tiles it is 6.5 steps to the end: 1 - 0.1 × 5.5.
  grep -qE "^return   0\.[34]" learned || fail "it has not learned: $(cat learned)"
  line="hover --agent sac --steps 3000 --set hidden=32,32 --checkpoint-every 200 --quiet"
  "$tool" $line --run-dir whole >/dev/null
  "$tool" $line --run-dir killed >/dev/null 2>&1 &
  process=$!
  for _ in $(seq 600); do
    compgen -G "killed/checkpoints/*.safetensors" >/dev/null && break
    sleep 0.05
  done
  kill -9 $process 2>/dev/null || true
  wait $process 2>/dev/null || true
  [ ! -e killed/receipt.json ] || fail "the run had ended before it was killed"
  "$tool" resume killed --quiet >/dev/null
  cmp whole/receipt.json killed/receipt.json || fail "the killed run has another receipt"
  "$tool" verify killed --quiet | grep -q "^identical: " || fail "verify"
  for run in killed runs/corridor-q-learning-1; do
    "$tool" report $run --quiet
    grep -q "An episode" $run/report.html || fail "the report of $run shows no episode"
    "$tool" play $run | grep -q "return" || fail "play $run"
    "$tool" record $run --output film.gif >/dev/null
    [ "$(head -c 4 film.gif)" = GIF8 ] || fail "record $run"
  done
  cp -R whole rlrun.copy
  "$tool" report rlrun.copy 2>&1 | grep -q "^wrote rlrun.copy/report.html" ||
    fail "a path is called otherwise"
  { "$tool" hover --agent sca 2>&1 || true; } | grep -q "^OwnTool: " ||
    fail "it is not called by its name"
)
echo "own tool: list, train, kill, resume, verify, report, play, record"

# The commit that is checked out, under the version's tag whether or not it has that yet.
git clone --quiet --bare "$root" "$temporary/tagged/rlrun.git"
git -C "$temporary/tagged/rlrun.git" tag --force "$version" "$(git -C "$root" rev-parse HEAD)" \
  >/dev/null
example tag Package
by_path='.package(path: "../rlrun")'
by_tag=".package(url: \"file://$temporary/tagged/rlrun.git\", from: \"$version\")"
manifest=$(<"$temporary/tag/Package.swift")
echo "${manifest/"$by_path"/"$by_tag"}" >"$temporary/tag/Package.swift"
grep -qF "$by_tag" "$temporary/tag/Package.swift" || {
  echo "tag: Package/Package.swift does not say $by_path" >&2
  exit 1
}
check tag "$line"

example aliases Aliased
check aliases "10 steps, mean return -8.0"
