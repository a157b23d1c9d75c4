#!/usr/bin/env bash
# Trains 45 command lines on each table of kernels, with 1, 2 and 8 threads, and with the C library's
# functions for processors with and without fused multiply-add; all receipts of a line must be the same.
#
#   swift build -c release
#   RLNET_DATA=DIR Tests/CrossArchitecture/receipts.sh
#
# Networks are small, as the plain table is slow, most of all without fused multiply-add. DIR holds the
# data of digits, iris, breast-cancer and diabetes. The exit status is 1 where a receipt differs.
set -euo pipefail
tool=${RLRUN:-$(cd "$(dirname "$0")/../.." && pwd)/.build/release/rlrun}
[ -x "$tool" ] || { echo "there is no $tool; build it first: swift build -c release" >&2; exit 2; }
: "${RLNET_DATA:?the folder of data}"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

lines=()
for environment in cartpole acrobot mountaincar frozenlake gridworld cliffwalking; do
  for agent in dqn reinforce ppo a2c; do
    limit=; [ $environment = cliffwalking ] && limit="--set timeLimit=200"
    [ $agent = dqn ] && limit+=" --set learningStarts=200 hidden=24,24 batchSize=24 gradientSteps=2"
    lines+=("$environment --agent $agent --steps 1000 --evaluation-episodes 3 $limit")
  done
done
for environment in pendulum mountaincarcontinuous; do
  for agent in sac td3 ddpg; do
    lines+=("$environment --agent $agent --steps 700 --evaluation-episodes 3 --set learningStarts=200 hidden=24,24 batchSize=32")
  done
done
lines+=(
  "pendulum --agent ppo --steps 3000 --evaluation-episodes 3"
  "pendulum --agent a2c --steps 3000 --evaluation-episodes 3 --set environments=3"
  "cartpole --agent dqn --preset cleanrl --set learningStarts=900 --steps 1000 --evaluation-episodes 3"
  "cartpole --agent dqn --steps 3000 --evaluation-episodes 3 --set environments=7"
  "cartpole --agent ppo --preset cleanrl --steps 3000 --evaluation-episodes 3"
  "pendulum --agent ppo --preset rpo --steps 3000 --evaluation-episodes 3"
  "maze --agent dqn --steps 3000 --evaluation-episodes 3" "gates --epochs 60" "regression --epochs 5"
  "composite --epochs 5" "moons --epochs 20" "digits --epochs 2" "digits --preset linear --epochs 2"
  "iris --epochs 10" "breast-cancer --epochs 5"
)

machines=0 different=0
for line in "${lines[@]}"; do
  first=
  for table in avx512 avx2 plain; do
    RLNET_CPU=$table "$tool" --version > /dev/null || { echo "no $table here" >&2; continue; }
    for threads in 1 2 8; do
      for mathematics in "" glibc.cpu.hwcaps=-AVX2,-FMA; do
        rm -rf run
        # shellcheck disable=SC2086
        RLNET_CPU=$table GLIBC_TUNABLES=$mathematics "$tool" $line --threads $threads --quiet \
          --run-dir run > /dev/null 2> errors || { cat errors >&2; exit 2; }
        machines=$((machines + 1))
        receipt=$(sha256sum run/receipt.json)
        if [ "${first:=$receipt}" != "$receipt" ]; then
          echo "DIFFERENT: $line: $table, $threads threads, ${mathematics:-all functions}"
          different=$((different + 1))
        fi
      done
    done
  done
  echo "$line"
done
echo "${#lines[@]} command lines, $machines runs, $different with another receipt than the first of their line"
[ $different = 0 ]
