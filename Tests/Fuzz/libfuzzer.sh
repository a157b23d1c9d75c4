#!/usr/bin/env bash
# Gives a reader of files whatever bytes lead to code that it has not run before, by libFuzzer.
#
#   Tests/Fuzz/libfuzzer.sh TARGET [SECONDS]
#
# TARGET is json, safetensors, csv, table, record, idx, cifar, tar, map or events. The first time, all
# sources are built again, with coverage (.build/libfuzzer); inputs that led somewhere are kept in
# .build/libfuzzer/corpus. The exit status is 1 where an input stopped the reader, took 10 seconds or
# 500 MB: it is kept in .build/libfuzzer/found.
set -euo pipefail
root="$(cd "$(dirname "$0")/../.." && pwd)"
target="${1:?TARGET: json, safetensors, csv, table, record, idx, cifar, tar, map or events}"
seconds="${2:-60}"
scratch="$root/.build/libfuzzer"
corpus="$scratch/corpus/$target"
mkdir -p "$corpus" "$scratch/found" "$scratch/probe"

# Not every toolchain has it.
echo '@_cdecl("LLVMFuzzerTestOneInput") public func f(_ p: UnsafePointer<UInt8>, _ n: Int) -> CInt { 0 }' \
  >"$scratch/probe/probe.swift"
if ! swiftc -sanitize=fuzzer -parse-as-library "$scratch/probe/probe.swift" -o "$scratch/probe/probe" \
  2>/dev/null; then
  echo "this Swift has no libFuzzer (swiftc -sanitize=fuzzer); skipped"
  exit 0
fi

# Files to begin with.
runs="$root/Tests/CommandLineTests/Fixtures/Runs"
seed() { local number=0 file; for file in "$@"; do cp "$file" "$corpus/seed$number"; number=$((number + 1)); done; }
case $target in
  json) seed "$runs"/*/*/config.json "$runs"/*/*/receipt.json "$runs"/*/*/result.json
    # As deep as Foundation reads, and deeper.
    for depth in 511 512 513 514; do
      head -c "$depth" /dev/zero | tr '\0' '[' >"$corpus/deep$depth"
    done ;;
  safetensors) seed "$runs"/*/*/weights.safetensors "$root"/Tests/RLNetTests/Fixtures/*.safetensors ;;
  record) seed "$runs"/*/*/metrics.csv "$runs"/*/*/timing.csv ;;
  events) seed "$runs"/*/task/events.out.tfevents.rlrun ;;
  csv | table)
    printf 'a,b,c\n1,2,red\n3,4,blue\n5,6,red\n' >"$corpus/seed0"
    printf '2,2,x,y\n1.5,2,0\n-3,4e1,1\n' >"$corpus/seed1"
    printf '1 2 3\n4 5 6\n' | gzip -n >"$corpus/seed2" ;;
  idx)
    printf '\0\0\10\3\0\0\0\1\0\0\0\2\0\0\0\2abcd' >"$corpus/seed0"
    gzip -nc "$corpus/seed0" >"$corpus/seed1" ;;
  cifar)
    (printf '\3'; head -c 3072 /dev/zero) >"$corpus/seed0"
    gzip -nc "$corpus/seed0" >"$corpus/seed1" ;;
  tar)
    echo one >"$scratch/probe/a"; echo two >"$scratch/probe/b"
    tar -C "$scratch/probe" --format=ustar -cf "$corpus/seed0" a b
    gzip -nc "$corpus/seed0" >"$corpus/seed1" ;;
  map)
    printf '...G\n.#.P\nS...\n' >"$corpus/seed0"
    printf 'S..A\n.#.B\n....\nA = +10\nB = -5\n' >"$corpus/seed1"
    printf 'SFFF\nFHFH\nFFFH\nHFFG\n' >"$corpus/seed2" ;;
  *) echo "there is no target '$target'" >&2; exit 2 ;;
esac

FUZZ_TARGETS=1 swift build --package-path "$root" --scratch-path "$scratch/build" -c release \
  --sanitize fuzzer --product FuzzTargets >&2
program="$scratch/build/release/FuzzTargets"
# Without Swift's own handler of signals, which would come before the one that keeps the input.
if ! FUZZ_TARGET="$target" SWIFT_BACKTRACE=enable=no "$program" -max_total_time="$seconds" \
  -max_len=65536 -timeout=10 -rss_limit_mb=500 -print_final_stats=1 \
  -artifact_prefix="$scratch/found/$target-" "$corpus"; then
  echo "again, with Swift's backtrace: FUZZ_TARGET=$target $program FILE"
  exit 1
fi
