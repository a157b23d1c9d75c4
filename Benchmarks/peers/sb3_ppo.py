"""Stable-Baselines3's PPO on CartPole-v1 with rl-zoo's settings.

Prints `NAME RATE steps/s`, of the whole training, and the mean return of the last 100 episodes on
the error stream.

    python sb3_ppo.py --steps 100000
"""

import argparse

import torch
from stable_baselines3 import PPO
from stable_baselines3.common.env_util import make_vec_env

from timing import print_rate, timed_training


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(1)
    model = PPO(
        "MlpPolicy", make_vec_env("CartPole-v1", n_envs=8, seed=options.seed), n_steps=32,
        batch_size=256, n_epochs=20, gae_lambda=0.8, gamma=0.98, ent_coef=0.0,
        learning_rate=lambda remaining: 1e-3 * remaining,
        clip_range=lambda remaining: 0.2 * remaining, seed=options.seed, device="cpu",
    )
    print_rate("sb3-ppo-cartpole", *timed_training(model, options.steps))


if __name__ == "__main__":
    main()
