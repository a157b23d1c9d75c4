"""Makes this folder's JSON fixture: SHA-256 digests by Python's hashlib.

Run it from anywhere: python3 make_fixtures.py
"""

import hashlib
import json
import random
import struct
from pathlib import Path

HERE = Path(__file__).resolve().parent
generator = random.Random(20)


def message(length):
    """A text that is another one for every length."""
    return bytes((31 * i + length) % 256 for i in range(length))


def split(length):
    """Random lengths of pieces, some of them empty."""
    pieces = []
    while sum(pieces) < length:
        piece = generator.choice([0, 1, generator.randint(0, 20), generator.randint(0, 150)])
        pieces.append(min(piece, length - sum(pieces)))
    return pieces


messages = [
    {"pieces": split(length), "digest": hashlib.sha256(message(length)).hexdigest()}
    for length in range(301)
]
numbers = b"".join(
    struct.pack("<BhIqQ5f", i, -i, 77777 * i, -(2**40) * i, 2**63 + i, i, -i, i / 4, 0.0, -0.0)
    for i in range(100)
)
fixture = {"messages": messages, "numbers": hashlib.sha256(numbers).hexdigest()}
(HERE / "sha256.json").write_text(
    "{\n"
    + f'"numbers": "{fixture["numbers"]}",\n"messages": [\n'
    + ",\n".join(json.dumps(message) for message in messages)
    + "\n]\n}\n"
)
