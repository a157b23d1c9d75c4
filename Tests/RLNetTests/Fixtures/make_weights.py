"""Writes network.safetensors and shapes.safetensors beside this script: `python3 make_weights.py`.

The files are those of the safetensors package itself, so that the tests read what others write.
`pip install safetensors==0.8.0 numpy==2.4.6`; another version stops the script.
"""

from pathlib import Path

import numpy as np
import safetensors
from safetensors.numpy import save_file

PINNED = {safetensors: "0.8.0", np: "2.4.6"}
for module, expected in PINNED.items():
    found = module.__version__
    assert found == expected, f"{module.__name__} {found} is installed, {expected} is pinned"

folder = Path(__file__).parent


def ramp(*shape, start):
    """start, start + 1/8, start + 2/8, ... row by row: exact in float32."""
    return (start + np.arange(np.prod(shape)) / 8).astype(np.float32).reshape(shape)


# A network of layers 3-4-2, weights [inputs, outputs].
save_file(
    {
        "0.weight": ramp(3, 4, start=-1), "0.bias": ramp(4, start=2),
        "2.weight": ramp(4, 2, start=-3), "2.bias": ramp(2, start=5),
    },
    folder / "network.safetensors",
    metadata={"format": "np", "text": 'quotes " and \\, a line\nbreak, é, 𝛾'},
)

# Every rank, no elements, and numbers of every kind.
save_file(
    {
        "number": np.array(0.5, dtype=np.float32),
        "empty": np.zeros((0, 3), dtype=np.float32),
        "vector": np.array([-0.0, np.inf, -np.inf, 1e-45, 3.4028235e38], dtype=np.float32),
        "four axes": ramp(2, 1, 3, 2, start=0),
    },
    folder / "shapes.safetensors",
)
