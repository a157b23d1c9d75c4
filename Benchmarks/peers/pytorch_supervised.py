"""PyTorch's times for `rlrun bench`'s updates on images of MNIST's size, on one thread and on two.

An update is a batch in a random order, the loss and its gradient, and Adam; an epoch of MNIST is 938
of them in batches of 64, 469 of 128. Prints one JSON object: {"cases": [{"name", "value", "unit"},
...]}.
"""

import argparse

import torch
from torch import nn

from timing import case, print_cases, seconds_per_call

EXAMPLES = 6400


def multilayer(*widths):
    layers = [nn.Flatten()]
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def lenet():
    return nn.Sequential(
        nn.Conv2d(1, 6, 5, padding=2), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        *multilayer(400, 120, 84, 10),
    )


NETWORKS = {
    "mlp-128-b64": (lambda: multilayer(784, 128, 10), 64),
    "mlp-512-256-b128": (lambda: multilayer(784, 512, 256, 10), 128),
    "lenet-5-b64": (lenet, 64),
}


def update(network, batch, fused):
    """An update as a training loop without a DataLoader writes it, the images already floats."""
    # fused=None leaves PyTorch's own choice of implementation.
    optimizer = torch.optim.Adam(network.parameters(), lr=1e-3, fused=fused)
    images = torch.randint(256, (EXAMPLES, 1, 28, 28)) / 255
    labels = torch.randint(10, (EXAMPLES,))
    order = torch.randperm(EXAMPLES)
    position = 0

    def run():
        nonlocal position
        examples = order[position:position + batch]
        position = (position + batch) % EXAMPLES
        loss = nn.functional.cross_entropy(network(images[examples]), labels[examples])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return run


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--fused", action="store_true", help="Adam(fused=True); without it, PyTorch's own choice"
    )
    parser.add_argument("--seconds", type=float, default=1.5, help="measuring time per case")
    options = parser.parse_args()
    torch.manual_seed(1)
    cases = []
    for threads in 1, 2:
        torch.set_num_threads(threads)
        for name, (network, batch) in NETWORKS.items():
            run = update(network(), batch, options.fused or None)
            time = seconds_per_call(run, total_seconds=options.seconds)
            cases.append(case(f"mnist-update-{name}-t{threads}", time * 1e6, "us"))
    print_cases(cases)


if __name__ == "__main__":
    main()
