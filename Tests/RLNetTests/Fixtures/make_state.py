"""Writes state.safetensors beside this script, as `StateFile` has to: `python3 make_state.py`.

The bytes follow from the format's description and hashlib; the safetensors package itself opens the
file and finds the arrays. `pip install safetensors==0.8.0 numpy==2.4.6`; another version stops the
script.
"""

import hashlib
import json
from pathlib import Path

import numpy as np
import safetensors
from safetensors import safe_open

PINNED = {safetensors: "0.8.0", np: "2.4.6"}
for module, expected in PINNED.items():
    found = module.__version__
    assert found == expected, f"{module.__name__} {found} is installed, {expected} is pinned"

TYPES = {
    "<f8": "F64", "<i8": "I64", "<u8": "U64", "<f4": "F32", "<i4": "I32", "|u1": "U8", "|b1": "BOOL",
}

# In the order in which the test writes them; every type, two of most, sizes that would leave the
# next array at a place that is no multiple of its numbers' size.
arrays = {
    "bytes": np.array([0, 1, 255], dtype=np.uint8),
    "floats": np.array([[-0.0, np.inf, 1e-45]], dtype=np.float32),
    "counter": np.array(-(2**63), dtype=np.int64),
    "none": np.zeros((0, 3), dtype=np.float64),
    "flags": np.array([True, False, True, True, False]),
    "whole": np.array([[-(2**31)], [2**31 - 1], [7]], dtype=np.int32),
    "wörds \"x\"": np.array([0, 2**64 - 1], dtype=np.uint64),
    "doubles": np.array([np.pi, -np.inf, 5e-324], dtype=np.float64),
    "axes": np.arange(6, dtype=np.uint8).reshape(1, 2, 1, 3, 1),
    "empty": np.zeros(0, dtype=bool),
}
metadata = {"run": 'quotes " and \\, é, 𝛾', "step": "12", "sha256": "0" * 64}

header = {"__metadata__": metadata}
data = b""
for size in [8, 4, 1]:
    for name, array in arrays.items():
        if array.itemsize == size:
            assert len(data) % size == 0
            offsets = [len(data), len(data) + array.nbytes]
            header[name] = {
                "dtype": TYPES[array.dtype.str], "shape": list(array.shape), "data_offsets": offsets,
            }
            data += array.tobytes()
text = json.dumps(header, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
text += b" " * (-len(text) % 8)
blank = len(text).to_bytes(8, "little") + text + data
digest = hashlib.sha256(blank).hexdigest().encode()
assert blank.count(b"0" * 64) == 1
path = Path(__file__).parent / "state.safetensors"
path.write_bytes(blank.replace(b"0" * 64, digest))

with safe_open(path, framework="np") as file:
    assert file.metadata() == metadata | {"sha256": digest.decode()}
    assert set(file.keys()) == set(arrays)
    for name, array in arrays.items():
        found = file.get_tensor(name)
        assert found.dtype == array.dtype and found.shape == array.shape, name
        assert found.tobytes() == array.tobytes(), name
