"""Timing shared by the peers' scripts."""

import json
import statistics
import time


def seconds_per_call(function, batch_seconds=0.02, total_seconds=1.5):
    """The median, over many batches of repeated calls, of one call's mean time in its batch."""
    calls = 1
    while True:  # also warms up
        elapsed = time_batch(function, calls)
        if elapsed >= batch_seconds:
            break
        calls = max(calls * 2, int(calls * batch_seconds / max(elapsed, 1e-9)))
    batches = max(5, round(total_seconds / elapsed))
    return statistics.median(time_batch(function, calls) for _ in range(batches)) / calls


def time_batch(function, calls):
    start = time.perf_counter()
    for _ in range(calls):
        function()
    return time.perf_counter() - start


def case(name, value, unit):
    return {"name": name, "value": float(f"{value:.4g}"), "unit": unit}


def print_cases(cases):
    print(json.dumps({"cases": cases}))
