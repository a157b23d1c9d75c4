#!/usr/bin/env python3
"""The tables of agents in Documentation.docc/Results.md: trains every row on seeds 1 to 10 and prints
Markdown.

Usage: Benchmarks/learning.py [--rlrun .build/release/rlrun] [--threads 2] [--only TEXT] [--each]
"""

import argparse
import csv
import json
import pathlib
import statistics
import subprocess
import tempfile

SEEDS = range(1, 11)
SOLVING = [
    ("cartpole", "dqn", "default"),
    ("cartpole", "reinforce", "default"),
    ("cartpole", "dqn", "zoo"),
    ("cartpole", "dqn", "cleanrl"),
]
# Environment, agent, preset, episodes of the evaluation, further settings.
CONTROL = [
    ("cartpole", "ppo", "default", 100),
    ("cartpole", "ppo", "cleanrl", 100),
    ("cartpole", "ppo", "zoo", 100),
    ("cartpole", "a2c", "default", 100),
    ("cartpole", "a2c", "zoo", 100),
    ("acrobot", "ppo", "default", 100),
    ("acrobot", "ppo", "cleanrl", 100),
    ("acrobot", "dqn", "default", 100),
    ("acrobot", "dqn", "zoo", 100),
    ("mountaincar", "dqn", "default", 100),
    ("mountaincar", "dqn", "zoo", 100),
    ("mountaincar", "ppo", "zoo", 100),
    ("pendulum", "sac", "default", 1000),
    ("pendulum", "sac", "zoo", 1000),
    ("pendulum", "td3", "default", 1000),
    ("pendulum", "td3", "zoo", 1000),
    ("pendulum", "ddpg", "zoo", 1000),
    ("pendulum", "ppo", "default", 1000),
    ("pendulum", "ppo", "zoo", 1000),
    ("pendulum", "ppo", "rpo", 1000),
    ("mountaincarcontinuous", "sac", "default", 100),
    ("mountaincarcontinuous", "sac", "zoo", 100),
    ("mountaincarcontinuous", "td3", "default", 100),
]
EXACT = [
    (environment, agent, "default")
    for environment in ("gridworld", "maze", "fourrooms", "frozenlake", "frozenlake8x8")
    for agent in ("dqn", "reinforce")
]


def train(arguments, row, seed, folder):
    """One run: the command line's JSON object, with the mean of the last 100 training episodes."""
    environment, agent, preset = row[:3]
    run = pathlib.Path(folder) / f"{environment}-{agent}-{preset}-{seed}"
    command = [
        arguments.rlrun, environment, "--agent", agent, "--preset", preset, "--seed", str(seed),
        "--threads", str(arguments.threads),
        "--evaluation-episodes", str(row[3] if len(row) > 3 else 100), "--quiet", "--json", "--run-dir", str(run)]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{process.stderr}")
    result = json.loads(process.stdout)
    with open(run / "metrics.csv", encoding="utf-8") as file:
        returns = [float(line["return"]) for line in csv.DictReader(file)]
    result["last100"] = statistics.fmean(returns[-100:])
    return result


def rows(arguments, table, folder):
    for row in table:
        if arguments.only not in " ".join(map(str, row)):
            continue
        results = [train(arguments, row, seed, folder) for seed in SEEDS]
        if arguments.each:
            for result in results:
                print(f"    {' '.join(map(str, row))} seed {result['seed']}: {result['evaluation']}, last 100 "
                      f"training episodes {result['last100']:.2f}, {result['steps']} steps, "
                      f"{result['trainSeconds']:.2f} s", flush=True)
        yield row, results


def median(values):
    return statistics.median(values)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rlrun", default=".build/release/rlrun")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", default="", help="only rows with this text")
    parser.add_argument("--each", action="store_true", help="also print every run")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as folder:
        print("| environment | agent | preset | seeds ≥ 475 | mean return: median (min … max) "
              "| last 100 training episodes: median (min) | steps, median | seconds, median (max) |")
        print("|---|---|---|---:|---:|---:|---:|---:|")
        each = []
        for (environment, agent, preset), results in rows(arguments, SOLVING, folder):
            means = [result["evaluation"]["mean"] for result in results]
            lasts = [result["last100"] for result in results]
            seconds = [result["trainSeconds"] for result in results]
            print(f"| {environment} | {agent} | {preset} | {sum(m >= 475 for m in means)} of 10 "
                  f"| {median(means):.1f} ({min(means):.1f} … {max(means):.1f}) "
                  f"| {median(lasts):.1f} ({min(lasts):.1f}) "
                  f"| {median(result['steps'] for result in results):,.0f} "
                  f"| {median(seconds):.2f} ({max(seconds):.2f}) |", flush=True)
            each.append(f"- {environment} {agent} {preset}: "
                        + ", ".join(f"{mean:.0f}" for mean in means) + "; last 100 training "
                        "episodes " + ", ".join(f"{last:.0f}" for last in lasts))
        print("\n| environment | agent | preset | mean return: median (min … max) "
              "| last 100 training episodes: median | steps, median | seconds, median |")
        print("|---|---|---|---:|---:|---:|---:|")
        for (environment, agent, preset, _), results in rows(arguments, CONTROL, folder):
            means = [result["evaluation"]["mean"] for result in results]
            lasts = [result["last100"] for result in results]
            print(f"| {environment} | {agent} | {preset} "
                  f"| {median(means):.1f} ({min(means):.1f} … {max(means):.1f}) "
                  f"| {median(lasts):.1f} | {median(r['steps'] for r in results):,.0f} "
                  f"| {median(r['trainSeconds'] for r in results):.2f} |", flush=True)
            each.append(f"- {environment} {agent} {preset}: "
                        + ", ".join(f"{mean:.1f}" for mean in means) + "; last 100 training "
                        "episodes " + ", ".join(f"{last:.1f}" for last in lasts))
        print("\nMean returns of seeds 1 to 10:\n")
        print("\n".join(each))
        print()
        print("| environment | agent | optimum | uniform random | exact return: median (min) "
              "| seeds within 5 % | seconds, median |")
        print("|---|---|---:|---:|---:|---:|---:|")
        for (environment, agent, _), results in rows(arguments, EXACT, folder):
            evaluation = results[0]["evaluation"]
            best, chance = evaluation["optimum"], evaluation["uniformRandom"]
            exact = [result["evaluation"]["exact"] for result in results]
            near = sum(value >= best - 0.05 * (best - chance) for value in exact)
            seconds = median(result["trainSeconds"] for result in results)
            print(f"| {environment} | {agent} | {best:.4f} | {chance:.4f} "
                  f"| {median(exact):.4f} ({min(exact):.4f}) | {near} of 10 | {seconds:.2f} |",
                  flush=True)


if __name__ == "__main__":
    main()
