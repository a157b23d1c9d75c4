"""Writes statistics.json beside this script: `python3 make_statistics.py`.

SciPy's statistics and percentile bootstrap intervals, drawn as Sources/Agents/Statistics draws them:
sorted numbers, PCG64(0), 10 000 resamples. rliable, the field's own library, has to agree on the
statistics to rounding, and on the intervals as far as another random stream can. Takes minutes.
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import scipy.stats
from rliable import library, metrics

# pandas 3 stops the release of arch that rliable imports.
PINNED = {
    "numpy": "2.4.6", "scipy": "1.17.1", "rliable": "1.2.0", "arch": "7.2.0", "pandas": "2.3.3"}
for package, pinned in PINNED.items():
    assert version(package) == pinned, f"{package} {version(package)} is installed, not {pinned}"

RESAMPLES = 10_000


def iqm(x, axis):
    return scipy.stats.trim_mean(x, 0.25, axis=axis)


def improvement(x, y, axis=-1):
    return scipy.stats.mannwhitneyu(x, y, axis=axis, method="asymptotic").statistic / (
        x.shape[axis] * y.shape[axis])


def interval(samples, statistic, batch=None):
    result = scipy.stats.bootstrap(
        [np.sort(sample) for sample in samples], statistic, n_resamples=RESAMPLES, batch=batch,
        method="percentile", vectorized=True, axis=-1,
        rng=np.random.Generator(np.random.PCG64(0)))
    return [float(result.confidence_interval.low), float(result.confidence_interval.high)]


def check_with_rliable(scores, statistic, value, found):
    """`scores` is one array, or two in a tuple."""
    columns = [s[:, None] for s in scores] if isinstance(scores, tuple) else scores[:, None]

    def rliable_interval(confidence):
        np.random.seed(1)
        points, intervals = library.get_interval_estimates(
            {"x": columns}, lambda *x: np.array([statistic(*x)]), reps=20_000,
            confidence_interval_size=confidence)
        assert np.isclose(points["x"][0], value, rtol=1e-12), (points, value)
        return intervals["x"][:, 0]

    # The rank of a 2.5th percentile of 10 000 resamples has a standard error of 0.16 %, of 20 000
    # 0.11 %: three of both together are 0.6 %. Values, unlike ranks, jump where numbers repeat.
    narrow, wide = rliable_interval(0.938), rliable_interval(0.962)
    slack = 1e-12 * np.abs(found).max()
    assert wide[0] - slack <= found[0] <= narrow[0] + slack, (wide, found, narrow)
    assert narrow[1] - slack <= found[1] <= wide[1] + slack, (wide, found, narrow)


draws = np.random.default_rng(2021)
samples = {
    "two": draws.normal(size=2),
    "three": draws.normal(size=3),
    "four": draws.normal(size=4),
    "seven": draws.normal(-150, 30, size=7),
    "ten seeds, most at the limit": np.array(
        [500.0, 500, 487.25, 500, 12.5, 500, 499.75, 500, 321, 500]),
    "ten seeds": draws.normal(200, 40, size=10).round(3),
    "equal": np.full(5, 0.1),
    "a hundred with a long tail": draws.lognormal(3, 1.5, size=100),
    "below zero and above": draws.normal(0, 1e-3, size=33),
}
ones = []
for name, x in samples.items():
    case = {
        "name": name, "values": x.tolist(), "mean": np.mean(x), "median": np.median(x),
        "interquartileMean": scipy.stats.trim_mean(x, 0.25),
        "percents": [0, 2.5, 10, 33.3, 50, 75, 97.5, 100],
        "meanInterval": interval([x], np.mean), "medianInterval": interval([x], np.median),
        "interquartileMeanInterval": interval([x], iqm),
    }
    case["percentiles"] = np.percentile(x, case["percents"]).tolist()
    ones.append(case)
    if len(x) >= 10:
        check_with_rliable(x, metrics.aggregate_mean, case["mean"], case["meanInterval"])
        check_with_rliable(
            x, metrics.aggregate_iqm, case["interquartileMean"], case["interquartileMeanInterval"])

pairs = []
for name, x, y in [
    ("with ties", samples["ten seeds, most at the limit"],
     np.array([500.0, 480, 500, 9.5, 321, 500, 500])),
    ("apart", samples["ten seeds"], samples["seven"]),
    ("overlapping", samples["ten seeds"], draws.normal(190, 40, size=15).round(1)),
    ("the same", samples["ten seeds"], samples["ten seeds"]),
    ("equal numbers", samples["equal"], samples["equal"]),
]:
    pairs.append({
        "name": name, "first": x.tolist(), "second": y.tolist(),
        "probability": improvement(x, y), "interval": interval([x, y], improvement, batch=1),
        "interquartileMeanDifference": interval(
            [x, y], lambda x, y, axis=-1: iqm(x, axis) - iqm(y, axis), batch=1),
    })
    check_with_rliable(
        (x, y), metrics.probability_of_improvement, pairs[-1]["probability"],
        pairs[-1]["interval"])

profiles = []
for name in ["ten seeds, most at the limit", "ten seeds", "equal", "seven"]:
    x = samples[name]
    # Below all scores, at some of them, between them and above all.
    taus = np.unique(np.concatenate([x[:3], [x.min() - 1, np.mean(x), x.max(), x.max() + 1]]))
    profile = {"name": name, "values": x.tolist(), "thresholds": taus.tolist(), "shares": [],
               "intervals": []}
    for tau in taus:
        profile["shares"].append(float(np.mean(x >= tau)))
        profile["intervals"].append(
            interval([x], lambda x, axis=-1, tau=tau: np.mean(x >= tau, axis=axis)))
    # rliable counts scores above tau: those at it are above the number just below it.
    np.random.seed(1)
    found, bands = library.create_performance_profile(
        {"x": x[:, None]}, np.nextafter(taus, -np.inf), reps=20_000)
    assert np.allclose(found["x"], profile["shares"], rtol=1e-12), (found, profile)
    # Shares of n runs are n-ths: another stream may move a percentile by one of them.
    assert np.abs(bands["x"].T - profile["intervals"]).max() <= 1 / len(x) + 1e-9, (bands, profile)
    profiles.append(profile)

wilson = []
for successes, trials in [(0, 1), (1, 1), (0, 10), (1, 10), (9, 10), (10, 10), (3, 7), (50, 1000)]:
    found = scipy.stats.binomtest(successes, trials).proportion_ci(method="wilson")
    wilson.append({"successes": successes, "trials": trials, "low": found.low, "high": found.high})


def lines(cases):
    return "[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]"


Path(__file__).with_name("statistics.json").write_text(
    f'{{"samples": {lines(ones)},\n"pairs": {lines(pairs)},\n"profiles": {lines(profiles)},\n"shares": {lines(wilson)}}}\n')
