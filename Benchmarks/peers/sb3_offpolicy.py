"""Stable-Baselines3's SAC or TD3 on Pendulum-v1, one update a step, rl-zoo's learning rate 1e-3.

Prints `NAME RATE steps/s`, of the whole training but the first 100 steps, which are random and
without an update, and the mean return of the last 100 episodes on the error stream.

    python sb3_offpolicy.py sac --hidden 64 --batch 100 --steps 10000
    python sb3_offpolicy.py td3 --hidden 256 --batch 256 --steps 10000
"""

import argparse

import numpy as np
import torch
from stable_baselines3 import SAC, TD3
from stable_baselines3.common.env_util import make_vec_env
from stable_baselines3.common.noise import NormalActionNoise

from timing import print_rate, timed_training

WARM_UP = 100


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("algorithm", choices=["sac", "td3"])
    parser.add_argument("--hidden", type=int, default=64, help="units of both hidden layers")
    parser.add_argument("--batch", type=int, default=100)
    parser.add_argument("--steps", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    form, settings = {
        "sac": (SAC, {}),
        "td3": (TD3, {"action_noise": NormalActionNoise(np.zeros(1), np.full(1, 0.1))}),
    }[options.algorithm]
    model = form(
        "MlpPolicy", make_vec_env("Pendulum-v1", n_envs=1, seed=options.seed),
        learning_rate=1e-3, batch_size=options.batch, learning_starts=WARM_UP, train_freq=1,
        gradient_steps=1, policy_kwargs={"net_arch": [options.hidden] * 2}, seed=options.seed,
        device="cpu", **settings,
    )
    model.learn(WARM_UP)
    name = f"sb3-{options.algorithm}-pendulum-{options.hidden}-{options.hidden}-b{options.batch}"
    print_rate(name, *timed_training(model, options.steps))


if __name__ == "__main__":
    main()
