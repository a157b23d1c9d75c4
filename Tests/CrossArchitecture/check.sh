#!/usr/bin/env bash
# Checks that every kernel gives the same bits on x86-64 and on arm64: the tables that this machine
# can run against those of a build for arm64, run by QEMU. Shapes and data are drawn (kernels.c).
#
# Usage: Tests/CrossArchitecture/check.sh [SEED [ROUNDS]]
#
# Exits with 1 if a kernel differs or fails, with 2 if something needed is missing. CFLAGS replaces
# -O2, with which SwiftPM builds releases.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
seed=${1:-$((RANDOM * 32768 + RANDOM))}
rounds=${2:-1000}
read -ra flags <<<"${CFLAGS:--O2}"

if [[ $# -gt 2 || ! $seed =~ ^[0-9]{1,18}$ || ! $rounds =~ ^[1-9][0-9]{0,8}$ ]]; then
  echo "usage: check.sh [SEED [ROUNDS]], numbers both; at least one round" >&2
  exit 2
fi

# need_file PACKAGE PATTERN
need_file() {
  compgen -G "$2" >/dev/null && return
  echo "$2 is missing: install the Debian package $1" >&2
  exit 2
}
# need_program PACKAGE NAME
need_program() {
  command -v "$2" >/dev/null && return
  echo "$2 is missing: install the Debian package $1" >&2
  exit 2
}
if [ "$(uname -sm)" != "Linux x86_64" ]; then
  echo "this compares with arm64 from Linux on x86-64, not from $(uname -sm)" >&2
  exit 2
fi
clang=$(dirname "$(readlink -f "$(command -v swift || true)")")/clang
if ! [ -x "$clang" ]; then
  echo "no clang beside the swift on the PATH: install a Swift toolchain (https://swift.org)" >&2
  exit 2
fi
need_program qemu-user qemu-aarch64
need_program binutils-aarch64-linux-gnu aarch64-linux-gnu-ld
need_file libc6-dev-arm64-cross /usr/aarch64-linux-gnu/include/stdio.h
need_file libgcc-12-dev-arm64-cross "/usr/lib/gcc-cross/aarch64-linux-gnu/*/libgcc.a"

temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

# build NAME FLAGS...
build() {
  "$clang" "${flags[@]}" "${@:2}" -I "$root/Sources/CRLKernels/include" \
    "$root/Tests/CrossArchitecture/kernels.c" "$root"/Sources/CRLKernels/*.c -lm \
    -o "$temporary/kernels-$1"
}

# run NAME ARGUMENTS...: prefixes each line with the machine.
run() {
  local program=("$temporary/kernels-$1")
  [ "$1" = arm64 ] && program=(qemu-aarch64 -L /usr/aarch64-linux-gnu "${program[@]}")
  "${program[@]}" "${@:2}" >"$temporary/lines"
  local status=$?
  sed "s/^/$1 /" "$temporary/lines"
  return $status
}

# run_all: the lines of both machines, or what the program was at when it stopped.
run_all() {
  local machine
  for machine in x86-64 arm64; do
    run "$machine" "$seed" "$rounds" >"$temporary/$machine" || {
      echo "$machine: the program stopped at: $(tail -n 1 "$temporary/$machine")" >&2
      exit 1
    }
  done
}

echo "seed $seed, $rounds rounds"
build x86-64
build arm64 --target=aarch64-linux-gnu
run_all

# A kernel and round must have one hash and one shape, from each table once. Lines are: machine,
# table, kernel, round, shape, hash.
differences=$(awk '
  { key = $3 " " $4 " " $5; seen[key]++; table[$1 " " $2] }
  !(key in hash) { hash[key] = $6; order[++keys] = key }
  hash[key] != $6 { differs[key] }
  END {
    for (t in table) tables++
    for (i = 1; i <= keys; i++)
      if (order[i] in differs || seen[order[i]] != tables) print order[i]
  }' "$temporary/x86-64" "$temporary/arm64")

if [ -n "$differences" ]; then
  echo "differences by kernel:" >&2
  cut -d ' ' -f 1 <<<"$differences" | sort | uniq -c >&2
  echo "the first of them (kernel, round, shape):" >&2
  head -n 10 <<<"$differences" | sed 's/^/  /' >&2
  read -r kernel round _ <<<"$differences"
  echo "$kernel, round $round: the first numbers that differ" >&2
  for machine in x86-64 arm64; do run "$machine" "$seed" "$round" "$kernel"; done | awk '
    NF == 4 {
      if (!($3 in bits)) { bits[$3] = $4; places++ }
      if (bits[$3] != $4) differs[$3]
      line[$3] = line[$3] " " $1 "/" $2 " " $4
    }
    END {
      for (i = 0; i < places && shown < 3; i++)
        if (i in differs) { print "  number " i ":" line[i]; shown++ }
    }' >&2
  echo "repeat with: Tests/CrossArchitecture/check.sh $seed $rounds" >&2
  exit 1
fi

# tables MACHINE
tables() { cut -d ' ' -f 2 "$temporary/$1" | awk '!seen[$0]++' | paste -sd ' '; }
kernels=$(cut -d ' ' -f 3 "$temporary/x86-64" | sort -u | wc -l)
echo "identical: $kernels kernels x $rounds rounds," \
  "tables $(tables x86-64) (x86-64) and $(tables arm64) (arm64)"
