"""Losses, all means over the batch: value and gradients, from PyTorch in float64."""

import math

import torch
import torch.nn.functional as F

from fixture_support import SEED, Cases


def make_losses():
    cases = Cases(SEED + 3)
    draw = cases.inputs
    for shape in [(5,), (4, 3), (1, 1), (530,)]:
        cases.add("mse", F.mse_loss, [draw.normal(*shape), draw.normal(*shape)])
    for delta in [1.0, 0.5]:
        for shape in [(7,), (5, 3), (530,)]:
            cases.add("huber", lambda p, t, delta=delta: F.huber_loss(p, t, delta=delta),
                      [draw.normal(*shape), draw.normal(*shape)], delta=delta)

    extreme = torch.stack([draw.uniform(-50, 50, 4), torch.tensor([50.0, -50, 49, 0]),
                           draw.normal(4), draw.normal(4, offset=50)])
    for logits in [draw.normal(5, 3), draw.normal(1, 2), draw.normal(19, 10), draw.normal(3, 1),
                   extreme]:
        rows, columns = logits.shape
        labels = draw.integers(rows, columns)
        target = torch.tensor(labels)
        cases.add("cross_entropy", lambda x, target=target: F.cross_entropy(x, target), [logits],
                  labels=labels)
        cases.add("cross_entropy_with_probabilities", F.cross_entropy,
                  [logits, draw.probabilities(rows, columns)])

    for shape in [(6,), (5, 3), (1, 3)]:
        for target in [torch.tensor(draw.integers(math.prod(shape), 2)).double().reshape(shape),
                       draw.uniform(0, 1, *shape)]:
            cases.add("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits,
                      [draw.normal(*shape, scale=2), target])
    logits = torch.tensor([50.0, -50, 50, -50, 30, -30, 0, 0.5, -88])
    for target in [[1.0, 0, 0, 1, 1, 0, 1, 0, 0], [0.5, 0.5, 0.25, 0.75, 1, 0, 0.125, 0.5, 0]]:
        cases.add("binary_cross_entropy_with_logits", F.binary_cross_entropy_with_logits,
                  [logits, torch.tensor(target)])
    cases.write("losses.json")
