#!/bin/bash
# Kills every command that writes at random moments, does it once more, and looks at what is left: the same
# receipt, and no partial file. Then ends every command by a signal and measures how long that takes.
#
#   swift build -c release
#   Tests/KillCampaign/commands.sh [KILLS] [SIGNALS] [SEED]
#
# Needs bash 5, `cmp` and `timeout`. With Python 3 and RLNET_DATA, the folder of data that holds
# tabular/wine_data.csv, downloads are killed too. The exit status is 1 where anything was different.
set -u
kills=${1:-100}
signals=${2:-50}
RANDOM=${3:-1}
tool=${RLRUN:-$(cd "$(dirname "$0")/../.." && pwd)/.build/release/rlrun}
[ -x "$tool" ] || { echo "there is no $tool; build it first: swift build -c release" >&2; exit 2; }
folder=$(mktemp -d) || exit 2
server=
trap '[ -z "$server" ] || kill $server; rm -rf "$folder"' EXIT
cd "$folder" || exit 2
faults=0
fault() { echo "FAULT: $1"; faults=$((faults + 1)); }
now() { echo $(( ${EPOCHREALTIME/[.,]/} / 1000 )); }  # milliseconds
pause() { sleep "$(( $1 / 1000 )).$(printf %03d $(( $1 % 1000 )))"; }

"$tool" cartpole --agent dqn --steps 6000 --checkpoint-every 2000 --quiet --run-dir base > /dev/null || exit 2
"$tool" gates --epochs 300 --quiet --run-dir task > /dev/null || exit 2

# What is killed, and the file by which it is seen to be whole.
commands=(
  "report run --quiet|run/report.html"
  "landscape run --size 9 --examples 2 --quiet|run/pictures/landscape.json"
  "record run --output run.gif --steps 60|run.gif"
  "report task --quiet|task/report.html"
  "fork run@4000 --steps 9000 --quiet --run-dir forked|forked/receipt.json"
  "report run@3000 --quiet|run/report-3000.html"
)
if command -v python3 > /dev/null && [ -e "${RLNET_DATA:-}/tabular/wine_data.csv" ]; then
  # A mirror that sends 500 bytes every 20 ms, and /slow/, of which it never sends the last byte.
  python3 - "$RLNET_DATA/tabular/wine_data.csv" > port <<'PYTHON' &
import http.server, sys, time
data = open(sys.argv[1], 'rb').read()
class Mirror(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.send_header('Content-Length', str(len(data)))
        self.end_headers()
        try:
            for start in range(0, len(data) - 1, 500):
                self.wfile.write(data[start:min(start + 500, len(data) - 1)])
                time.sleep(0.02)
            if self.path.startswith('/slow/'):
                time.sleep(100)
            self.wfile.write(data[-1:])
        except OSError:
            pass
    def log_message(self, *arguments):
        pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Mirror)
print(server.server_port, flush=True)
server.serve_forever()
PYTHON
  server=$!
  until [ -s port ]; do sleep 0.05; done
  mirror=http://127.0.0.1:$(cat port)
  commands+=("datasets fetch wine --data data --mirror $mirror --quiet|data/tabular/wine_data.csv")
fi
for (( number = 1; number <= kills; number++ )); do
  entry=${commands[$(( (number - 1) % ${#commands[@]} ))]}
  command=${entry%%|*} whole=${entry##*|}
  rm -rf run forked run.gif data task/report.html; cp -r base run
  # shellcheck disable=SC2086
  "$tool" $command > /dev/null 2>&1 & process=$!
  pause $(( RANDOM % 400 )); kill -KILL $process 2> /dev/null; wait $process 2> /dev/null
  again=$command
  [[ $command == fork* ]] && [ -e forked/config.json ] && again="resume forked --quiet"
  [[ $command == fork* ]] && [ -e forked/receipt.json ] && again="verify --quick forked"
  # shellcheck disable=SC2086
  timeout 100 "$tool" $again > /dev/null 2> errors || fault "$again: $(head -c 200 errors)"
  [ -s "$whole" ] || fault "$command: no $whole"
  left=$(find . -name '*.partial'); [ -z "$left" ] || fault "$command left $left"
  if [[ $command == fork* ]]; then
    [ -e first ] || cp forked/receipt.json first
    cmp -s forked/receipt.json first || fault "$command: another receipt"
  fi
done 2> /dev/null
echo "$kills kills of commands, $faults faults"

long=(
  "cartpole --agent dqn --steps 9000000 --quiet" "pendulum --agent sac --steps 900000 --quiet"
  "cartpole --agent ppo --steps 9000000 --quiet --set rolloutSteps=8192 epochs=50"
  "gates --epochs 90000000 --quiet" "digits --epochs 900000 --quiet"
  "evaluate base --episodes 1000000" "verify long --quiet" "resume stopped --quiet"
  "landscape base --size 301 --examples 50 --quiet" "report base@5999 --quiet" "optimizers digits --epochs 90000 --quiet"
  "cartpole --agent dqn --seeds 4 --steps 9000000 --quiet" "compare base vs base" "runs ." "play base"
  "record base --output long.gif --steps 100000" "fork base --steps 9000000 --quiet"
  "diff base long"
)
[ -z "$server" ] || long+=("datasets fetch wine --data slow --mirror $mirror/slow --quiet")
"$tool" cartpole --agent reinforce --steps 400000 --set stopReturn=none --quiet --run-dir long > /dev/null
"$tool" cartpole --agent dqn --steps 9000000 --checkpoint-every 3000 --quiet --run-dir stopped > /dev/null 2>&1 & process=$!
sleep 2; kill -KILL $process; wait $process 2> /dev/null
slowest=0
for (( number = 1; number <= signals; number++ )); do
  command=${long[$(( (number - 1) % ${#long[@]} ))]}
  signal=$([ $(( RANDOM % 2 )) = 0 ] && echo INT || echo TERM)
  extra=""; case $command in cartpole* | pendulum* | gates* | digits* | fork* | optimizers*) extra="--run-dir out" ;; esac
  rm -rf out
  # A shell without job control has SIGINT ignored in what it starts.
  set -m
  # shellcheck disable=SC2086
  "$tool" $command $extra > /dev/null 2> errors & process=$!
  set +m
  pause $(( 300 + RANDOM % 700 ))
  start=$(now)
  kill -"$signal" $process 2> /dev/null
  wait $process 2> /dev/null
  status=$? taken=$(( $(now) - start ))
  [ $taken -gt $slowest ] && slowest=$taken
  [ $taken -le 1000 ] || fault "$command: SIG$signal took $taken ms"
  case $status in 0 | 1 | 130 | 143) ;; *) fault "$command: SIG$signal: status $status: $(head -c 200 errors)" ;; esac
done 2> /dev/null
echo "$signals signals, the slowest ended after $slowest ms, $faults faults"
[ $faults = 0 ]
