#!/usr/bin/env python3
"""The tables of tasks in Documentation.docc/Results.md: trains every row and prints Markdown.

Usage: RLNET_DATA=DIR Benchmarks/tasks.py [--rlrun .build/release/rlrun] [--threads 2] [--only TEXT]
       [--optimizers]
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import tempfile

# task, further arguments, seeds, the number that counts
ROWS = [
    ("gates", [], 10, "error"),
    ("iris", [], 10, "accuracy"),
    ("breast-cancer", [], 10, "accuracy"),
    ("digits", [], 10, "accuracy"),
    ("moons", [], 10, "accuracy"),
    ("regression", ["--preset", "diabetes"], 10, "r2"),
    ("composite", [], 10, "cost"),
    ("mnist", ["--preset", "mlp-100"], 3, "accuracy"),
    ("mnist", ["--preset", "mlp-50-40"], 3, "accuracy"),
    ("mnist", ["--preset", "cnn-small"], 3, "accuracy"),
    ("mnist", ["--preset", "lenet5"], 3, "accuracy"),
    ("fashion-mnist", ["--preset", "cnn"], 3, "accuracy"),
    ("cifar10", ["--preset", "lenet5"], 3, "accuracy"),
    ("autoencoder", [], 1, "error"),
    ("vae", [], 1, "bound"),
    ("gan", [], 1, "recognised"),
]
OPTIMIZERS = ["sgd", "momentum", "nesterov", "rmsprop", "adagrad", "adadelta", "adam", "adamw"]
SHARES = {"accuracy", "recognised"}


def train(arguments, task, options, seed, folder):
    """One run: the command line's JSON object."""
    name = "-".join([task] + [option.lstrip("-") for option in options] + [str(seed)])
    command = [
        arguments.rlrun, task, *options, "--seed", str(seed), "--threads", str(arguments.threads),
        "--quiet", "--json", "--run-dir", str(pathlib.Path(folder) / name)]
    process = subprocess.run(command, capture_output=True, text=True)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}\n{process.stderr}")
    return json.loads(process.stdout)


def number(value, name):
    return f"{100 * value:.2f} %" if name in SHARES else f"{value:.4g}"


def print_row(arguments, task, options, seeds, name, folder):
    results = [train(arguments, task, options, seed, folder) for seed in range(1, seeds + 1)]
    values = [result["evaluation"][name] for result in results]
    spread = "" if seeds == 1 else (
        f" ({number(min(values), name)} … {number(max(values), name)})")
    first = results[0]
    note = " (first 4 000 training images)" if first["examples"] == 4_000 else ""
    print(f"| {' '.join([task] + options)}{note} | {first['parameters']:,} | {name} | {seeds} "
          f"| {number(statistics.fmean(values), name)}{spread} | {first['epochs']} "
          f"| {statistics.median(result['trainSeconds'] for result in results):.2f} |", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rlrun", default=".build/release/rlrun")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--only", default="", help="only rows with this text")
    parser.add_argument("--optimizers", action="store_true",
                        help="mnist mlp-50-40 with each optimizer instead")
    arguments = parser.parse_args()

    print("| command | parameters | figure | seeds | mean (min … max) | epochs | seconds, median |")
    print("|---|---:|---|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        rows = ROWS
        if arguments.optimizers:
            rows = [("mnist", ["--preset", "mlp-50-40", "--optimizer", optimizer], 3, "accuracy")
                    for optimizer in OPTIMIZERS]
        for task, options, seeds, name in rows:
            if arguments.only in " ".join([task] + options):
                print_row(arguments, task, options, seeds, name, folder)


if __name__ == "__main__":
    main()
