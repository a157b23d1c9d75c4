"""Runs `rlrun bench --json` and the peers' scripts alternately; prints a Markdown table.

Each round gives one pair of figures per case. The ratio is the median over the rounds of the
pair's speed-up: above 1 this toolkit is faster, whatever the unit. Which side goes first changes
from round to round, so that a machine that slowly warms up or gets busy favours neither.
"""

import argparse
import json
import os
import shlex
import statistics
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PEERS = {
    "PyTorch": [["pytorch_updates.py", "--threads", "1"], ["pytorch_supervised.py"]],
    "Gymnasium": [["gymnasium_cartpole.py"]],
}
LESS_IS_FASTER = {"us": True, "GFLOP/s": False, "steps/s": False}
ONE_THREAD = ["OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"]


def run_cases(command):
    """Runs a command that prints {"cases": [...]}; gives {name: (value, unit)} in its order."""
    environment = os.environ | {name: "1" for name in ONE_THREAD}
    result = subprocess.run(
        command, cwd=HERE.parent, env=environment, stdout=subprocess.PIPE, text=True
    )
    shown = shlex.join(command)
    if result.returncode != 0:
        sys.exit(f"error: `{shown}` ended with status {result.returncode}")
    try:
        cases = json.loads(result.stdout)["cases"]
        return {c["name"]: (float(c["value"]), c["unit"]) for c in cases}
    except (ValueError, KeyError, TypeError) as problem:
        sys.exit(f"error: `{shown}` printed no cases ({problem!r}):\n{result.stdout[:500]}")


def run_peers():
    cases = {}
    for peer, scripts in PEERS.items():
        for script, *options in scripts:
            found = run_cases([sys.executable, str(HERE / "peers" / script), *options])
            cases |= {name: (*figure, peer) for name, figure in found.items()}
    return cases


def speed_up(ours, theirs):
    (value, unit), (peer_value, peer_unit, _) = ours, theirs
    if unit != peer_unit or unit not in LESS_IS_FASTER:
        sys.exit(f"error: cannot compare {unit!r} with {peer_unit!r}; known: {[*LESS_IS_FASTER]}")
    return peer_value / value if LESS_IS_FASTER[unit] else value / peer_value


def table(rounds):
    """Rows for every case of either side, in our order, then the peers' own."""
    names = dict.fromkeys(name for side in (0, 1) for r in rounds for name in r[side])
    lines = ["| case | ours | peer | ratio |", "|---|---:|---:|---:|"]
    for name in names:
        ours = [r[0][name] for r in rounds if name in r[0]]
        theirs = [r[1][name] for r in rounds if name in r[1]]
        pairs = [speed_up(r[0][name], r[1][name]) for r in rounds if name in r[0] and name in r[1]]
        peer = f"{figure(theirs)} ({theirs[0][2]})" if theirs else "–"
        ratio = f"{statistics.median(pairs):.3g}×" if pairs else "–"
        lines.append(f"| {name} | {figure(ours)} | {peer} | {ratio} |")
    return "\n".join(lines)


def figure(entries):
    if not entries:
        return "–"
    value, unit = statistics.median(e[0] for e in entries), entries[0][1]
    unit = unit.replace("us", "µs")
    if value >= 1e6:
        return f"{value / 1e6:.3g} M {unit}"
    return f"{value:.0f} {unit}" if value >= 100 else f"{value:.3g} {unit}"


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--ours", default="swift run -c release rlrun bench --json", metavar="COMMAND",
        help="what prints our cases as JSON (default: %(default)s)",
    )
    options = parser.parse_args()
    if options.rounds < 1:
        parser.error(f"--rounds is {options.rounds}; at least 1 is needed")
    ours = shlex.split(options.ours)
    if ours[:2] == ["swift", "run"]:  # build now, so that no round follows a compilation
        subprocess.run(
            ["swift", "build", "-c", "release", "--product", "rlrun"],
            cwd=HERE.parent, stdout=sys.stderr, check=True,
        )

    rounds = []
    for number in range(options.rounds):
        print(f"round {number + 1} of {options.rounds}", file=sys.stderr)
        if number % 2 == 0:
            mine = run_cases(ours)
            peers = run_peers()
        else:
            peers = run_peers()
            mine = run_cases(ours)
        rounds.append((mine, peers))
    print(table(rounds))


if __name__ == "__main__":
    main()
