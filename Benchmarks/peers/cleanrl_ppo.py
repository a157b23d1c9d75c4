"""PPO on CartPole-v1 with the settings, networks and order of CleanRL's ppo.py, less its records:
measures of an update and event files would only slow it down.

Prints `NAME RATE steps/s`, of the whole training, and the mean return of the last 100 episodes on
the error stream.

    python cleanrl_ppo.py --steps 500000
"""

import argparse
import random
import time
from collections import deque

import gymnasium
import numpy as np
import torch
from torch import nn
from torch.distributions import Categorical

from timing import print_rate

ENVIRONMENTS, ROLLOUT, EPOCHS, MINIBATCHES = 4, 128, 4, 4
LEARNING_RATE, DISCOUNT, LAMBDA = 2.5e-4, 0.99, 0.95
CLIP, ENTROPY_BONUS, VALUE_COEFFICIENT, GRADIENT_NORM = 0.2, 0.01, 0.5, 0.5


def linear(inputs, outputs, gain=2**0.5):
    layer = nn.Linear(inputs, outputs)
    nn.init.orthogonal_(layer.weight, gain)
    nn.init.zeros_(layer.bias)
    return layer


def multilayer(inputs, outputs, gain):
    return nn.Sequential(
        linear(inputs, 64), nn.Tanh(), linear(64, 64), nn.Tanh(), linear(64, outputs, gain)
    )


class Agent(nn.Module):
    def __init__(self, features, actions):
        super().__init__()
        self.critic = multilayer(features, 1, 1.0)
        self.actor = multilayer(features, actions, 0.01)

    def evaluate(self, observations, actions=None):
        """Actions, drawn unless given, their log-probabilities, the entropies and the values."""
        policy = Categorical(logits=self.actor(observations))
        if actions is None:
            actions = policy.sample()
        values = self.critic(observations).flatten()
        return actions, policy.log_prob(actions), policy.entropy(), values


def advantages(rewards, values, ended, last_values):
    """Generalised advantages, `[steps, environments]`; `ended[t]`: an episode ended with step t."""
    result, future, following = torch.zeros_like(rewards), 0.0, last_values
    for t in reversed(range(len(rewards))):
        goes_on = 1 - ended[t]
        delta = rewards[t] + DISCOUNT * goes_on * following - values[t]
        result[t] = future = delta + DISCOUNT * LAMBDA * goes_on * future
        following = values[t]
    return result


def loss(agent, observations, actions, old_log, gains, targets, old_values):
    _, log, entropy, values = agent.evaluate(observations, actions)
    ratio = (log - old_log).exp()
    gains = (gains - gains.mean()) / (gains.std() + 1e-8)
    policy = torch.max(-gains * ratio, -gains * ratio.clamp(1 - CLIP, 1 + CLIP)).mean()
    held = old_values + (values - old_values).clamp(-CLIP, CLIP)
    value = 0.5 * torch.max((values - targets) ** 2, (held - targets) ** 2).mean()
    return policy - ENTROPY_BONUS * entropy.mean() + VALUE_COEFFICIENT * value


def train(steps, seed):
    """Returns how many steps were made, the seconds they took and the last episodes' returns."""
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    world = gymnasium.make_vec(
        "CartPole-v1", ENVIRONMENTS, vectorization_mode="sync",
        vector_kwargs={"autoreset_mode": gymnasium.vector.AutoresetMode.SAME_STEP},
        wrappers=[gymnasium.wrappers.RecordEpisodeStatistics],
    )
    features = world.single_observation_space.shape[0]
    agent = Agent(features, world.single_action_space.n)
    adam = torch.optim.Adam(agent.parameters(), lr=LEARNING_RATE, eps=1e-5)
    shape = ROLLOUT, ENVIRONMENTS
    observations = torch.zeros(*shape, features)
    actions = torch.zeros(shape, dtype=torch.int64)
    logs, rewards, ended, values = (torch.zeros(shape) for _ in range(4))
    rows = ROLLOUT * ENVIRONMENTS
    order = np.arange(rows)
    returns = deque(maxlen=100)
    iterations = steps // rows

    started = time.perf_counter()
    present = torch.tensor(world.reset(seed=seed)[0])
    for iteration in range(iterations):
        adam.param_groups[0]["lr"] = LEARNING_RATE * (1 - iteration / iterations)
        for t in range(ROLLOUT):
            observations[t] = present
            with torch.no_grad():
                actions[t], logs[t], _, values[t] = agent.evaluate(present)
            following, reward, terminated, truncated, infos = world.step(actions[t].numpy())
            rewards[t], present = torch.tensor(reward), torch.tensor(following)
            ended[t] = torch.tensor(terminated | truncated)
            if "final_info" in infos:
                episodes = infos["final_info"]["episode"]
                returns.extend(episodes["r"][episodes["_r"]].tolist())
        with torch.no_grad():
            last_values = agent.critic(present).flatten()
            gains = advantages(rewards, values, ended, last_values)
            batch = [observations, actions, logs, gains, gains + values, values]
            batch = [x.flatten(0, 1) for x in batch]
        for _ in range(EPOCHS):
            np.random.shuffle(order)
            for places in np.split(order, MINIBATCHES):
                adam.zero_grad()
                loss(agent, *(x[places] for x in batch)).backward()
                nn.utils.clip_grad_norm_(agent.parameters(), GRADIENT_NORM)
                adam.step()
    return iterations * rows, time.perf_counter() - started, returns


def main():
    parser = argparse.ArgumentParser(description="CleanRL's PPO on CartPole-v1.")
    parser.add_argument("--steps", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.steps < ROLLOUT * ENVIRONMENTS:
        parser.error(f"--steps is {options.steps}; a rollout has {ROLLOUT * ENVIRONMENTS}")
    torch.set_num_threads(1)
    print_rate("cleanrl-ppo-cartpole", *train(options.steps, options.seed))


if __name__ == "__main__":
    main()
