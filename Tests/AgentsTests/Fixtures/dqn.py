"""DQN by PyTorch in float64, after Mnih et al. 2015, CleanRL's dqn.py and van Hasselt et al. 2016."""

import copy

import numpy as np
import torch
from environments import make
from fixture_support import MARGIN, Episodes, generator, multilayer, weights


def run(world, limit, seed, s):
    init, environment_streams, policy_stream, replay_stream = np.random.SeedSequence(seed).spawn(4)
    count = s["environments"]
    environments = [make(world, limit) for _ in range(count)]
    own = [generator(stream) for stream in environment_streams.spawn(count)]
    policy, replay = generator(policy_stream), generator(replay_stream)
    features, actions = environments[0].features, environments[0].actions
    online = multilayer(features, s["hidden"], actions, s["activation"], generator(init))
    target = copy.deepcopy(online)
    adam = torch.optim.Adam(online.parameters(), lr=s["learningRate"])
    initial = weights(online)

    memory, episodes = [], Episodes(count)
    steps = updates = clipped = double_differs = terminations = truncations = 0
    loss_value = 0.0
    for environment, stream in zip(environments, own):
        environment.reset(stream)

    def epsilon(step):
        slope = s["explorationEnd"] - s["explorationStart"]
        return max(
            slope / (s["explorationFraction"] * s["steps"]) * step + s["explorationStart"],
            s["explorationEnd"])

    def choose():
        warm_up = s["randomStart"] and steps < s["learningStarts"]
        chosen = []
        for environment in environments:
            if warm_up:
                chosen.append(int(policy.integers(actions)))
                continue
            u = policy.random()
            assert abs(u - epsilon(steps)) > 1e-9
            if u < epsilon(steps):
                chosen.append(int(policy.integers(actions)))
            else:
                values = online(torch.from_numpy(environment.observe())).detach()
                best = values.sort(descending=True)
                assert best.values[0] - best.values[1] > MARGIN, "a near tie"
                chosen.append(int(best.indices[0]))
        return chosen

    def learn():
        nonlocal updates, clipped, double_differs, terminations, truncations, loss_value
        batch = [memory[int(replay.integers(len(memory)))] for _ in range(s["batchSize"])]
        observations, taken, rewards, following, terminated, truncated = map(
            np.array, zip(*batch))
        terminations += int(terminated.sum())
        truncations += int((truncated & ~terminated).sum())
        following = torch.from_numpy(following)
        with torch.no_grad():
            values = target(following)
            best = values.max(dim=1).values
            if s["doubleQ"]:
                guess = online(following)
                top = guess.sort(dim=1, descending=True).values
                assert ((top[:, 0] - top[:, 1]) > MARGIN).all(), "a near tie"
                chosen = guess.argmax(dim=1)
                double_differs += int((chosen != values.argmax(dim=1)).sum())
                best = values.gather(1, chosen[:, None])[:, 0]
            targets = torch.from_numpy(rewards) + s["discount"] * torch.from_numpy(
                1.0 - terminated) * best
        values = online(torch.from_numpy(observations))
        values = values.gather(1, torch.from_numpy(taken)[:, None])[:, 0]
        criterion = {"huber": torch.nn.SmoothL1Loss, "squared": torch.nn.MSELoss}[s["loss"]]()
        loss = criterion(values, targets)
        adam.zero_grad()
        loss.backward()
        if s["gradientNorm"] != "none":
            norm = torch.nn.utils.clip_grad_norm_(online.parameters(), s["gradientNorm"])
            clipped += int(norm > s["gradientNorm"])
        adam.step()
        updates += 1
        loss_value = loss.item()

    while steps < s["steps"]:
        chosen = choose()
        before = steps
        for index, environment in enumerate(environments):
            seen = environment.observe()
            reward, terminated, truncated = environment.step(chosen[index], own[index])
            transition = (
                seen, chosen[index], float(np.float32(reward)), environment.observe(), terminated,
                truncated)
            if steps < s["bufferSize"]:
                memory.append(transition)
            else:
                memory[steps % s["bufferSize"]] = transition
            steps += 1
            episodes.add(index, reward, terminated, truncated, steps)
            if terminated or truncated:
                environment.reset(own[index])
        for step in range(before + 1, steps + 1):
            if step > s["learningStarts"] and step % s["trainEvery"] == 0:
                for _ in range(s["gradientSteps"]):
                    learn()
            if step % s["targetEvery"] == 0:
                with torch.no_grad():
                    for t, o in zip(target.parameters(), online.parameters()):
                        t += s["targetFraction"] * (o - t)

    # The case must exercise what it is for.
    assert terminations > 0 and truncations > 0
    assert not s["doubleQ"] or double_differs > 10
    assert s["gradientNorm"] == "none" or 0 < clipped
    assert weights(online) != weights(target)
    return {
        "initial": initial, "final": weights(online), "other": weights(target),
        "episodes": episodes.rows, "steps": steps, "updates": updates,
        "loss": loss_value}


DEFAULTS = {
    "environments": 1, "hidden": [6], "activation": "relu", "learningRate": 0.01, "discount": 0.9,
    "batchSize": 8, "bufferSize": 1000, "learningStarts": 10, "randomStart": True, "trainEvery": 1,
    "gradientSteps": 1, "targetEvery": 7, "targetFraction": 1, "doubleQ": False, "loss": "huber",
    "gradientNorm": "none", "explorationStart": 1, "explorationEnd": 0.1,
    "explorationFraction": 0.5, "steps": 80}

CASES = [
    ("Huber loss, clipping, hard copies, a memory that wraps", "glider", 6, 11,
     {"gradientNorm": 0.05, "bufferSize": 32, "trainEvery": 2}),
    ("double, squared loss, soft updates, three environments", "glider", 6, 12,
     {"environments": 3, "hidden": [5, 4], "activation": "tanh", "trainEvery": 2,
      "gradientSteps": 2, "targetEvery": 2, "targetFraction": 0.125, "doubleQ": True,
      "loss": "squared", "randomStart": False, "explorationEnd": 0.25}),
    ("discrete observations, no hidden layer", "corridor", 5, 13,
     {"hidden": [], "loss": "squared", "learningStarts": 0, "targetEvery": 11,
      "learningRate": 0.05}),
]


def make_dqn():
    cases = []
    for name, world, limit, seed, changes in CASES:
        settings = DEFAULTS | changes
        cases.append(
            {"name": name, "world": world, "limit": limit, "seed": seed, "settings": settings}
            | run(world, limit, seed, settings))
    return cases
