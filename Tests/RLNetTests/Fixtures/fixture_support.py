"""What the fixture writers share: pinned versions, float32-exact inputs, cases, JSON."""

import json
import math
from pathlib import Path

import mpmath
import numpy as np
import torch

PINNED = {"torch": "2.15.0", "numpy": "2.4.6", "mpmath": "1.3.0"}
for module in (torch, np, mpmath):
    found = module.__version__.split("+")[0]
    expected = PINNED[module.__name__]
    assert found == expected, f"{module.__name__} {found} is installed, {expected} is pinned"

torch.set_num_threads(1)  # the order of a sum must not depend on the machine's cores
torch.set_default_dtype(torch.float64)

# The tests allow 1e-5 of a tensor's largest element. A case that single precision itself cannot
# meet with room to spare would test luck, so it is refused here.
CONDITION_LIMIT = 4e-6
SIZE_LIMIT = 300_000
SEED = 20_250_101  # each file draws from SEED plus its own number


class Inputs:
    """Random float64 tensors whose elements are exact in float32."""

    def __init__(self, seed):
        self.generator = np.random.default_rng(seed)

    def normal(self, *shape, scale=1.0, offset=0.0):
        return exact(self.generator.normal(offset, scale, shape))

    def uniform(self, low, high, *shape):
        return exact(self.generator.uniform(low, high, shape))

    def away_from_zero(self, low, high, *shape):
        """Both signs, magnitudes in [low, high]: denominators, and inputs of kinked functions."""
        signs = self.generator.choice([-1.0, 1.0], shape)
        return exact(signs * self.generator.uniform(low, high, shape))

    def integers(self, count, upper):
        return self.generator.integers(0, upper, count).tolist()

    def probabilities(self, rows, columns):
        logits = self.generator.normal(0, 1.5, (rows, columns))
        return exact(np.exp(logits) / np.exp(logits).sum(-1, keepdims=True))


def exact(array):
    """Rounds to float32 and widens again, so that both sides start from the same numbers."""
    rounded = np.asarray(array, dtype=np.float64).astype(np.float32).astype(np.float64)
    return torch.from_numpy(np.ascontiguousarray(rounded)).reshape(np.shape(array))


def linear(x, w, b):
    """A linear layer as this toolkit stores it: weights [in, out]."""
    return x @ w + b


def tensor_json(tensor):
    if tensor is None:
        return None
    return {"shape": list(tensor.shape), "data": numbers(tensor)}


def numbers(tensor):
    # Adding zero turns -0.0 into 0.0.
    return [float(x) + 0.0 for x in tensor.detach().reshape(-1)]


def assert_well_conditioned(name, reference, single):
    """Single precision must come within CONDITION_LIMIT of the reference's largest element."""
    if reference is None or reference.numel() == 0:
        return
    largest = reference.abs().max().item()
    error = (reference - single.double()).abs().max().item()
    assert math.isfinite(largest), f"{name}: not finite"
    assert error <= CONDITION_LIMIT * largest, f"{name}: float32 is off by {error} of {largest}"


class Cases:
    """Collects operation cases: the value, and the vector-Jacobian product with `upstream`."""

    def __init__(self, seed):
        self.inputs = Inputs(seed)
        self.cases = []

    def add(self, name, function, inputs, **parameters):
        def run(dtype, upstream):
            leaves = [x.detach().to(dtype).requires_grad_() for x in inputs]
            output = function(*leaves)
            if upstream is None:
                upstream = self.inputs.normal(*output.shape)
            gradients = torch.autograd.grad(
                output, leaves, upstream.to(dtype), allow_unused=True
            )
            return upstream, output, gradients

        upstream, output, gradients = run(torch.float64, None)
        _, single_output, single_gradients = run(torch.float32, upstream)
        label = f"{name} {[list(x.shape) for x in inputs]} {parameters}"
        assert_well_conditioned(label, output, single_output)
        for reference, single in zip(gradients, single_gradients):
            assert_well_conditioned(label + " gradient", reference, single)
        self.cases.append(
            {
                "name": name,
                "inputs": [tensor_json(x) for x in inputs],
                "parameters": parameters,
                "upstream": tensor_json(upstream),
                "output": tensor_json(output),
                "gradients": [tensor_json(x) for x in gradients],
            }
        )

    def write(self, file):
        write(file, {"cases": self.cases})


def write(file, content):
    """One line per element of each top-level list, keys in the order given; never NaN."""
    parts = []
    for key, value in content.items():
        if isinstance(value, list) and value and isinstance(value[0], (dict, list)):
            lines = ",\n".join(json.dumps(x, allow_nan=False) for x in value)
            parts.append(f"{json.dumps(key)}: [\n{lines}\n]")
        else:
            parts.append(f"{json.dumps(key)}: {json.dumps(value, allow_nan=False)}")
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    assert json.loads(text) == content, f"{file} does not read back as written"
    assert len(text) < SIZE_LIMIT, f"{file}: {len(text)} bytes, at most {SIZE_LIMIT}"
    (Path(__file__).parent / file).write_text(text)
    print(f"{file}: {len(text)} bytes")
