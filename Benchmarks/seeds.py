#!/usr/bin/env python3
"""Measures what training two seeds at once costs over training one.

Each round trains, one after the other: seed 1 alone on one thread; seeds 1 and 2 in two processes,
which is what the machine allows; seeds 1 and 2 with --seeds 2. Printed are the medians over rounds of
the wall-clock time against that of seed 1 alone. Two seeds on two free cores should take at most 1.15
times as long as one.

Usage: Benchmarks/seeds.py [--rlrun .build/release/rlrun] [--rounds 7] [--only TEXT]
"""

import argparse
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

LIMIT = 1.15
# Without stopReturn, so that every seed trains the same number of steps.
CASES = [
    "cartpole --agent dqn --preset cleanrl --steps 100000 --set stopReturn=none",
    "cartpole --agent reinforce --steps 300000 --set stopReturn=none",
]


def seconds(commands):
    """The wall-clock seconds until all commands, begun together, have ended."""
    start = time.perf_counter()
    processes = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        for command in commands]
    problems = [process.communicate()[1] for process in processes]
    end = time.perf_counter()
    for process, problem in zip(processes, problems):
        if process.returncode != 0:
            raise SystemExit(f"{' '.join(process.args)}\n{problem}")
    return end - start


def measure(rlrun, case, rounds):
    ways = [
        ["--seed 1 --threads 1"],
        ["--seed 1 --threads 1", "--seed 2 --threads 1"],
        ["--seeds 2 --threads 2"],
    ]
    times = [[], [], []]
    for _ in range(rounds):
        for way, own in zip(ways, times):
            with tempfile.TemporaryDirectory() as folder:
                own.append(seconds([
                    [rlrun, *case.split(), *options.split(), "--quiet", "--run-dir",
                     f"{folder}/run{number}"]
                    for number, options in enumerate(way)]))
    one, processes, seeds = times
    return (
        statistics.median(one),
        statistics.median(two / alone for two, alone in zip(processes, one)),
        statistics.median(two / alone for two, alone in zip(seeds, one)))


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rlrun", default=".build/release/rlrun")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="only cases with this text")
    arguments = parser.parse_args()
    rlrun = str(pathlib.Path(arguments.rlrun).resolve())
    slow = False
    for case in CASES:
        if arguments.only not in case:
            continue
        one, processes, seeds = measure(rlrun, case, arguments.rounds)
        slow = slow or seeds > LIMIT
        print(f"rlrun {case}")
        print(f"  one seed       {one:.2f} s")
        print(f"  two processes  {processes:.2f} times that")
        print(f"  --seeds 2      {seeds:.2f} times that (at most {LIMIT})", flush=True)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
