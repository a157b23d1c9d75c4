"""What the references of PPO and A2C are made of: made-up rollouts, advantages, optimizers."""

import numpy as np
import torch
from fixture_support import grid

FEATURES = 4
OUTPUTS = {"discrete": 3, "continuous": 2}


def rollout(draws, s):
    steps, environments = shape = s["steps"], s["environments"]
    outputs = OUTPUTS[s["actions"]]
    data = {"observations": grid(draws.normal(0, 1, (*shape, FEATURES)))}
    if s["actions"] == "continuous":
        data["actions"] = grid(draws.normal(0, 1, (*shape, outputs)))
    elif s["masked"]:
        allowed = draws.random((*shape, outputs)) < 0.6
        data["actions"] = draws.integers(0, outputs, shape)
        np.put_along_axis(allowed, data["actions"][..., None], True, axis=2)
        data["allowed"] = allowed
    else:
        data["actions"] = draws.integers(0, outputs, shape)
    data["rewards"] = grid(draws.normal(0, 1, shape))
    data["ended"] = draws.random(shape) < 0.15
    data["lastObservations"] = grid(draws.normal(0, 1, (environments, FEATURES)))
    return data


def advantages(s, rewards, ended, values, last):
    """`ended[t]`: the episode ended with step t; `last`: the values after all steps."""
    result, future = torch.zeros_like(values), 0.0
    for t in reversed(range(len(rewards))):
        following = last if t == len(rewards) - 1 else values[t + 1]
        goes_on = 1 - ended[t]
        delta = rewards[t] + s["discount"] * goes_on * following - values[t]
        future = delta + s["discount"] * s["lambda"] * goes_on * future
        result[t] = future
    return result


class RMSpropTFLike(torch.optim.Optimizer):
    """The form with ε inside the root and a mean square that starts from 1."""

    def __init__(self, parameters, lr, alpha, eps):
        super().__init__(parameters, {"lr": lr, "alpha": alpha, "eps": eps})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for p in group["params"]:
                square = self.state[p].setdefault("square", torch.ones_like(p))
                square += (1 - group["alpha"]) * (p.grad**2 - square)
                p -= group["lr"] * p.grad / (square + group["eps"]).sqrt()


def optimizer(parameters, s):
    if s["optimizer"] == "adam":
        return torch.optim.Adam(parameters, lr=s["learningRate"], eps=s["epsilon"])
    form = {"rmsprop": torch.optim.RMSprop, "rmspropTF": RMSpropTFLike}[s["optimizer"]]
    return form(parameters, lr=s["learningRate"], alpha=s["squareDecay"], eps=s["epsilon"])
