"""PPO and A2C by PyTorch in float64, after Schulman et al. 2017, Mnih et al. 2016, CleanRL's
ppo.py, ppo_continuous_action.py and rpo_continuous_action.py, and Stable-Baselines3's PPO and A2C.

What is pinned is the update. Each case gives made-up rollouts in full, as multiples of 1/64, which
both precisions hold. `[steps, environments]` is flattened row by row everywhere: row
`step * environments + environment`. In each iteration

1. the present networks give the old log-probabilities and values of the rollout, and the values of
   the last observations; generalised advantages follow, and targets = advantages + old values;
2. each epoch draws one `permutation(rows)` and cuts it into equal minibatches, in order;
3. each minibatch makes one step on
   policyLoss - entropyBonus * entropy + valueCoefficient * valueLoss,
   after the norm of the gradient of everything together has been clipped;
4. with a target KL, a minibatch whose k3 is above 1.5 times the target makes no step and ends the
   iteration, as Stable-Baselines3 does.

What is told of an iteration is the mean over its minibatches, also of one that made no step, and of
the divergences k1 and k3 that over the last epoch's, as Stable-Baselines3 logs them; the explained
variance is the whole rollout's. `ended` tells that an episode ended with that step.

Streams: `SeedSequence(seed).spawn(3)` gives those of initial weights, of the made-up rollouts and
of the updates; only the last is needed to repeat a case. It gives the permutations and, with a
perturbation α (RPO), at each minibatch `uniform(-α, α, [minibatch, dimensions])` row by row,
rounded to single precision, which is added to the mean before new log-probabilities are taken.

The actor gives logits or the mean of a normal distribution, the deviation of which is exp of a free
parameter; a mask takes actions out of the softmax and of the entropy. With `stateDependentNoise`
(gSDE, Raffin et al. 2022) its variance is Σ latent² * exp(logDeviation)² + 1e-6, for log-deviations
`[latent, dimensions]` and what the actor's last layer sees, as constants: only the mean teaches it.

Losses are means over the minibatch. `valueLoss` is the mean square of the error, of which CleanRL
takes half (`halvedValueLoss`). Advantages are normalised in a minibatch by its n - 1 deviation plus
1e-8. With `anneal` iteration i = 0, 1, ... of n has learningRate * (1 - i / n); `annealing` tells
how rate, clip and bonus fall over `trainingSteps`, of which the case is the beginning (`left` in
rollouts.py). A2C's policy loss is -mean(advantage * log-probability); `surrogateLoss` is PPO's.
"""

import numpy as np
import torch
from fixture_support import (
    MARGIN, check_single_precision, difference, generator, multilayer, tensor, weights)
from rollouts import (
    FEATURES, OUTPUTS, advantages, check_parts, left, optimizer, rollout, state_dependent)
from torch.distributions import Categorical, Independent, Normal


def run(seed, s, learns_latent=False):
    """`learns_latent`: whether the noise teaches latent features, which is not what is pinned."""
    init, data, updates = map(generator, np.random.SeedSequence(seed).spawn(3))
    steps, environments = s["steps"], s["environments"]
    rollouts = [rollout(data, s) for _ in range(s["iterations"])]
    outputs = OUTPUTS[s["actions"]]
    networks = {"actor": multilayer(FEATURES, s["hidden"], outputs, "tanh", init),
                "critic": multilayer(FEATURES, s["hidden"], 1, "tanh", init)}
    parameters = [p for network in networks.values() for p in network.parameters()]
    log_deviation = None
    if s["actions"] == "continuous":
        is_state_dependent = s.get("stateDependentNoise", False)
        shape = (s["hidden"][-1], outputs) if is_state_dependent else (outputs,)
        log_deviation = torch.nn.Parameter(torch.full(shape, float(s["logDeviation"])))
        parameters.append(log_deviation)
    steps_of = optimizer(parameters, s)

    def everything():
        tensors = {name: weights(network) for name, network in networks.items()}
        if log_deviation is not None:
            tensors["logDeviation"] = [log_deviation.reshape(-1).tolist()]
        return tensors

    def policy(observations, allowed, perturbation=0.0):
        out = networks["actor"](observations)
        if s["actions"] == "discrete":
            return Categorical(logits=out if allowed is None else out.masked_fill(~allowed, -1e8))
        mean = out + perturbation
        if is_state_dependent:
            with torch.set_grad_enabled(learns_latent):
                latent = networks["actor"][:-1](observations)
            return state_dependent(mean, latent, log_deviation)
        deviation = log_deviation.exp().expand_as(out)
        return Independent(Normal(mean, deviation), 1)

    def values(observations):
        return networks["critic"](observations)[:, 0]

    # How often what a case is for occurs.
    counts = dict.fromkeys(
        ["updates", "clipped up", "clipped down", "value clipped", "norm clipped", "stops"], 0)
    rows = []

    def learn(number, data):
        rate, clip, bonus = (
            s[name] * left(name, number, s) for name in ("learningRate", "clip", "entropyBonus"))
        steps_of.param_groups[0]["lr"] = rate
        observations = tensor(data["observations"]).reshape(-1, FEATURES)
        taken = data["actions"].reshape(steps * environments, -1)
        taken = torch.tensor(taken[:, 0]) if s["actions"] == "discrete" else tensor(taken)
        allowed = torch.tensor(data["allowed"]).reshape(-1, outputs) if s["masked"] else None
        with torch.no_grad():
            old_log = policy(observations, allowed).log_prob(taken)
            old_values = values(observations)
            gains = advantages(
                s, tensor(data["rewards"]), tensor(data["ended"]),
                old_values.reshape(steps, environments), values(tensor(data["lastObservations"])))
            gains = gains.reshape(-1)
            targets = gains + old_values
        row = {"updates": 0, "learningRate": rate}
        row["explainedVariance"] = (
            1 - (targets - old_values).var(correction=0) / targets.var(correction=0)).item()
        rows.append(row)

        measured = []

        def minibatch(epoch, places):
            """Makes a step and returns true, or false where the target KL stops it."""
            gain, old, target = gains[places], old_values[places], targets[places]
            if s["normalizeAdvantages"]:
                gain = (gain - gain.mean()) / (gain.std(correction=1) + 1e-8)
            z = 0.0
            if s["perturbation"] > 0:
                bound, shape = s["perturbation"], (len(places), outputs)
                z = tensor(updates.uniform(-bound, bound, shape).astype(np.float32))
            new = policy(observations[places], None if allowed is None else allowed[places], z)
            log = new.log_prob(taken[places])
            change = log - old_log[places]
            ratio = change.exp()
            low, high = 1 - clip, 1 + clip
            assert torch.minimum((ratio - low).abs(), (ratio - high).abs()).min() > MARGIN
            surrogate = torch.maximum(-gain * ratio, -gain * ratio.clamp(low, high)).mean()
            policy_loss = -(gain * log).mean() if s["algorithm"] == "a2c" else surrogate
            found = values(observations[places])
            squares = (found - target) ** 2
            if s["valueClip"] != "none":
                moved = found - old
                assert (moved.abs() - s["valueClip"]).abs().min() > MARGIN
                held = (old + moved.clamp(-s["valueClip"], s["valueClip"]) - target) ** 2
                beyond = moved.abs() > s["valueClip"]
                assert not beyond.any() or (held - squares)[beyond].abs().min() > MARGIN
                counts["value clipped"] += int((held > squares)[beyond].sum())
                squares = torch.maximum(squares, held)
            value_loss = squares.mean() * (0.5 if s["halvedValueLoss"] else 1)
            entropy = new.entropy().mean()
            k3 = (ratio - 1 - change).mean()
            measured.append(dict(
                epoch=epoch, policyLoss=policy_loss.item(), surrogateLoss=surrogate.item(),
                valueLoss=value_loss.item(), entropy=entropy.item(),
                k1=-change.mean().item(), k3=k3.item(),
                clipFraction=((ratio - 1).abs() > clip).double().mean().item()))
            if s["targetKL"] != "none":
                assert (k3 - 1.5 * s["targetKL"]).abs() > MARGIN
                if k3 > 1.5 * s["targetKL"]:
                    counts["stops"] += 1
                    return False
            counts["clipped up"] += int(((ratio > high) & (gain > 0)).sum())
            counts["clipped down"] += int(((ratio < low) & (gain < 0)).sum())
            loss = policy_loss - bonus * entropy + s["valueCoefficient"] * value_loss
            steps_of.zero_grad()
            loss.backward()
            bound = float("inf") if s["gradientNorm"] == "none" else s["gradientNorm"]
            norm = torch.nn.utils.clip_grad_norm_(parameters, bound)
            counts["norm clipped"] += int(norm > bound)
            steps_of.step()
            counts["updates"] += 1
            row["updates"] += 1
            return True

        for epoch in range(s["epochs"]):
            order = updates.permutation(steps * environments)
            if not all(minibatch(epoch, places) for places in np.split(order, s["minibatches"])):
                break
        # Means over the minibatches; of the divergences, over those of the last epoch.
        for key in list(measured[0])[1:]:
            begin = measured[-1]["epoch"] if key in ("k1", "k3") else 0
            row[key] = float(np.mean([m[key] for m in measured if m["epoch"] >= begin]))

    initial = everything()
    for number, data in enumerate(rollouts):
        learn(number, data)

    def expect(name, is_on):
        assert (counts[name] > 0) == is_on, (seed, counts)

    # The case must exercise what it is for.
    repeats = s["epochs"] * s["minibatches"] > 1
    expect("clipped up", repeats)
    expect("clipped down", repeats)
    expect("value clipped", s["valueClip"] != "none")
    expect("norm clipped", s["gradientNorm"] != "none")
    expect("stops", s["targetKL"] != "none")
    given = [{key: x.reshape(-1).tolist() for key, x in data.items()} for data in rollouts]
    return {
        "rollouts": given, "initial": initial, "final": everything(), "iterations": rows,
        "updates": counts["updates"]}


PPO = {
    "algorithm": "ppo", "actions": "discrete", "masked": False, "logDeviation": 0, "hidden": [5, 4],
    "steps": 8, "environments": 2, "iterations": 8, "epochs": 2, "minibatches": 2,
    "discount": 0.99, "lambda": 0.95, "clip": 0.2, "valueClip": 0.2, "halvedValueLoss": True,
    "normalizeAdvantages": True, "entropyBonus": 0.01, "valueCoefficient": 0.5,
    "gradientNorm": 0.5, "targetKL": "none", "perturbation": 0, "optimizer": "adam",
    "learningRate": 0.04, "epsilon": 1e-5, "anneal": True}
OFF = {
    "valueClip": "none", "normalizeAdvantages": False, "entropyBonus": 0, "gradientNorm": "none",
    "anneal": False}
CONTINUOUS = {"actions": "continuous", "entropyBonus": 0}
SB3 = {"valueClip": "none", "halvedValueLoss": False, "anneal": False}
A2C = PPO | OFF | {
    "algorithm": "a2c", "steps": 5, "iterations": 30, "epochs": 1, "minibatches": 1, "lambda": 1,
    "halvedValueLoss": False, "gradientNorm": 0.5, "optimizer": "rmsprop", "squareDecay": 0.99,
    "learningRate": 7e-4}

CASES = [
    ("PPO, discrete, CleanRL's options", 31, PPO),
    ("PPO, discrete with masked actions, no options", 32, PPO | OFF | {"masked": True}),
    ("PPO, continuous, CleanRL's options", 33, PPO | CONTINUOUS),
    ("PPO, continuous, Stable-Baselines3's options, a target KL", 34,
     PPO | CONTINUOUS | SB3 | {
         "targetKL": 0.03, "logDeviation": -0.5, "learningRate": 0.02, "iterations": 10}),
    ("RPO", 35, PPO | CONTINUOUS | {"perturbation": 0.5}),
    ("PPO, continuous, gSDE, entropy bonus", 52,
     PPO | CONTINUOUS | SB3 | {
         "stateDependentNoise": True, "logDeviation": 0.5, "learningRate": 0.02,
         "entropyBonus": 0.02}),
    ("PPO, discrete, all falls as in Stable-Baselines3", 53,
     PPO | SB3 | {
         "entropyBonus": 0.1, "trainingSteps": 165,
         "annealing": {"learningRate": "after", "clip": "after", "entropyBonus": "after"}}),
    ("PPO, continuous, each falls in its own way", 54,
     PPO | CONTINUOUS | SB3 | {
         "entropyBonus": 0.1, "trainingSteps": 165,
         "annealing": {"learningRate": "none", "clip": "before", "entropyBonus": "after"}}),
    ("A2C, discrete, RMSprop", 36, A2C),
    ("A2C, continuous, RMSprop in TensorFlow's form, entropy bonus", 37,
     A2C | CONTINUOUS | {
         "optimizer": "rmspropTF", "learningRate": 0.02, "entropyBonus": 0.01,
         "valueCoefficient": 0.25, "anneal": True}),
]


def make_ppo():
    check_parts(PPO, A2C)
    cases = []
    for name, seed, settings in CASES:
        result = run(seed, settings)
        check_single_precision(result, lambda: run(seed, settings))
        if settings["algorithm"] == "a2c":  # PPO's first step in an iteration (Huang et al. 2022)
            same = run(seed, settings | {"algorithm": "ppo"})["final"]
            assert difference(result["final"], same) < 1e-10
        is_state_dependent = settings.get("stateDependentNoise", False)  # which must show
        others = [run(seed, settings, learns_latent=True)] if is_state_dependent else []
        for part, kind in settings.get("annealing", {}).items():
            for other in {"none", "before", "after"} - {kind}:
                annealing = settings["annealing"] | {part: other}
                others.append(run(seed, settings | {"annealing": annealing}))
        assert all(difference(result["final"], other["final"]) > 5e-4 for other in others), name
        cases.append({"name": name, "seed": seed, "settings": settings} | result)
    return cases
