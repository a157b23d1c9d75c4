"""Gymnasium's CartPole-v1 with random actions: one environment, and its NumPy vector.

Prints one JSON object: {"cases": [{"name", "value", "unit"}, ...]}, in steps/s. Actions are drawn
beforehand, so that only stepping and resetting is timed.
"""

import argparse
import itertools

import gymnasium
import numpy as np

from timing import case, print_cases, seconds_per_call

VECTOR_SIZES = [16, 64, 1024, 4096]


def single():
    environment = gymnasium.make("CartPole-v1")
    environment.reset(seed=1)
    actions = itertools.cycle(np.random.default_rng(1).integers(0, 2, 10_000).tolist())

    def step():
        _, _, terminated, truncated, _ = environment.step(next(actions))
        if terminated or truncated:
            environment.reset()

    return step


def vector(count):
    """CartPoleVectorEnv: all environments in NumPy arrays, reset on the step after an end."""
    environment = gymnasium.make_vec(
        "CartPole-v1", num_envs=count, vectorization_mode="vector_entry_point"
    )
    environment.reset(seed=1)
    actions = itertools.cycle(np.random.default_rng(1).integers(0, 2, (64, count)))
    return lambda: environment.step(next(actions))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.5, help="measuring time per case")
    options = parser.parse_args()

    def steps_per_second(function, count):
        return count / seconds_per_call(function, total_seconds=options.seconds)

    cases = [case("cartpole-single", steps_per_second(single(), 1), "steps/s")]
    for count in VECTOR_SIZES:
        rate = steps_per_second(vector(count), count)
        cases.append(case(f"cartpole-vector-{count}", rate, "steps/s"))
    print_cases(cases)


if __name__ == "__main__":
    main()
