"""What the references of SAC, TD3 and DDPG share: networks, made-up batches, steps.

What is pinned is the update. Each case gives a made-up batch for each of its updates in full, rows
`[batch, ...]` row by row, as multiples of 1/64, which both precisions hold; actions are in [-1, 1].
A critic takes observation and action side by side.

Streams: `SeedSequence(seed).spawn(3)` gives those of initial weights, of the batches and of the
noise; only the last is needed to repeat a case. Noise is always
`standard_normal([batch, dimensions])`, row by row, rounded to single precision.
"""

import numpy as np
import torch
from fixture_support import MARGIN, check_single_precision, generator, grid, multilayer, tensor
from torch.nn.functional import mse_loss

FEATURES, DIMENSIONS, BATCH, UPDATES = 3, 2, 8, 30
# Nearer to 0 than this, single precision could turn a rectifier; there are too many for MARGIN.
KINK = 2e-6
SHARED = {
    "hidden": [6, 5], "discount": 0.99, "targetFraction": 0.05, "actorLearningRate": 0.01,
    "criticLearningRate": 0.02}


def streams(seed):
    return map(generator, np.random.SeedSequence(seed).spawn(3))


def network(inputs, outputs, s, draws):
    layers = multilayer(inputs, s["hidden"], outputs, "relu", draws)

    def refuse_ties(module, arguments, _):
        assert arguments[0].abs().min() > KINK, "near a kink"

    for layer in layers:
        if isinstance(layer, torch.nn.ReLU):
            layer.register_forward_hook(refuse_ties)
    return layers


def batch(draws):
    return {
        "observations": grid(draws.normal(0, 1, (BATCH, FEATURES))),
        "actions": grid(draws.uniform(-1, 1, (BATCH, DIMENSIONS))),
        "rewards": grid(draws.normal(0, 1, BATCH)),
        "nextObservations": grid(draws.normal(0, 1, (BATCH, FEATURES))),
        "terminated": draws.random(BATCH) < 0.15,
    }


def flat(batches):
    return [{key: x.reshape(-1).tolist() for key, x in data.items()} for data in batches]


def normals(draws, shape=(BATCH, DIMENSIONS)):
    return tensor(draws.standard_normal(shape).astype(np.float32))


def value(critic, observations, actions):
    return critic(torch.cat([observations, actions], dim=1))[:, 0]


def least(critics, observations, actions):
    values = torch.stack([value(critic, observations, actions) for critic in critics])
    if len(critics) == 2:
        assert (values[0] - values[1]).abs().min() > MARGIN / 10, "a near tie"
    return values.min(dim=0).values


def errors(critics, data, goals):
    """The sum of the critics' mean squares."""
    return sum(mse_loss(value(q, data["observations"], data["actions"]), goals) for q in critics)


def step(optimizer, loss):
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()


@torch.no_grad()
def follow(targets, networks, fraction):
    for target, online in zip(targets, networks):
        for t, o in zip(target.parameters(), online.parameters()):
            t += fraction * (o - t)


def make(run, cases):
    made = []
    for name, seed, settings in cases:
        result = run(seed, settings)
        check_single_precision(result, lambda: run(seed, settings))
        made.append({"name": name, "seed": seed, "settings": settings} | result)
    return made
