"""Writes the terms of a small variational autoencoder's loss, and their gradients, by PyTorch.

Usage: python make_vae.py   (torch==2.15.0)

Weights are `[in, out]`, the transpose of PyTorch's. Inputs are exact in float32; what is expected is
float64.
"""

import json
import pathlib

import torch
from torch import nn
from torch.distributions import Normal, kl_divergence
from torch.nn import functional

assert torch.__version__.split("+")[0] == "2.15.0", torch.__version__
IMAGES, PIXELS, FEATURES, LATENTS = 5, 12, 7, 3

torch.manual_seed(1)
layers = {
    "body.0": nn.Linear(PIXELS, FEATURES),
    "mean": nn.Linear(FEATURES, LATENTS),
    "logVariance": nn.Linear(FEATURES, LATENTS),
    "decoder.0": nn.Linear(LATENTS, FEATURES),
    "decoder.2": nn.Linear(FEATURES, PIXELS),
}
pixels, noise = torch.rand(IMAGES, PIXELS).double(), torch.randn(IMAGES, LATENTS).double()
parameters = {}
for name, layer in layers.items():
    layer.double()
    parameters |= {f"{name}.weight": layer.weight, f"{name}.bias": layer.bias}

features = layers["body.0"](pixels).relu()
mean, log_variance = layers["mean"](features), layers["logVariance"](features)
latents = mean + (log_variance / 2).exp() * noise
logits = layers["decoder.2"](layers["decoder.0"](latents).relu())
reconstruction = functional.binary_cross_entropy_with_logits(logits, pixels, reduction="sum")
# torch.distributions' own divergence, not the formula under test.
divergence = kl_divergence(Normal(mean, (log_variance / 2).exp()), Normal(0.0, 1.0)).sum()


def value(tensor):
    tensor = tensor.detach()
    return {"shape": list(tensor.shape), "elements": tensor.flatten().tolist()}


def gradients(term):
    found = torch.autograd.grad(term, list(parameters.values()), retain_graph=True,
                                allow_unused=True)
    return {
        name: value((torch.zeros_like(parameter) if gradient is None else gradient).T)
        for (name, parameter), gradient in zip(parameters.items(), found)
    }


pathlib.Path(__file__).with_name("vae.json").write_text(
    json.dumps(
        {
            "pixels": value(pixels),
            "noise": value(noise),
            "parameters": {name: value(parameter.T) for name, parameter in parameters.items()},
            "reconstruction": reconstruction.item() / IMAGES,
            "divergence": divergence.item() / IMAGES,
            "gradients": gradients((reconstruction + divergence) / IMAGES),
        },
        separators=(",", ":"),
    )
    + "\n"
)
