"""Special functions at float32 inputs over their useful range, from mpmath with 50 digits."""

import math

import mpmath
import numpy as np
import torch

from fixture_support import SEED, write

SMALLEST = 2.0**-149  # the least positive float32
LARGEST = float(np.finfo(np.float32).max)


def points(*parts, lower=-math.inf, upper=math.inf):
    """The float32 values of `parts` that lie in [lower, upper], in order, each once."""
    values = np.concatenate([np.ravel(p) for p in parts]).astype(np.float32).astype(np.float64)
    return np.unique(values[(values >= lower) & (values <= upper)] + 0.0).tolist()


def neighbours(centre, ulps=3):
    """The float32 values next to `centre`, on both sides, and itself."""
    values = [np.float32(centre)]
    for direction in (-np.inf, np.inf):
        value = np.float32(centre)
        for _ in range(ulps):
            value = np.nextafter(value, np.float32(direction))
            values.append(value)
    return np.array(values, dtype=np.float64)


def both(magnitudes):
    return np.concatenate([-magnitudes, magnitudes])


def make_special():
    mpmath.mp.dps = 50
    generator = np.random.default_rng(SEED + 6)
    near_zero = both(np.concatenate([
        2.0 ** generator.uniform(-149, -126, 8),  # subnormal
        2.0 ** generator.uniform(-126, -24, 12),
        2.0 ** generator.uniform(-24, 0, 40),
        [SMALLEST, 2.0**-126, 2.0**-24, 2.0**-12, 0.0],
    ]))
    near_one = np.concatenate([
        neighbours(1, 8), 1 + both(2.0 ** np.arange(-23.0, -1)), generator.uniform(0.5, 2, 60)
    ])
    # exp halves its range at odd multiples of ln 2 / 2; log at powers of two times sqrt(2).
    exp_joins = np.concatenate([neighbours((k + 0.5) * math.log(2), 1)
                                for k in [-149, -127, -100, -20, -2, -1, 0, 1, 2, 20, 100, 126]])
    log_joins = np.concatenate([neighbours(math.sqrt(2) * 2.0**k, 1)
                                for k in [-126, -100, -20, -2, -1, 0, 1, 2, 20, 100, 126]])
    exp_upper, exp_lower = math.log(LARGEST), math.log(SMALLEST)
    edges = np.concatenate([neighbours(exp_upper), neighbours(exp_lower),
                            neighbours(-126 * math.log(2))])

    domains = {
        "exp": points(near_zero, exp_joins, edges, generator.uniform(-87, 88, 180),
                      generator.uniform(-103.9, -87, 40), lower=exp_lower, upper=exp_upper),
        "log": points(near_one, log_joins, 2.0 ** generator.uniform(-149, 128, 220),
                      2.0 ** generator.uniform(-149, -126, 20), neighbours(2.0**-126),
                      [SMALLEST, LARGEST], lower=SMALLEST, upper=LARGEST),
        "tanh": points(near_zero, both(generator.uniform(0, 3, 70)),
                       both(generator.uniform(3, 9.5, 50)), neighbours(9.01),
                       neighbours(0.625), neighbours(-0.625), [-LARGEST, -20, 20, LARGEST]),
        "sigmoid": points(near_zero, both(generator.uniform(0, 8, 60)),
                          both(generator.uniform(8, 18, 30)), generator.uniform(-103.9, -18, 70),
                          edges, [18, 30, 88, 1e10, LARGEST], lower=exp_lower),
        "log1p": points(near_zero, near_one - 1, generator.uniform(-1, 1, 60),
                        -1 + 2.0 ** -np.arange(1.0, 25), 2.0 ** generator.uniform(0, 128, 90),
                        neighbours(math.sqrt(2) - 1), neighbours(math.sqrt(0.5) - 1), [LARGEST],
                        lower=math.nextafter(-1, 0)),
    }
    functions = {
        "exp": (mpmath.exp, torch.exp),
        "log": (mpmath.log, torch.log),
        "tanh": (mpmath.tanh, torch.tanh),
        "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), torch.sigmoid),
        "log1p": (mpmath.log1p, torch.log1p),
    }
    content = {}
    for name, x in domains.items():
        precise, double = functions[name]
        y = [float(precise(mpmath.mpf(value))) for value in x]
        # A second implementation guards against a slip in the first.
        assert np.allclose(double(torch.tensor(x)).numpy(), y, rtol=1e-14, atol=0), name
        print(f"  {name}: {len(x)} points from {x[0]} to {x[-1]}")
        content[name] = {"x": x, "y": y}
    write("special.json", content)
