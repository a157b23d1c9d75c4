"""PyTorch's times for what `rlrun bench` measures: DQN updates, a batch-1 forward, products.

Prints one JSON object: {"cases": [{"name", "value", "unit"}, ...]}.
"""

import argparse
import itertools

import torch
from torch import nn

from timing import case, print_cases, seconds_per_call

DISCOUNT = 0.99
# (layer widths, batch)
UPDATES = [
    ((4, 32, 32, 2), 32),
    ((4, 64, 64, 2), 64),
    ((4, 120, 84, 2), 128),
    ((4, 256, 256, 2), 64),
]
MINIBATCHES = 16  # taken in turn, so that the loss does not vanish on a single one
PRODUCTS = [64, 128, 256, 512, 1024]


def network(widths):
    layers = []
    for inputs, outputs in zip(widths, widths[1:]):
        layers += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*layers[:-1])


def dqn_update(widths, batch, loss_function, fused):
    """One update as CleanRL's dqn.py writes it, on minibatches that are already tensors."""
    online, target = network(widths), network(widths)
    target.load_state_dict(online.state_dict())
    # fused=None leaves PyTorch's own choice of implementation.
    optimizer = torch.optim.Adam(online.parameters(), lr=1e-3, fused=fused)
    minibatches = itertools.cycle([
        (
            torch.randn(batch, widths[0]),
            torch.randint(widths[-1], (batch, 1)),
            torch.randn(batch),
            torch.randn(batch, widths[0]),
            (torch.rand(batch) < 0.05).float(),
        )
        for _ in range(MINIBATCHES)
    ])

    def update():
        observations, actions, rewards, next_observations, terminated = next(minibatches)
        with torch.no_grad():
            best, _ = target(next_observations).max(dim=1)
            goal = rewards + DISCOUNT * best * (1 - terminated)
        value = online(observations).gather(1, actions).squeeze(1)
        loss = loss_function(value, goal)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    return update


def forward(widths):
    model = network(widths)
    observation = torch.randn(1, widths[0])

    def run():
        with torch.inference_mode():
            model(observation)

    return run


def product(n):
    a, b, out = torch.randn(n, n), torch.randn(n, n), torch.empty(n, n)
    return lambda: torch.mm(a, b, out=out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--loss", choices=["huber", "mse"], default="huber")
    parser.add_argument(
        "--fused", action="store_true", help="Adam(fused=True); without it, PyTorch's own choice"
    )
    parser.add_argument("--seconds", type=float, default=1.5, help="measuring time per case")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    loss_function = {"huber": nn.functional.huber_loss, "mse": nn.functional.mse_loss}[options.loss]

    def measure(function):
        return seconds_per_call(function, total_seconds=options.seconds)

    cases = []
    for widths, batch in UPDATES:
        update = dqn_update(widths, batch, loss_function, options.fused or None)
        name = f"dqn-update-{'-'.join(map(str, widths))}-b{batch}"
        cases.append(case(name, measure(update) * 1e6, "us"))
    cases.append(case("forward-4-64-64-2-b1", measure(forward((4, 64, 64, 2))) * 1e6, "us"))
    for n in PRODUCTS:
        cases.append(case(f"matmul-{n}", 2 * n**3 / measure(product(n)) / 1e9, "GFLOP/s"))
    print_cases(cases)


if __name__ == "__main__":
    main()
