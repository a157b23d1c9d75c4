#!/usr/bin/env python3
"""The table in Documentation.docc/Speed.md of whole trainings beside Stable-Baselines3 and CleanRL's
`ppo.py`.

Usage: PYTHON Benchmarks/trainings.py [--rlrun .build/release/rlrun] [--rounds 3]

PYTHON has what Benchmarks/peers/requirements.txt names. Ours and the peer's take turns, one thread
each; the ratio is the median of the rounds'. Nothing else should run meanwhile.
"""

import argparse
import os
import pathlib
import re
import statistics
import subprocess
import sys
import tempfile

PEERS = pathlib.Path(__file__).parent / "peers"
OFF_POLICY = "pendulum --agent {} --set hidden={},{} batchSize={} selectEvery=0 stopReturn=none"
# What it is called, our options, the peer's name, its script and options.
TRAININGS = [
    ("PPO, CartPole, `zoo`", "cartpole --agent ppo --preset zoo", "Stable-Baselines3",
     "sb3_ppo.py --steps 40000"),
    ("PPO, CartPole, `cleanrl`", "cartpole --agent ppo --preset cleanrl", "CleanRL",
     "cleanrl_ppo.py --steps 60000"),
] + [
    (f"{agent.upper()}, Pendulum, {hidden}-{hidden}, batch {batch}",
     OFF_POLICY.format(agent, hidden, hidden, batch)
     + (" learningStarts=100" if agent == "td3" else "") + f" --steps {ours}",
     "Stable-Baselines3",
     f"sb3_offpolicy.py {agent} --hidden {hidden} --batch {batch} --steps {peer}")
    for agent, hidden, batch, ours, peer in (
        ("sac", 64, 100, 8000, 2500), ("sac", 256, 256, 3000, 1200),
        ("td3", 64, 100, 12000, 3000), ("td3", 256, 256, 4000, 1500))
]


def rate(command, pattern):
    """The steps a second that a command prints."""
    one = {name: "1" for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS")}
    outcome = subprocess.run(command, capture_output=True, text=True, env=os.environ | one)
    found = re.search(pattern, outcome.stdout)
    if outcome.returncode != 0 or not found:
        raise SystemExit(f"{' '.join(command)}\n{outcome.stdout}{outcome.stderr}")
    return float(found[1].replace(",", ""))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rlrun", default=".build/release/rlrun")
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    print("| training | ours | peer | ratio |\n|---|---:|---:|---:|")
    for name, ours, peer, script in TRAININGS:
        pairs = []
        for _ in range(arguments.rounds):
            with tempfile.TemporaryDirectory() as folder:
                own = rate(
                    [arguments.rlrun, *ours.split(), "--threads", "1", "--quiet",
                     "--evaluation-episodes", "1", "--checkpoint-every", "0", "--run-dir",
                     f"{folder}/run"], r"\(([\d,]+) steps/s\)")
            file, *options = script.split()
            pairs.append((own, rate([sys.executable, str(PEERS / file), *options], r"([\d.]+) steps/s")))
        ratio = statistics.median(own / other for own, other in pairs)
        own, other = (statistics.median(column) for column in zip(*pairs))
        print(f"| {name} | {own:,.0f} steps/s | {other:,.0f} steps/s ({peer}) | {ratio:.1f}× |",
              flush=True)


if __name__ == "__main__":
    main()
