"""Writes numbers of NumPy and scikit-learn and files of Python's gzip as JSON.

Usage: python make_fixtures.py   (numpy==2.4.6, scikit-learn==1.9.1)
"""

import base64
import gzip
import json
import math
import pathlib
import struct

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits, load_iris, load_wine
from sklearn.datasets import make_moons
from sklearn.preprocessing import StandardScaler

assert np.__version__ == "2.4.6", np.__version__
assert sklearn.__version__ == "1.9.1", sklearn.__version__
FOLDER = pathlib.Path(__file__).parent


def write(name, value):
    (FOLDER / f"{name}.json").write_text(json.dumps(value, separators=(",", ":")) + "\n")


def text(content):
    return base64.b64encode(content).decode()


def files():
    rng = np.random.default_rng(1)
    images = rng.integers(0, 256, (5, 4, 3), dtype=np.uint8)
    labels = rng.integers(0, 10, 5, dtype=np.uint8)
    idx3 = struct.pack(">BBBBIII", 0, 0, 8, 3, 5, 4, 3) + images.tobytes()
    idx1 = struct.pack(">BBBBI", 0, 0, 8, 1, 5) + labels.tobytes()
    pixels = rng.integers(0, 256, (3, 3072), dtype=np.uint8)
    cifar10 = b"".join(bytes([3 * i]) + row.tobytes() for i, row in enumerate(pixels))
    cifar100 = b"".join(bytes([9 * i, 49 * i]) + row.tobytes() for i, row in enumerate(pixels))
    half = len(idx3) // 2
    return {
        "images": images.ravel().tolist(),
        "labels": labels.tolist(),
        "idx3": text(idx3),
        "idx3gz": text(gzip.compress(idx3, mtime=0)),
        "idx3two": text(gzip.compress(idx3[:half], mtime=0) + gzip.compress(idx3[half:], mtime=0)),
        "idx1gz": text(gzip.compress(idx1, mtime=0)),
        "pixels": text(pixels.tobytes()),
        "cifar10": text(gzip.compress(cifar10, mtime=0)),
        "cifar100": text(gzip.compress(cifar100, mtime=0)),
        "zeros": text(gzip.compress(bytes(10_000_000), 9, mtime=0)),
    }


def moons(count, noise, seed):
    points, labels = make_moons(count, shuffle=False)
    if noise:
        points = points + np.random.default_rng(seed).normal(scale=noise, size=points.shape)
    return {
        "count": count,
        "noise": noise,
        "seed": seed,
        "inputs": points.ravel().tolist(),
        "targets": labels.tolist(),
    }


def spirals(arms, count, noise, seed):
    rng = np.random.default_rng(seed)
    points = []
    for arm in range(arms):
        radius = np.linspace(0, 1, count)
        angle = np.linspace(arm * 4, (arm + 1) * 4, count) + rng.standard_normal(count) * noise
        points.append(np.c_[radius * np.sin(angle), radius * np.cos(angle)])
    return {
        "arms": arms,
        "count": count,
        "noise": noise,
        "seed": seed,
        "inputs": np.concatenate(points).ravel().tolist(),
        "targets": np.repeat(np.arange(arms), count).tolist(),
    }


def samples(count, low, high, noise, seed):
    rng = np.random.default_rng(seed)
    x = rng.uniform(low, high, count)
    y = np.sin(x) + rng.normal(0, noise, count)
    return {
        "count": count,
        "low": low,
        "high": high,
        "noise": noise,
        "seed": seed,
        "inputs": x.tolist(),
        "targets": y.tolist(),
    }


def table(inputs, targets):
    scaler = StandardScaler().fit(inputs)
    return {
        "shape": list(inputs.shape),
        "columnSums": inputs.sum(0).tolist(),
        "targetSum": float(targets.sum()),
        "first": inputs[0].tolist(),
        "last": inputs[-1].tolist(),
        "means": scaler.mean_.tolist(),
        "deviations": scaler.scale_.tolist(),
    }


def pixels():
    """Statistics of two channels of bytes, of the first three of five images."""
    rng = np.random.default_rng(8)
    images = rng.integers(0, 256, (5, 2, 3, 4), dtype=np.uint8)
    part = images[:3] / 255
    return {
        "images": images.ravel().tolist(),
        "mean": float(part.mean()),
        "deviation": float(part.std()),
        "channelMeans": part.mean((0, 2, 3)).tolist(),
        "channelDeviations": part.std((0, 2, 3)).tolist(),
        "featureMeans": part.mean(0).ravel().tolist(),
    }


angles = [i * 0.37 - 12 for i in range(80)] + [1e5, -1e5, 99_999.5, math.pi, math.pi / 2, 1e-9]
write("files", files())
write(
    "points",
    {
        "moons": [moons(2, 0, 0), moons(7, 0, 0), moons(100, 0, 0), moons(31, 0.15, 5)],
        "spirals": [spirals(3, 40, 0.2, 7), spirals(1, 1, 0.2, 1), spirals(2, 9, 0, 0)],
        "samples": [samples(50, -3.5, 3.5, 0.1, 3), samples(1, 0, 1, 0, 4)],
        "angles": [[a, math.sin(a), math.cos(a)] for a in angles],
    },
)
diabetes = load_diabetes(scaled=False)
write(
    "tables",
    {
        "iris": table(*load_iris(return_X_y=True)),
        "digits": table(*load_digits(return_X_y=True)),
        "breast-cancer": table(*load_breast_cancer(return_X_y=True)),
        "wine": table(*load_wine(return_X_y=True)),
        "diabetes": table(diabetes.data, diabetes.target),
    },
)
write("pixels", pixels())
write(
    "splits",
    [
        {"seed": seed, "count": count, "order": np.random.default_rng(seed).permutation(count).tolist()}
        for seed, count in [(0, 1), (3, 20), (42, 150)]
    ],
)
