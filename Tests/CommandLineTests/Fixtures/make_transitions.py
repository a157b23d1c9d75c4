"""Writes transitions.json beside this script: `python3 make_transitions.py`.

What `rlrun` must write to a receipt as the hash of all transitions, by Gymnasium's environments,
NumPy's random streams and hashlib. The runs are DQN's before it learns anything, so that every
action is a draw of its policy's stream.
"""

import hashlib
import json
import struct
from pathlib import Path

import gymnasium
import numpy as np

PINNED = {"gymnasium": "1.4.0", "numpy": "2.4.6"}
for module in (gymnasium, np):
    expected = PINNED[module.__name__]
    assert module.__version__ == expected, f"{module.__name__} {expected} is pinned"


def generator(sequence):
    return np.random.Generator(np.random.PCG64(sequence))


def floats(observation):
    """Little-endian float32; the number of a state as one of them."""
    return np.atleast_1d(np.asarray(observation)).astype("<f4").tobytes()


def run(name, settings, seed, steps):
    # The streams of a run: the agent's first, and of these the environments' and the policy's.
    agent = np.random.SeedSequence(seed).spawn(4)[0]
    _, environments, policy, _ = agent.spawn(4)
    environment = gymnasium.make(name, **settings)
    environment.unwrapped.np_random = generator(environments.spawn(1)[0])
    policy = generator(policy)

    digest, rows, start = hashlib.sha256(), [], True
    observation, _ = environment.reset()
    for step in range(1, steps + 1):
        if start:
            digest.update(floats(observation))
        action = int(policy.integers(environment.action_space.n))
        observation, reward, terminated, truncated, _ = environment.step(action)
        digest.update(struct.pack("<qd", action, reward))
        digest.update(floats(observation))
        digest.update(bytes([terminated + 2 * truncated]))
        start = terminated or truncated
        if start:
            rows.append([step, digest.hexdigest()[:16]])
            observation, _ = environment.reset()
    return {"environment": name, "seed": seed, "steps": steps, "rows": rows,
            "transitions": digest.hexdigest()}


cases = [
    run("CartPole-v1", {}, 7, 500),
    run("FrozenLake-v1", {}, 8, 1000),
    run("CliffWalking-v1", {}, 2**64 - 1, 300),
]
assert any(len(case["rows"]) > 10 for case in cases)
path = Path(__file__).with_name("transitions.json")
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
