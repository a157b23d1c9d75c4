"""Small networks: loss and every gradient, from PyTorch in float64."""

import torch
import torch.nn.functional as F

from fixture_support import SEED, Inputs, assert_well_conditioned, linear, tensor_json, write


def make_modules():
    draw = Inputs(SEED + 5)
    cases = []
    for activation, function in [("relu", torch.relu), ("tanh", torch.tanh)]:
        for loss in ["mse", "cross_entropy"]:
            parameters = {
                "0.weight": draw.normal(4, 8, scale=0.5), "0.bias": draw.normal(8, scale=0.5),
                "2.weight": draw.normal(8, 3, scale=0.5), "2.bias": draw.normal(3, scale=0.5),
            }
            x = draw.normal(5, 4)
            case = {"name": f"mlp-{activation}-{loss}", "sizes": [4, 8, 3],
                    "activation": activation, "loss": loss}
            if loss == "mse":
                target = draw.normal(5, 3)
                case["target"] = tensor_json(target)
            else:
                labels = draw.integers(5, 3)
                target = torch.tensor(labels)
                case["labels"] = labels

            def run(dtype):
                leaves = {k: v.to(dtype).requires_grad_() for k, v in parameters.items()}
                leaf = x.to(dtype).requires_grad_()
                hidden = linear(leaf, leaves["0.weight"], leaves["0.bias"])
                # A unit within rounding of ReLU's kink could fall on either side.
                assert activation != "relu" or hidden.abs().min() > 1e-4
                output = linear(function(hidden), leaves["2.weight"], leaves["2.bias"])
                if loss == "mse":
                    value = F.mse_loss(output, target.to(dtype))
                else:
                    value = F.cross_entropy(output, target)
                gradients = torch.autograd.grad(value, [*leaves.values(), leaf])
                return [output, value, *gradients]

            results = run(torch.float64)
            for reference, single in zip(results, run(torch.float32)):
                assert_well_conditioned(case["name"], reference, single)
            output, value, *gradients, input_gradient = results
            case |= {
                "parameters": [{"name": k, **tensor_json(v)} for k, v in parameters.items()],
                "input": tensor_json(x),
                "output": tensor_json(output),
                "value": value.item(),
                "gradients": [{"name": k, **tensor_json(v)}
                              for k, v in zip(parameters, gradients)],
                "inputGradient": tensor_json(input_gradient),
            }
            cases.append(case)
    write("modules.json", {
        "note": "A linear layer, an activation, a linear layer. Weights and their gradients are"
        " stored [in, out], the transpose of torch.nn.Linear's. Names are PyTorch's for"
        " Sequential(Linear, activation, Linear). value is the loss, a mean.",
        "cases": cases,
    })
