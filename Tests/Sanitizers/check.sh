#!/usr/bin/env bash
# Runs tests under a sanitizer of the toolchain, each in a build of its own: a first time takes long.
#
#   Tests/Sanitizers/check.sh address      memory: RLNet, files, states, kernels
#   Tests/Sanitizers/check.sh undefined    undefined behaviour of C, the kernels among it
#   Tests/Sanitizers/check.sh thread       races: what has threads
set -euo pipefail
cd "$(dirname "$0")/../.."
kind="${1:-address}"
case $kind in
  address) tests='^(RLNetTests|RLFilesTests|RLStateTests|RLRandomTests)\.' flags=(--sanitize=address) ;;
  # Swift traps by itself; of C, a trap is what the toolchain needs no library for.
  undefined)
    tests='^(RLNetTests|RLFilesTests|RLStateTests|RLRandomTests|EnvironmentsTests)\.'
    flags=(-Xcc -fsanitize=undefined -Xcc -fsanitize-trap=undefined) ;;
  thread)
    tests='(Product|Kernel|Determinism|SideThread|Training)Tests' flags=(--sanitize=thread) ;;
  *) sed -n '2,6p' "$0" >&2; exit 2 ;;
esac
# Tests of what ends a process end it in ways that a sanitizer reports, and one that keeps freed memory
# to find what reads it is no place to measure memory: fewer damaged files are not measured.
mkdir -p .build
export ASAN_OPTIONS="detect_leaks=0:allocator_may_return_null=1" SWIFT_BACKTRACE=enable=no
export RLNET_MUTATIONS=2900
swift test -c release --disable-testable-imports "${flags[@]}" --scratch-path ".build/$kind" \
  --filter "$tests" --skip MemoryTests 2>&1 | tee ".build/$kind.log" | grep -E "✘|Test run with|ERROR: |SUMMARY: |runtime error" || true
if grep -qE "ERROR: (Address|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error" ".build/$kind.log"; then
  echo "the $kind sanitizer found something: .build/$kind.log" >&2
  exit 1
fi
grep -q "Test run with .* passed" ".build/$kind.log"
