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

# example LABEL NAME: copies an example, whose dependency is the folder ../rlrun.
example() {
  cp -R "$root/Tests/Dependency/$2" "$temporary/$1"
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
