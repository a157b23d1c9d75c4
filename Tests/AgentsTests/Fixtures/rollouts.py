"""What the references of PPO and A2C are made of: made-up rollouts, advantages, annealing, the
distribution of state-dependent noise, optimizers."""

import numpy as np
import torch
from fixture_support import grid
from torch.distributions import Independent, Normal

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


def left(name, number, s):
    """What iteration `number` = 0, 1, ... has of a setting that falls to 0 over the training.

    "before": CleanRL's 1 - (iteration - 1) / iterations, counted from 1, with whole iterations.
    "after": Stable-Baselines3's 1 - steps / training steps, once the rollout has been gathered.
    """
    size = s["steps"] * s["environments"]
    total = s.get("trainingSteps", size * s["iterations"])
    kind = s.get("annealing", {"learningRate": "before" if s["anneal"] else "none"}).get(name)
    if kind == "before":
        return 1 - number / (total // size)
    return 1 - (number + 1) * size / total if kind == "after" else 1


def state_dependent(mean, latent, log_deviation):
    """gSDE's distribution of actions, its exploration matrix unknown."""
    variance = (latent**2) @ (log_deviation.exp() ** 2)
    return Independent(Normal(mean, (variance + 1e-6).sqrt()), 1)


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


def check_parts(ppo, a2c):
    """Advantages by hand; two steps with gradients .5 and -.25 by the libraries themselves."""
    found = advantages(
        ppo, *(torch.tensor(x)[:, None] for x in (
            [1.0, 2, 3, 4], [0.0, 1, 0, 0], [0.5, 0.6, 0.7, 0.8])), torch.tensor([0.9]))
    assert np.allclose(found[:, 0], [2.4107, 1.4, 6.9395855, 4.091], rtol=0, atol=1e-12)
    for name, expected in (("rmsprop", 0.4491325843953429), ("rmspropTF", 0.9750242468947553)):
        p = torch.nn.Parameter(torch.ones(()))
        steps = optimizer([p], a2c | {"optimizer": name, "learningRate": 0.1})
        for gradient in 0.5, -0.25:
            p.grad = torch.tensor(gradient)
            steps.step()
        assert abs(p.item() - expected) < 1e-14, (name, p.item())
