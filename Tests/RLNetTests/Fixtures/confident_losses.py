"""Losses of logits that are right and sure of it: means near zero, where single precision cancels.

From mpmath with 50 digits; PyTorch in float64 guards against a slip.
"""

import mpmath
import numpy as np
import torch
import torch.nn.functional as F

from fixture_support import write


def binary(logits, targets):
    """The mean of log(1 + exp(x)) - x * t, and its derivative by each logit."""
    x = [mpmath.mpf(number) for number in logits]
    value = sum(mpmath.log1p(mpmath.exp(a)) - a * t for a, t in zip(x, targets)) / len(x)
    slope = [(1 / (1 + mpmath.exp(-a)) - t) / len(x) for a, t in zip(x, targets)]
    guard = F.binary_cross_entropy_with_logits(torch.tensor(logits), torch.tensor(targets))
    assert np.isclose(guard.item(), float(value), rtol=1e-6, atol=0), (logits, targets)
    return {"logits": logits, "targets": targets, "value": float(value),
            "slope": [float(s) for s in slope]}


def classes(logits, labels):
    """The mean of log(sum of exp(x)) - x[label] over the rows, and its derivative by each logit."""
    rows = [[mpmath.mpf(number) for number in row] for row in logits]
    terms = [mpmath.log1p(sum(mpmath.exp(x - row[label]) for i, x in enumerate(row) if i != label))
             for row, label in zip(rows, labels)]
    value = sum(terms) / len(terms)
    slope = []
    for row, label in zip(rows, labels):
        total = sum(mpmath.exp(x) for x in row)
        slope.append([(mpmath.exp(x) / total - (i == label)) / len(rows)
                      for i, x in enumerate(row)])
    leaf = torch.tensor(logits, requires_grad=True)
    guard = F.cross_entropy(leaf, torch.tensor(labels))
    guard.backward()
    assert np.isclose(guard.item(), float(value), rtol=1e-6, atol=0), (logits, labels)
    slope = [[float(s) for s in row] for row in slope]
    assert np.allclose(leaf.grad, slope, rtol=1e-6, atol=1e-16), (logits, labels)
    return {"logits": logits, "labels": labels, "value": float(value), "slope": slope}


def make_confident_losses():
    mpmath.mp.dps = 50
    write("confident-losses.json", {
        "binary": [
            binary([10.0], [1.0]), binary([20.0], [1.0]), binary([-10.0], [0.0]),
            binary([-20.0], [0.0]), binary([10.0, 20, -10, -20], [1.0, 1, 0, 0]),
            binary([20.0, -20, 20], [1.0, 0, 1]),
        ],
        "classes": [
            classes([[10.0, 0]], [0]), classes([[0.0, 10]], [1]), classes([[20.0, 0]], [0]),
            classes([[10.0, 0], [0, 20]], [0, 1]), classes([[3.0, 15, 1, 2]], [1]),
            classes([[-7.0, -20, -19, -7 - 11.5]], [0]),
            classes([[12.0] + [0.25 * i for i in range(19)]], [0]),
            # About the place where the formula changes, and labels that are wrong.
            classes([[0.875, 0], [1.0, 0], [0.75, 0], [0, 15]], [0, 0, 0, 0]),
        ],
    })
