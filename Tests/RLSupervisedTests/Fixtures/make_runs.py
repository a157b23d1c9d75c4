"""Writes the order of the examples, the losses and the update hash of supervised runs as JSON, with
NumPy's SeedSequence, PCG64 and permutation and Python's hashlib.

The task of these runs has two losses: an eighth of the sum of the positions of a batch, and the part
of the training that is done.

Usage: python make_runs.py   (numpy==2.4.6)
"""

import hashlib
import json
import pathlib
import struct

import numpy as np

assert np.__version__ == "2.4.6", np.__version__
FOLDER = pathlib.Path(__file__).parent


def run(seed, examples, batch_size, epochs, evaluate_every):
    # The streams of data, weights, noise, evaluation and order.
    order_stream = np.random.SeedSequence(seed).spawn(5)[4]
    generator = np.random.Generator(np.random.PCG64(order_stream))
    all_updates = epochs * -(-examples // batch_size)
    updates, batches, rows = 0, [], []
    digest = hashlib.sha256()
    sums, summed = [0.0, 0.0], 0
    for epoch in range(1, epochs + 1):
        order = generator.permutation(examples)
        for start in range(0, examples, batch_size):
            batch = [int(position) for position in order[start : start + batch_size]]
            batches.append(batch)
            losses = [np.float32(sum(batch)) / np.float32(8), np.float32(updates / all_updates)]
            digest.update(struct.pack(f"<{len(batch)}I", *batch))
            digest.update(struct.pack("<2f", *losses))
            sums = [total + float(loss) * len(batch) for total, loss in zip(sums, losses)]
            summed += len(batch)
            updates += 1
        if epoch % evaluate_every == 0 or epoch == epochs:
            means = [total / summed for total in sums]
            rows.append({"number": epoch, "updates": updates, "losses": means,
                         "hash": digest.hexdigest()})
            sums, summed = [0.0, 0.0], 0
    return {"seed": str(seed), "examples": examples, "batchSize": batch_size, "epochs": epochs,
            "evaluateEvery": evaluate_every, "batches": batches, "rows": rows}


runs = [
    run(0, 4, 4, 5, 1),
    run(1, 10, 3, 7, 2),
    run(7, 10, 100, 3, 5),
    run(2**64 - 1, 5, 1, 4, 4),
    run(12345, 257, 64, 2, 1),
]
(FOLDER / "runs.json").write_text(json.dumps(runs, separators=(",", ":")) + "\n")
