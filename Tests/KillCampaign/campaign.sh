#!/bin/bash
# Kills runs at random moments, goes on with them, and compares each with the run that was never
# stopped, byte for byte.
#
#   swift build -c release
#   Tests/KillCampaign/campaign.sh [RUNS] [SEED] [AGENT]
#
# Needs bash 5, `cmp` and `timeout`. The same seed asks for the same moments; how far a run has come
# by then depends on the machine. The exit status is 1 where any run ended differently.
set -u
runs=${1:-50}
seed=${2:-1}
only=${3:-}
tool=${RLRUN:-$(cd "$(dirname "$0")/../.." && pwd)/.build/release/rlrun}
[ -x "$tool" ] || { echo "there is no $tool; build it first: swift build -c release" >&2; exit 2; }
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 2
shopt -s nullglob
RANDOM=$seed

agent="--quiet --evaluation-episodes 5"
lines=(
  "cartpole with dqn $agent --steps 4000 --checkpoint-every 200 --evaluate-every 500 --set hidden=800,800 trainEvery=40 learningStarts=200 selectEvery=1000 selectEpisodes=2"
  "gates --quiet --epochs 20000 --checkpoint-every 300 --set evaluateEvery=3 batchSize=3"
  "gridworld with dqn $agent --steps 20000 --checkpoint-every 2000 --set slip=0.3 environments=3 selectEvery=1000"
  "cartpole with reinforce $agent --steps 80000 --checkpoint-every 8000 --evaluate-every 9000 --set selectEvery=7000"
  "gates --quiet --epochs 1000 --checkpoint-every 25 --checkpoints 1 --set hidden=1000 batchSize=1 evaluateEvery=3"
  "maze with reinforce $agent --steps 15000 --checkpoint-every 1000 --checkpoints 1 --set hidden=400,400 episodesPerBatch=4 timeLimit=300 selectEvery=5000 selectEpisodes=2"
)

case $only in
  "") ;;
  dqn | reinforce)
    kept=(); for line in "${lines[@]}"; do [[ $line == *" with $only "* ]] && kept+=("$line"); done
    lines=("${kept[@]}") ;;
  ppo) lines=(
    "cartpole with ppo $agent --steps 40000 --checkpoint-every 1500 --evaluate-every 9000 --set selectEvery=7000 rolloutSteps=64"
    "pendulum with ppo $agent --steps 40000 --checkpoint-every 1100 --set normalizeObservations=true normalizeRewards=true stateDependentNoise=true noiseEvery=8 rolloutSteps=100 environments=3") ;;
  a2c) lines=(
    "cartpole with a2c $agent --steps 60000 --checkpoint-every 1500 --evaluate-every 9000 --set selectEvery=7000 environments=6"
    "pendulum with a2c $agent --steps 60000 --checkpoint-every 1100 --set normalizeObservations=true normalizeRewards=true environments=3") ;;
  sac) lines=(
    "pendulum with sac $agent --steps 4000 --checkpoint-every 150 --evaluate-every 900 --set hidden=64,64 batchSize=64 trainEvery=2 environments=2 selectEvery=1000 selectEpisodes=2"
    "mountaincarcontinuous with sac $agent --steps 4000 --checkpoint-every 150 --set hidden=64,64 batchSize=64 trainEvery=4 deviation=state-dependent") ;;
  td3 | ddpg) lines=(
    "pendulum with $only $agent --steps 4000 --checkpoint-every 150 --evaluate-every 900 --set hidden=64,64 batchSize=64 trainEvery=2 learningStarts=200 selectEvery=1000 selectEpisodes=2"
    "mountaincarcontinuous with $only $agent --steps 4000 --checkpoint-every 150 --set hidden=64,64 batchSize=64 trainEvery=4 learningStarts=200 noise=ornstein-uhlenbeck") ;;
  *) echo "there are no runs of $only here" >&2; exit 2 ;;
esac

now() { echo $(( ${EPOCHREALTIME/[.,]/} / 1000 )); }  # milliseconds
partial() { local files=("$1"/checkpoints/*.partial); [ ${#files[@]} -gt 0 ]; }
checkpoints() { local files=("$1"/checkpoints/*.safetensors); echo ${#files[@]}; }
pause() { [ "$1" -le 0 ] || sleep "$(( $1 / 1000 )).$(printf %03d $(( $1 % 1000 )))"; }

# kill_after MILLISECONDS MOMENT RUN ARGUMENT...: whether it was killed; `killed` says after how long.
kill_after() {
  local wait=$1 moment=$2 run=$3 start
  shift 3
  start=$(now)
  "$tool" "$@" >/dev/null 2>"$run.errors" &
  local process=$!
  while [ ! -e "$run/config.json" ] && kill -0 $process 2>/dev/null; do :; done
  if [ "$moment" = first ]; then
    while [ $(( $(now) - start )) -lt "$wait" ] && [ ! -d "$run/checkpoints" ]; do
      sleep 0.001
    done
  else
    pause "$wait"
    if [ "$moment" = writing ]; then
      while ! partial "$run" && kill -0 $process 2>/dev/null; do :; done
    fi
  fi
  kill -KILL $process 2>/dev/null
  killed=$(( $(now) - start ))
  wait $process 2>/dev/null
  [ $? -eq 137 ] && [ ! -e "$run/receipt.json" ]
}

declare -a lengths
for index in "${!lines[@]}"; do
  start=$(now)
  # shellcheck disable=SC2086
  "$tool" ${lines[$index]} --run-dir "whole$index" >/dev/null || exit 2
  lengths[index]=$(( $(now) - start ))
done

echo "$runs runs, seed $seed"
same=0 before=0 writing=0 twice=0
for (( number = 1; number <= runs; number++ )); do
  index=$(( (number - 1) % ${#lines[@]} ))
  case $(( RANDOM % 4 )) in 0) moment=first ;; 1) moment=writing ;; *) moment=any ;; esac
  again=$(( RANDOM % 3 == 0 ))
  run=run$number
  part=$(( RANDOM % 1000 ))
  for (( attempt = 0; ; attempt++ )); do
    rm -rf "$run"
    # Where it was faster than we are, again and earlier.
    wait=$(( lengths[index] * part / 1000 >> (attempt > 9 ? 9 : attempt) ))
    [ $moment = first ] && wait=$(( wait / 8 ))
    # shellcheck disable=SC2086
    kill_after $wait $moment "$run" ${lines[$index]} --run-dir "$run" 2>/dev/null && break
  done
  if [ "$(checkpoints "$run")" = 0 ] && ! partial "$run"; then
    state="before the first checkpoint"; before=$(( before + 1 ))
  elif partial "$run"; then
    state="while a checkpoint was written (whole ones: $(checkpoints "$run"))"; writing=$(( writing + 1 ))
  else
    state="between checkpoints (whole ones: $(checkpoints "$run"))"
  fi
  told="killed after $killed ms, $state"
  if [ $again = 1 ]; then
    wait=$(( lengths[index] * (RANDOM % 500) / 1000 ))
    if kill_after $wait any "$run" resume "$run" --quiet 2>/dev/null; then
      told+=", and $killed ms after it went on"; twice=$(( twice + 1 ))
    fi
  fi
  verdict=same
  if [ ! -e "$run/receipt.json" ]; then
    timeout 120 "$tool" resume "$run" --quiet >/dev/null 2>"$run.errors" || verdict=failed
  fi
  [ -s "$run.errors" ] && verdict="complained: $(head -c 300 "$run.errors")"
  for file in receipt.json metrics.csv weights.safetensors selections.csv evaluations.csv; do
    [ -e "whole$index/$file" ] || continue
    cmp -s "$run/$file" "whole$index/$file" || verdict="DIFFERENT $file"
  done
  partial "$run" && verdict="left a partial file"
  [ "$verdict" = same ] && same=$(( same + 1 ))
  printf '%3d  %-23s  %s: %s\n' $number "${lines[$index]%% --*}" "$told" "$verdict"
  rm -rf "$run"
done
echo "$same of $runs resumed to the same receipt ($before before the first checkpoint," \
  "$writing while one was being written, $twice killed twice)"
[ $same = "$runs" ]
