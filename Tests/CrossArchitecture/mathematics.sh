#!/usr/bin/env bash
# Checks that classic control's sine, cosine and power have the same bits on x86-64, on x86-64 without
# fused multiply-add and on arm64, the last two run by QEMU; and each way of computing them there.
#
# Usage: Tests/CrossArchitecture/mathematics.sh [SEED [ROUNDS]]
#
# Needs what check.sh needs. Exits with 1 if a result differs. CFLAGS replaces -O2.
set -euo pipefail
export LC_ALL=C

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
seed=${1:-$((RANDOM * 32768 + RANDOM))}
rounds=${2:-20000}
read -ra flags <<<"${CFLAGS:--O2}"
clang=$(dirname "$(readlink -f "$(command -v swift)")")/clang
temporary=$(mktemp -d)
trap 'rm -rf "$temporary"' EXIT

# build NAME FLAGS...
build() {
  "$clang" "${flags[@]}" "${@:2}" -I "$root/Sources/CMathShim/include" \
    "$root/Tests/CrossArchitecture/mathematics.c" "$root"/Sources/CMathShim/*.c -lm \
    -o "$temporary/$1"
}

# run NAME COMMAND...: lines of machine, kind, range, hash.
run() { "${@:2}" "$seed" "$rounds" | sed "s/^/$1 /"; }

echo "seed $seed, $rounds numbers a range"
build x86-64
build arm64 --target=aarch64-linux-gnu
{
  run x86-64 "$temporary/x86-64"
  run x86-64-without-fma qemu-x86_64 -cpu Nehalem "$temporary/x86-64"
  run arm64 qemu-aarch64 -L /usr/aarch64-linux-gnu "$temporary/arm64"
} >"$temporary/lines"

awk '
  !($3 in hash) { hash[$3] = $4; first[$3] = $1 " " $2; ranges++ }
  hash[$3] != $4 { print "up to 2^" $3 ": " $1 " " $2 " differs from " first[$3]; differs = 1 }
  !seen[$1 " " $2]++ { ways = ways (ways ? ", " : "") $1 " " $2; count++ }
  END {
    for (way in seen) if (seen[way] != ranges) { print way ": ranges are missing"; differs = 1 }
    if (count != 5) { print "not the five ways: " ways; differs = 1 }
    if (!differs) print "identical: " ranges " ranges, " ways
    exit differs
  }' "$temporary/lines"
