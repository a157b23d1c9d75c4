"""Pinned versions, streams, networks, records and checks that the references share."""

import numpy as np
import torch

PINNED = {"torch": "2.15.0", "numpy": "2.4.6"}
for module in (torch, np):
    found = module.__version__.split("+")[0]
    expected = PINNED[module.__name__]
    assert found == expected, f"{module.__name__} {found} is installed, {expected} is pinned"

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

# A choice that single precision could turn would test luck, so a fixture that has one is refused.
MARGIN = 1e-4


def generator(sequence):
    return np.random.Generator(np.random.PCG64(sequence))


def multilayer(inputs, hidden, outputs, activation, draws):
    """Linear layers in PyTorch's default initialisation, drawn from NumPy's stream.

    The numbers are drawn row-major for a weight `[inputs, outputs]`, then for the bias.
    """
    layers = []
    for index, (fan_in, fan_out) in enumerate(zip([inputs, *hidden], [*hidden, outputs])):
        linear = torch.nn.Linear(fan_in, fan_out)
        bound = 1 / np.sqrt(fan_in)
        with torch.no_grad():
            weight = draws.uniform(-bound, bound, (fan_in, fan_out)).astype(np.float32)
            bias = draws.uniform(-bound, bound, fan_out).astype(np.float32)
            linear.weight.copy_(torch.from_numpy(weight.T.astype(np.float64)))
            linear.bias.copy_(torch.from_numpy(bias.astype(np.float64)))
        layers.append(linear)
        if index < len(hidden):
            layers.append({"relu": torch.nn.ReLU, "tanh": torch.nn.Tanh}[activation]())
    return torch.nn.Sequential(*layers)


def tensor(numbers):
    """In the precision that is set."""
    return torch.tensor(np.asarray(numbers), dtype=torch.get_default_dtype())


def grid(numbers):
    """The nearest multiples of 1/64: short in text, exact in single precision."""
    return np.round(numbers * 64) / 64


def difference(networks, others):
    """The largest in any tensor, relative to the tensor's largest element."""
    pairs = [pair for name in networks for pair in zip(networks[name], others[name])]
    return max(np.abs(np.subtract(x, y)).max() / np.abs(x).max() for x, y in pairs)


def check_single_precision(result, run):
    """Refuses a case whose final numbers come out otherwise when the same code runs in float32."""
    torch.set_default_dtype(torch.float32)
    try:
        single = run()
    finally:
        torch.set_default_dtype(torch.float64)
    assert result["initial"] == single["initial"]
    error = difference(result["final"], single["final"])
    assert error < 2e-5, f"off by {error} of a tensor's largest element"


def weights(network):
    """Weights `[inputs, outputs]` and biases, in order, each row-major."""
    tensors = [p.detach() for p in network.parameters()]
    return [(t.T if t.ndim == 2 else t).reshape(-1).tolist() for t in tensors]


class Episodes:
    """What is reported: the episode's last step, length, whether it terminated, total."""

    def __init__(self, environments):
        self.totals, self.lengths = [0.0] * environments, [0] * environments
        self.rows = []

    def add(self, index, reward, terminated, truncated, step):
        self.totals[index] += reward
        self.lengths[index] += 1
        if terminated or truncated:
            self.rows.append(
                {"endStep": step, "length": self.lengths[index], "terminated": bool(terminated),
                 "total": self.totals[index]})
            self.totals[index], self.lengths[index] = 0.0, 0
