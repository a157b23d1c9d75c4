"""Batch and layer normalisation: values, gradients, running statistics, from PyTorch in float64."""

import torch
import torch.nn.functional as F

from fixture_support import (
    SEED, Cases, Inputs, assert_well_conditioned, exact, tensor_json, write,
)


def make_batch_norm():
    draw = Inputs(SEED + 6)
    cases = []
    for shape, momentum, epsilon in [
        ((5, 3), 0.1, 1e-5), ((16, 17), 0.1, 1e-3), ((530, 1), 0.25, 1e-5),
        ((4, 3, 5, 5), 0.1, 1e-5), ((3, 2, 1, 6), 1.0, 1e-5), ((6, 18, 1, 2), 0.0, 0.125),
        ((8, 2, 1, 1), 0.1, 1e-5),
    ]:
        features = shape[1]
        x = draw.normal(*shape, scale=1.5, offset=2)
        weight, bias = draw.normal(features), draw.normal(features)
        mean, variance = draw.normal(features), draw.uniform(0.5, 2, features)
        # Its sums, and those of its products with x, must not cancel.
        upstream = exact(draw.normal(*shape) + x / 4)

        def run(dtype, training):
            leaves = [t.to(dtype).requires_grad_() for t in (x, weight, bias)]
            running = [mean.to(dtype).clone(), variance.to(dtype).clone()]
            output = F.batch_norm(leaves[0], *running, leaves[1], leaves[2], training=training,
                                  momentum=momentum, eps=epsilon)
            return [output, *torch.autograd.grad(output, leaves, upstream.to(dtype)), *running]

        def result(training):
            results = run(torch.float64, training)
            for reference, single in zip(results, run(torch.float32, training)):
                assert_well_conditioned(f"batch norm {shape}", reference, single)
            output, by_input, by_weight, by_bias, new_mean, new_variance = results
            return {"output": tensor_json(output),
                    "gradients": [tensor_json(t) for t in (by_input, by_weight, by_bias)],
                    "mean": tensor_json(new_mean), "variance": tensor_json(new_variance)}

        cases.append({
            "momentum": momentum, "epsilon": epsilon,
            "inputs": [tensor_json(t) for t in (x, weight, bias)],
            "mean": tensor_json(mean), "variance": tensor_json(variance),
            "upstream": tensor_json(upstream),
            "training": result(True), "inference": result(False),
        })
    write("batch-norm.json", {
        "note": "torch.nn.functional.batch_norm. inputs and gradients: x, weight, bias. mean and"
        " variance are the running statistics before, and in training and inference after.",
        "cases": cases,
    })


def make_layer_norm():
    cases = Cases(SEED + 7)
    draw = cases.inputs
    for shape, axes in [((4, 6), 1), ((2, 3, 17), 1), ((1, 40), 1), ((2, 3, 4), 2),
                        ((3, 2, 2, 5), 3), ((200,), 1)]:
        normalized = shape[-axes:]
        cases.add(
            "layer_norm",
            lambda x, w, b, normalized=normalized: F.layer_norm(x, normalized, w, b),
            [draw.normal(*shape, scale=1.5, offset=2), draw.normal(*normalized),
             draw.normal(*normalized)])
    cases.write("layer-norm.json")
