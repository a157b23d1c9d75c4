"""Dropout: values and gradients, from PyTorch in float64.

Masks are drawn by NumPy's PCG64, whose stream is the toolkit's own.
"""

import numpy as np
import torch

from fixture_support import SEED, Inputs, tensor_json, write


def drawn_mask(generator, shape, probability):
    """1 where an element is kept: one draw for each element, row-major."""
    return torch.from_numpy((generator.random(shape) >= probability).astype(np.float64))


def dropped(x, mask, probability):
    return x * mask.to(x.dtype) / (1 - probability)


def make_dropout():
    draw = Inputs(SEED + 8)
    cases = []
    for seed, shape, probability in [(1, (4, 7), 0.5), (2, (3, 2, 2, 4), 0.25), (3, (40,), 0.875),
                                     (4, (5, 5), 0.0), (5, (6, 6), float(np.float32(0.1)))]:
        x, upstream = draw.normal(*shape), draw.normal(*shape)
        mask = drawn_mask(np.random.default_rng(seed), shape, probability)
        leaf = x.requires_grad_()
        output = dropped(leaf, mask, probability)
        (gradient,) = torch.autograd.grad(output, leaf, upstream)
        cases.append({"seed": seed, "probability": probability, "input": tensor_json(x),
                      "mask": tensor_json(mask), "upstream": tensor_json(upstream),
                      "output": tensor_json(output), "gradient": tensor_json(gradient)})
    write("dropout.json", {"cases": cases})
