"""Writes torch.safetensors and torch.json beside this script: `python3 make_torch.py`.

A network with a square layer and a convolution, as PyTorch has it, and what it makes of some inputs.
`pip install torch==2.15.0 safetensors==0.8.0`; another version stops the script.
"""

import json
from pathlib import Path

import safetensors
import torch
from safetensors.torch import save_file

PINNED = {safetensors: "0.8.0", torch: "2.15.0"}
for module, expected in PINNED.items():
    found = module.__version__.split("+")[0]
    assert found == expected, f"{module.__name__} {found} is installed, {expected} is pinned"

folder = Path(__file__).parent
torch.manual_seed(1)
network = torch.nn.Sequential(
    torch.nn.Conv2d(1, 1, 2), torch.nn.Tanh(), torch.nn.Flatten(),
    torch.nn.Linear(4, 4), torch.nn.Tanh(), torch.nn.Linear(4, 2))
save_file(
    network.state_dict(), folder / "torch.safetensors", metadata={"layout": "outputs,inputs"})
inputs = torch.rand(3, 1, 3, 3)
with torch.no_grad():
    outputs = network.double()(inputs.double())
content = {"inputs": inputs.flatten().tolist(), "outputs": outputs.flatten().tolist()}
(folder / "torch.json").write_text(json.dumps(content) + "\n")
