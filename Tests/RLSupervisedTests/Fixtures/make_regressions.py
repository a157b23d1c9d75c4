"""Writes the fits that the presets of `regression` are compared with, as JSON: least squares, and
logistic regression of the greatest likelihood.

Each run's data come from the first of its seed's five streams: samples, then the order, whose first
fifth is held out.

Usage: python make_regressions.py TABULAR   (numpy==2.4.6), with the folder of the diabetes files of
scikit-learn 1.9.1, diabetes_data_raw.csv and diabetes_target.csv.
"""

import json
import pathlib
import sys

import numpy as np

assert np.__version__ == "2.4.6", np.__version__
FOLDER = pathlib.Path(sys.argv[1])
FILE = pathlib.Path(__file__).parent / "regressions.json"


def line(rng):
    x = rng.uniform(-2, 2, 250)
    return x[:, None], 2 * x - 1 + rng.normal(0, 0.1, 250)


def diabetes(_):
    inputs = np.loadtxt(FOLDER / "diabetes_data_raw.csv")
    return inputs, np.loadtxt(FOLDER / "diabetes_target.csv")


def stream(seed):
    return np.random.Generator(np.random.PCG64(np.random.SeedSequence(seed).spawn(5)[0]))


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def logistic(seed):
    """Newton's method, which is at the maximum well before its last step."""
    rng = stream(seed)
    x = rng.uniform(-4, 4, 1000)
    y = (rng.uniform(0, 1, 1000) < sigmoid(2 * x - 1)).astype(float)
    held_out, training = np.split(rng.permutation(1000), [200])
    inputs = np.c_[np.ones(1000), x]
    weights = np.zeros(2)
    for _ in range(25):
        p = sigmoid(inputs[training] @ weights)
        hessian = (inputs[training].T * (p * (1 - p))) @ inputs[training]
        step = np.linalg.solve(hessian, inputs[training].T @ (p - y[training]))
        weights -= step
    assert np.abs(step).max() < 1e-12
    p = sigmoid(inputs[held_out] @ weights)
    return {
        "seed": seed,
        "intercept": weights[0],
        "slope": weights[1],
        "cost": -np.log(np.where(y[held_out] == 1, p, 1 - p)).mean(),
    }


def least_squares(data, seed):
    rng = stream(seed)
    inputs, targets = data(rng)
    order = rng.permutation(len(targets))
    held_out, training = np.split(order, [round(0.2 * len(targets))])
    inputs = np.c_[np.ones(len(inputs)), inputs]
    weights = np.linalg.lstsq(inputs[training], targets[training], rcond=None)[0]
    errors = (inputs @ weights - targets) ** 2
    y = targets[held_out]
    return {
        "seed": seed,
        "trainingCost": errors[training].mean(),
        "cost": errors[held_out].mean(),
        "r2": 1 - errors[held_out].sum() / ((y - y.mean()) ** 2).sum(),
    }


seeds = range(1, 11)
FILE.write_text(
    json.dumps(
        {
            "linear": [least_squares(line, seed) for seed in seeds],
            "logistic": [logistic(seed) for seed in seeds],
            "diabetes": [least_squares(diabetes, seed) for seed in seeds],
        },
        separators=(",", ":"),
    )
    + "\n"
)
