"""REINFORCE by PyTorch in float64, after Williams 1992 and Sutton & Barto 2018, section 13.4."""

import numpy as np
import torch
from environments import make
from fixture_support import Episodes, generator, multilayer, weights


def run(world, limit, seed, s):
    init, environment_streams, policy_stream = np.random.SeedSequence(seed).spawn(3)
    count = s["episodesPerBatch"]
    environments = [make(world, limit) for _ in range(count)]
    own = [generator(stream) for stream in environment_streams.spawn(count)]
    draws = generator(policy_stream)
    features, actions = environments[0].features, environments[0].actions
    initialisation = generator(init)
    policy = multilayer(features, s["hidden"], actions, s["activation"], initialisation)
    baseline = multilayer(features, s["hidden"], 1, s["activation"], initialisation)
    policy_adam = torch.optim.Adam(policy.parameters(), lr=s["learningRate"])
    baseline_adam = torch.optim.Adam(baseline.parameters(), lr=s["baselineLearningRate"])
    initial = weights(policy)
    episodes = Episodes(count)
    steps = updates = clipped = bootstraps = 0
    loss_value = 0.0

    def play():
        """One whole episode in each environment, step by step in turn."""
        nonlocal steps
        records = []
        for environment, stream in zip(environments, own):
            environment.reset(stream)
            records.append({"seen": [environment.observe()], "actions": [], "rewards": [],
                            "over": False, "cut": False})
        while not all(record["over"] for record in records):
            active = [i for i in range(count) if not records[i]["over"]]
            choices = []
            for i in active:
                logits = policy(torch.from_numpy(records[i]["seen"][-1])).detach()
                cumulative = logits.softmax(0).cumsum(0).numpy()
                u = draws.random()
                assert np.abs(cumulative[:-1] - u).min() > 1e-5, "a near tie"
                choices.append(int(np.searchsorted(cumulative, u, side="right")))
            for i, action in zip(active, choices):
                record = records[i]
                reward, terminated, truncated = environments[i].step(action, own[i])
                steps += 1
                record["actions"].append(action)
                record["rewards"].append(reward)
                record["seen"].append(environments[i].observe())
                record["over"] = terminated or truncated
                record["cut"] = truncated and not terminated
                episodes.add(i, reward, terminated, truncated, steps)
        return records

    def learn(records):
        nonlocal updates, clipped, bootstraps, loss_value
        observations = torch.from_numpy(np.concatenate([r["seen"][:-1] for r in records]))
        taken = torch.tensor([a for r in records for a in r["actions"]])
        returns = []
        for record in records:
            future = 0.0
            if record["cut"] and s["baseline"]:
                future = baseline(torch.from_numpy(record["seen"][-1])).item()
                bootstraps += 1
            for t in range(len(record["rewards"])):
                tail = record["rewards"][t:]
                returns.append(
                    sum(s["discount"] ** k * reward for k, reward in enumerate(tail))
                    + s["discount"] ** len(tail) * future)
        returns = torch.tensor(returns)
        advantages = returns.clone()
        if s["baseline"]:
            advantages -= baseline(observations).detach()[:, 0]
        if s["normalizeAdvantages"]:
            advantages = (advantages - advantages.mean()) / (advantages.std(correction=0) + 1e-8)
        distribution = torch.distributions.Categorical(logits=policy(observations))
        loss = -(distribution.log_prob(taken) * advantages).mean()
        loss = loss - s["entropyBonus"] * distribution.entropy().mean()
        policy_adam.zero_grad()
        loss.backward()
        if s["gradientNorm"] != "none":
            norm = torch.nn.utils.clip_grad_norm_(policy.parameters(), s["gradientNorm"])
            clipped += int(norm > s["gradientNorm"])
        policy_adam.step()
        if s["baseline"]:
            for _ in range(s["baselineSteps"]):
                baseline_adam.zero_grad()
                torch.nn.functional.mse_loss(baseline(observations)[:, 0], returns).backward()
                baseline_adam.step()
        updates += 1
        loss_value = loss.item()

    while steps < s["steps"]:
        learn(play())

    # The case must exercise what it is for.
    terminated = [row["terminated"] for row in episodes.rows]
    assert any(terminated) and not all(terminated)
    assert s["gradientNorm"] == "none" or clipped > 0
    assert not s["baseline"] or bootstraps > 0
    return {
        "initial": initial, "final": weights(policy), "other": weights(baseline),
        "episodes": episodes.rows, "steps": steps, "updates": updates,
        "loss": loss_value}


DEFAULTS = {
    "episodesPerBatch": 4, "hidden": [6], "activation": "tanh", "learningRate": 0.01,
    "discount": 0.9, "baseline": True, "baselineLearningRate": 0.02, "baselineSteps": 2,
    "entropyBonus": 0, "normalizeAdvantages": False, "gradientNorm": "none", "steps": 200}

CASES = [
    ("baseline, normalised advantages, entropy bonus, clipping", "glider", 6, 21,
     {"entropyBonus": 0.05, "normalizeAdvantages": True, "gradientNorm": 0.1}),
    ("neither baseline nor anything else, no hidden layer", "corridor", 6, 22,
     {"hidden": [], "baseline": False, "learningRate": 0.05}),
    ("baseline and discrete observations", "corridor", 6, 23,
     {"hidden": [5], "activation": "relu", "entropyBonus": 0.02, "episodesPerBatch": 3}),
]


def make_reinforce():
    cases = []
    for name, world, limit, seed, changes in CASES:
        settings = DEFAULTS | changes
        cases.append(
            {"name": name, "world": world, "limit": limit, "seed": seed, "settings": settings}
            | run(world, limit, seed, settings))
    return cases
