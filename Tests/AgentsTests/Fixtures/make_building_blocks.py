"""Writes building-blocks.json beside this script: `python3 make_building_blocks.py`.

Distributions, advantages, normalisation and noise by the formulas of CleanRL and
Stable-Baselines3, written out in NumPy in float64, with draws from NumPy's streams. Inputs are exact
in float32.
"""

import json
from pathlib import Path

import numpy as np

assert np.__version__ == "2.4.6", f"numpy {np.__version__} is installed, 2.4.6 is pinned"

draws = np.random.default_rng(2026)


def inputs(*shape, scale=1.0):
    return (scale * draws.normal(size=shape)).astype(np.float32).astype(np.float64)


def log_density(x, mean, log_deviation):
    z = (x - mean) / np.exp(log_deviation)
    return -0.5 * z**2 - log_deviation - 0.5 * np.log(2 * np.pi)


def diagonal_normal(log_deviation_shape):
    mean, log_deviation = inputs(4, 3), inputs(*log_deviation_shape, scale=0.5)
    actions = inputs(4, 3, scale=2.0)
    noise = np.random.default_rng(7).standard_normal((4, 3))
    entropy = np.broadcast_to(log_deviation + 0.5 * np.log(2 * np.pi * np.e), (4, 3)).sum(axis=1)
    return {
        "mean": mean, "logDeviation": log_deviation, "actions": actions, "seed": 7,
        "sample": mean + np.exp(log_deviation) * noise,
        "logProbability": log_density(actions, mean, log_deviation).sum(axis=1),
        "entropy": entropy}


def squashed_normal():
    mean, log_deviation = inputs(5, 2, scale=2.0), inputs(5, 2, scale=0.5) - 0.5
    log_deviation = log_deviation.astype(np.float32).astype(np.float64)
    scale, offset = np.array([2.0, 0.5]), np.array([0.25, -1.0])
    noise = inputs(5, 2)
    u = mean + np.exp(log_deviation) * noise
    normal = log_density(u, mean, log_deviation)
    # log(1 − tanh²u) = −2 log cosh u.
    exact = -2 * np.log(np.cosh(u))
    slope = 1 - np.tanh(u) ** 2
    return {
        "mean": mean, "logDeviation": log_deviation, "noise": noise, "scale": scale,
        "offset": offset, "actions": np.tanh(u) * scale + offset,
        "stable": (normal - exact - np.log(scale)).sum(axis=1),
        "epsilon": (normal - np.log(scale * slope + 1e-6)).sum(axis=1)}


def state_dependent_normal():
    environments, latent, dimensions = 3, 4, 2
    features, mean = inputs(environments, latent), inputs(environments, dimensions)
    log_deviation = inputs(latent, dimensions, scale=0.5)
    matrices = np.exp(log_deviation) * np.random.default_rng(8).standard_normal(
        (environments, latent, dimensions))
    noise = np.einsum("el,eld->ed", features, matrices)
    actions = inputs(environments, dimensions)
    variance = features**2 @ np.exp(log_deviation) ** 2 + 1e-6
    return {
        "mean": mean, "logDeviation": log_deviation, "latent": features, "actions": actions,
        "seed": 8, "sample": mean + noise,
        "logProbability": log_density(actions, mean, 0.5 * np.log(variance)).sum(axis=1),
        "entropy": (0.5 * np.log(2 * np.pi * np.e * variance)).sum(axis=1)}


def advantages():
    """The loop of CleanRL's ppo.py, and that of Stable-Baselines3's RolloutBuffer, which agree."""
    steps, environments, discount, trace = 9, 3, 0.97, 0.9
    rewards, values = inputs(steps, environments), inputs(steps, environments)
    last = inputs(environments)
    ended = draws.uniform(size=(steps, environments)) < 0.3
    ended[-1] = [True, False, False]

    cleanrl = np.zeros_like(rewards)
    # dones[t] says that an episode ended before step t.
    dones = np.concatenate([np.zeros((1, environments)), ended[:-1]])
    next_done = ended[-1].astype(float)
    last_lambda = 0
    for t in reversed(range(steps)):
        nonterminal = 1.0 - (next_done if t == steps - 1 else dones[t + 1])
        following = last if t == steps - 1 else values[t + 1]
        delta = rewards[t] + discount * following * nonterminal - values[t]
        cleanrl[t] = last_lambda = delta + discount * trace * nonterminal * last_lambda

    # Each advantage as the sum of the definition, up to the end of its episode.
    for e in range(environments):
        for t in range(steps):
            total, weight, k = 0.0, 1.0, t
            while True:
                following = last[e] if k == steps - 1 else values[k + 1, e]
                future = 0.0 if ended[k, e] else following
                total += weight * (rewards[k, e] + discount * future - values[k, e])
                if ended[k, e] or k == steps - 1:
                    break
                weight, k = weight * discount * trace, k + 1
            assert np.isclose(total, cleanrl[t, e], rtol=1e-12, atol=1e-12)

    flat = cleanrl.reshape(-1)
    returns = flat + values.reshape(-1)
    ratios = inputs(20, scale=0.3)
    return {
        "rewards": rewards, "values": values, "ended": ended, "lastValues": last,
        "discount": discount, "lambda": trace, "advantages": cleanrl,
        "normalized": (flat - flat.mean()) / (flat.std(ddof=1) + 1e-8),
        "explainedVariance": 1 - np.var(returns - values.reshape(-1)) / np.var(returns),
        "logRatios": ratios, "plain": np.mean(-ratios),
        "nonnegative": np.mean(np.expm1(ratios) - ratios)}


class RunningMeanStd:
    """That of Stable-Baselines3."""

    def __init__(self, shape):
        self.mean, self.var, self.count = np.zeros(shape), np.ones(shape), 1e-4

    def update(self, batch):
        mean, var, count = batch.mean(axis=0), batch.var(axis=0), batch.shape[0]
        delta, total = mean - self.mean, self.count + count
        self.mean = self.mean + delta * count / total
        both = self.var * self.count + var * count
        both += np.square(delta) * self.count * count / total
        self.var, self.count = both / total, total


def statistics():
    width = 3
    running = RunningMeanStd(width)
    batches = []
    seen = []
    for rows, scale in [(4, 1.0), (1, 5.0), (16, 0.1), (7, 30.0)]:
        batch = inputs(rows, width, scale=scale) + 2
        batch = batch.astype(np.float32).astype(np.float64)
        running.update(batch)
        seen.append(batch)
        normalized = np.clip((batch - running.mean) / np.sqrt(running.var + 1e-8), -10, 10)
        batches.append({
            "rows": batch, "mean": running.mean, "variance": running.var, "count": running.count,
            "normalized": normalized})
    # The start is 10⁻⁴ of a row with mean 0 and variance 1.
    everything = np.concatenate(seen)
    mean = everything.sum(axis=0) / running.count
    square = ((everything**2).sum(axis=0) + 1e-4) / running.count
    assert np.allclose(running.mean, mean, rtol=1e-12)
    assert np.allclose(running.var, square - mean**2, rtol=1e-11)
    return batches


def normalized_rewards():
    """The order of Stable-Baselines3's VecNormalize.step_wait."""
    steps, environments, discount = 12, 2, 0.9
    rewards = inputs(steps, environments, scale=3.0)
    rewards[3, 1] = 500.0
    ended = draws.uniform(size=(steps, environments)) < 0.25
    running, returns = RunningMeanStd(()), np.zeros(environments)
    found = np.zeros_like(rewards)
    for t in range(steps):
        returns = returns * discount + rewards[t]
        running.update(returns)
        found[t] = np.clip(rewards[t] / np.sqrt(running.var + 1e-8), -10, 10)
        returns[ended[t]] = 0
    return {"rewards": rewards, "ended": ended, "discount": discount, "normalized": found}


def noise():
    steps, environments, dimensions, sigma, theta, dt = 6, 2, 2, 0.5, 0.15, 0.01
    resets = [(2, 1), (4, 0)]  # after these steps
    normals = np.random.default_rng(9).standard_normal((steps, environments, dimensions))
    drift, found = np.zeros((environments, dimensions)), []
    for t in range(steps):
        drift = drift + theta * (0 - drift) * dt + sigma * np.sqrt(dt) * normals[t]
        found.append(drift.copy())
        for step, environment in resets:
            if step == t:
                drift[environment] = 0
    return {
        "seed": 9, "deviation": sigma, "resets": resets, "normal": sigma * normals,
        "drift": np.array(found)}


def plain(x):
    if isinstance(x, dict):
        return {key: plain(value) for key, value in x.items()}
    if isinstance(x, (list, tuple)):
        return [plain(value) for value in x]
    if isinstance(x, np.ndarray):
        return x.reshape(-1).tolist()
    return x.item() if isinstance(x, np.generic) else x


blocks = {
    "normals": [diagonal_normal((3,)), diagonal_normal((4, 3))], "squashed": squashed_normal(),
    "stateDependent": state_dependent_normal(), "advantages": advantages(),
    "statistics": statistics(), "rewards": normalized_rewards(), "noise": noise()}
Path(__file__).with_name("building-blocks.json").write_text(
    "{\n" + ",\n".join(f'"{name}": {json.dumps(plain(x))}' for name, x in blocks.items()) + "\n}\n")
