"""A network of layers that train otherwise than they infer: one step, from PyTorch in float64."""

import numpy as np
import torch
import torch.nn.functional as F

from dropout import drawn_mask, dropped
from fixture_support import SEED, Inputs, assert_well_conditioned, linear, tensor_json, write


def make_training():
    draw = Inputs(SEED + 9)
    parameters = {
        # Without biases before batch norm, which takes them away again: their gradients are 0.
        "1.weight": draw.normal(12, 8, scale=0.3),
        "2.weight": draw.normal(8), "2.bias": draw.normal(8),
        "5.body.0.weight": draw.normal(8, 8, scale=0.3),
        "5.body.1.weight": draw.normal(8), "5.body.1.bias": draw.normal(8),
        "5.body.3.weight": draw.normal(8), "5.body.3.bias": draw.normal(8),
        "6.body.weight": draw.normal(8, 3, scale=0.3), "6.body.bias": draw.normal(3),
        "6.shortcut.weight": draw.normal(8, 3, scale=0.3),
    }
    x, target = draw.normal(10, 3, 2, 2), draw.normal(10, 3)
    seed, probability = 11, 0.25
    mask = drawn_mask(np.random.default_rng(seed), (10, 8), probability)

    def run(dtype):
        p = {name: t.to(dtype).requires_grad_() for name, t in parameters.items()}
        leaf = x.to(dtype).requires_grad_()
        running = {name: make(8, dtype=dtype)
                   for norm in ("2", "5.body.1")
                   for name, make in ((f"{norm}.runningMean", torch.zeros),
                                      (f"{norm}.runningVariance", torch.ones))}

        def batch_norm(name, h, training):
            return F.batch_norm(h, running[f"{name}.runningMean"],
                                running[f"{name}.runningVariance"], p[f"{name}.weight"],
                                p[f"{name}.bias"], training=training)

        def forward(training):
            h = leaf.flatten(1) @ p["1.weight"]
            h = batch_norm("2", h, training)
            # A unit within rounding of ReLU's kink could fall on either side.
            assert h.abs().min() > 1e-4
            h = torch.relu(h)
            if training:
                h = dropped(h, mask, probability)
            body = h @ p["5.body.0.weight"]
            body = torch.tanh(batch_norm("5.body.1", body, training))
            h = h + F.layer_norm(body, (8,), p["5.body.3.weight"], p["5.body.3.bias"])
            return linear(h, p["6.body.weight"], p["6.body.bias"]) + h @ p["6.shortcut.weight"]

        output = forward(True)
        value = F.mse_loss(output, target.to(dtype))
        gradients = torch.autograd.grad(value, [*p.values(), leaf])
        return [output, value, forward(False), *running.values(), *gradients], list(running)

    results, names = run(torch.float64)
    for reference, single in zip(results, run(torch.float32)[0]):
        assert_well_conditioned("training", reference, single)
    output, value, inference = results[:3]
    buffers, gradients = results[3:3 + len(names)], results[3 + len(names):]

    def named(names, tensors):
        return [{"name": name, **tensor_json(t)} for name, t in zip(names, tensors)]

    write("training.json", {
        "note": "Flatten, linear 12 to 8, batch norm, ReLU, dropout, a residual of (linear, batch"
        " norm, tanh, layer norm), a residual of linear 8 to 3 beside another. The last one's body"
        " alone has a bias. One"
        " training step's output, mean squared error, gradients and running statistics, then the"
        " output of inference. The mask of dropout is drawn from PCG64(seed).",
        "seed": seed, "probability": probability,
        "input": tensor_json(x), "target": tensor_json(target),
        "output": tensor_json(output), "value": value.item(),
        "inference": tensor_json(inference), "inputGradient": tensor_json(gradients[-1]),
        "parameters": named(parameters, parameters.values()),
        "gradients": named(parameters, gradients),
        "buffers": named(names, buffers),
    })
