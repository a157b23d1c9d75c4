"""Timing shared by the peers' scripts."""

import json
import statistics
import sys
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


def timed_training(model, steps):
    """Trains a model of Stable-Baselines3 further; gives steps made, seconds and last returns."""
    before, started = model.num_timesteps, time.perf_counter()
    model.learn(steps, reset_num_timesteps=False)
    seconds = time.perf_counter() - started
    return model.num_timesteps - before, seconds, [e["r"] for e in model.ep_info_buffer]


def print_rate(name, steps, seconds, returns):
    print(f"{name} {float(f'{steps / seconds:.4g}'):g} steps/s")
    if returns:
        mean = statistics.mean(returns)
        print(f"mean return of the last {len(returns)} episodes: {mean:.1f}", file=sys.stderr)
