"""A variational autoencoder of MNIST's digits in PyTorch, as `rlrun`'s task `vae` trains one.

The same architecture, initialisation, data, order of training and evidence bound: encoder
784-512-256-(8, 8), decoder 8-256-512-784, rectifiers, Adam. Prints one JSON object for each epoch:
the two terms and the bound on the test images, in nats per image, and the seconds of training so
far.

    python pytorch_vae.py FOLDER --epochs 20

FOLDER holds MNIST's four IDX files, plain or gzip.
"""

import argparse
import gzip
import json
import os
import time

import numpy as np
import torch
from torch import nn
from torch.nn import functional

LATENTS = 8


class VAE(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(784, 512), nn.ReLU(), nn.Linear(512, 256), nn.ReLU())
        self.mean = nn.Linear(256, LATENTS)
        self.log_variance = nn.Linear(256, LATENTS)
        self.decoder = nn.Sequential(
            nn.Linear(LATENTS, 256), nn.ReLU(), nn.Linear(256, 512), nn.ReLU(), nn.Linear(512, 784)
        )

    def forward(self, images):
        """Both terms of the negative bound, means over the images: reconstruction, divergence."""
        features = self.body(images)
        mean, log_variance = self.mean(features), self.log_variance(features)
        latents = mean + torch.exp(log_variance / 2) * torch.randn_like(mean)
        reconstruction = functional.binary_cross_entropy_with_logits(
            self.decoder(latents), images, reduction="sum"
        )
        divergence = 0.5 * (log_variance.exp() + mean.square() - 1 - log_variance).sum()
        return reconstruction / len(images), divergence / len(images)


def images(folder, name):
    """`[images, 784]`, pixels from 0 to 1."""
    path = os.path.join(folder, name)
    opened = gzip.open(path + ".gz") if os.path.exists(path + ".gz") else open(path, "rb")
    with opened as file:
        pixels = np.frombuffer(file.read(), dtype=np.uint8, offset=16)
    return torch.from_numpy(pixels.reshape(-1, 784).astype(np.float32) / 255)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder")
    parser.add_argument("--epochs", type=int, default=20)
    parser.add_argument("--batch", type=int, default=128)
    parser.add_argument("--learning-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    training = images(options.folder, "train-images-idx3-ubyte")
    test = images(options.folder, "t10k-images-idx3-ubyte")
    model = VAE()
    optimizer = torch.optim.Adam(model.parameters(), lr=options.learning_rate)
    seconds = 0.0
    for epoch in range(1, options.epochs + 1):
        started = time.perf_counter()
        for positions in torch.randperm(len(training)).split(options.batch):
            reconstruction, divergence = model(training[positions])
            optimizer.zero_grad()
            (reconstruction + divergence).backward()
            optimizer.step()
        seconds += time.perf_counter() - started
        with torch.no_grad():
            reconstruction, divergence = (term.item() for term in model(test))
        print(json.dumps({
            "epoch": epoch,
            "reconstruction": reconstruction,
            "divergence": divergence,
            "bound": -reconstruction - divergence,
            "seconds": round(seconds, 1),
        }), flush=True)


if __name__ == "__main__":
    main()
