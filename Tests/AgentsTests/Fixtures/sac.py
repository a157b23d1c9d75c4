"""SAC by PyTorch in float64, after Haarnoja et al. 2018, Stable-Baselines3 and CleanRL's
sac_continuous_action.py. offpolicy.py says what is given and drawn.

The actor gives `[mean | x]`. The action is tanh(mean + σ * noise), and its log-probability the
normal one less the sum of log(1 - action²), in the exact form 2(log 2 - u - softplus(-2u)) or as
log(1 - action² + 1e-6) (`correction`). log σ is x clamped to -20...2, or -5 + 3.5(tanh x + 1)
(`logDeviation`: "clamp", "tanh").

With `logDeviation` "state-dependent" (gSDE, Raffin et al. 2022) the actor gives only the mean,
clamped to -2...2, and an action is tanh(mean + latent x matrix) with the latent features that the
actor's last layer sees and the matrix exp(log-deviations) * noise, `[latent, dimensions]`. The
density does not know the matrix: it is normal with the variance
Σ latent² * exp(log-deviations)² + 1e-6. The gradient flows through mean, matrix and variance, to
the latent features too. The log-deviations are parameters that start from `explorationDeviation`
and come last in "actor". Noise, of that shape for a whole batch, is drawn in 1 and stays for 3.

An update in Stable-Baselines3's order (`order`: "sb3"):

1. noise, and with it the present actor's actions and log-probabilities of the observations;
2. where the temperature α is automatic, a step on -mean(log α * (log-probability + target
   entropy)), the target entropy -dimensions; the rest of the update still uses the α before;
3. noise, actions of the next observations; targets = reward + discount * (1 - terminated) * (the
   lesser target critic - α * log-probability); a step on half the sum of both mean squares;
4. a step of the actor on mean(α * log-probability - the lesser critic), the critics updated, the
   actions those of 1;
5. target critics move toward the critics by τ.

In CleanRL's order (`order`: "cleanrl") 3 comes first, on the sum without the half. At every second
update (2, 4, ...) follow twice: noise and a step of the actor; noise anew and a step of the
temperature on -mean(α * (log-probability + target entropy)), α at once in use. Then 5.

The optimizers are Adam; those of the critics step together. `wideBias` is where the last bias of
the actor starts, so that some actions come near the bounds.
"""

import copy

import numpy as np
import torch
from fixture_support import MARGIN, difference, tensor, weights
from offpolicy import (
    BATCH, DIMENSIONS, FEATURES, SHARED, UPDATES, batch, errors, flat, follow, least, make, network,
    normals, step, streams)
from torch.distributions import Normal
from torch.nn.functional import softplus


def squashed_normal(s, output, noise):
    """Actions, their log-probabilities, and how many log-deviations are clamped."""
    mean, x = output.chunk(2, dim=1)
    if s["logDeviation"] == "clamp":
        assert torch.minimum((x + 20).abs(), (x - 2).abs()).min() > MARGIN
        log_deviation = x.clamp(-20, 2)
    else:
        log_deviation = -5 + 3.5 * (x.tanh() + 1)
    u = mean + log_deviation.exp() * noise
    density = -noise**2 / 2 - log_deviation - np.log(2 * np.pi) / 2
    return *squashed(s, u, density), int((log_deviation != x).sum())


def state_dependent(s, actor, log_deviation, observations, noise):
    """Actions, their log-probabilities, and how many means are clamped."""
    latent = actor[:-1](observations)
    output = actor[-1](latent)
    assert (output.abs() - 2).abs().min() > MARGIN
    mean = output.clamp(-2, 2)
    deviation = log_deviation.exp()
    u = mean + latent @ (deviation * noise)
    variance = latent**2 @ deviation**2 + 1e-6
    density = Normal(mean, variance.sqrt()).log_prob(u)
    return *squashed(s, u, density), int((mean != output).sum())


def squashed(s, u, density):
    """Actions and their log-probabilities from u and its log-densities."""
    actions = u.tanh()
    if s["correction"] == "exact":
        correction = 2 * (np.log(2) - u - softplus(-2 * u))
    else:
        correction = (1 - actions**2 + 1e-6).log()
    return actions, (density - correction).sum(dim=1)


def run(seed, s):
    init, data, noise = streams(seed)
    batches = [batch(data) for _ in range(UPDATES)]
    is_state_dependent = s["logDeviation"] == "state-dependent"
    actor = network(FEATURES, (1 if is_state_dependent else 2) * DIMENSIONS, s, init)
    critics = [network(FEATURES + DIMENSIONS, 1, s, init) for _ in range(2)]
    with torch.no_grad():
        actor[-1].bias[-1] = s["wideBias"]
    shape = (s["hidden"][-1] if is_state_dependent else BATCH, DIMENSIONS)  # of noise
    exploration = []
    if is_state_dependent:
        start = torch.full(shape, float(s["explorationDeviation"]))
        exploration.append(torch.nn.Parameter(start))
    targets = copy.deepcopy(critics)
    log_temperature = torch.nn.Parameter(torch.tensor(float(np.log(s["temperature"]))))
    both = [p for critic in critics for p in critic.parameters()]
    of_actor = [*actor.parameters(), *exploration]
    actor_adam = torch.optim.Adam(of_actor, lr=s["actorLearningRate"])
    critic_adam = torch.optim.Adam(both, lr=s["criticLearningRate"])
    temperature_adam = torch.optim.Adam([log_temperature], lr=s["temperatureLearningRate"])
    clamped = terminated = 0
    saturation = 0.0

    def everything():
        names = ["actor", "critic1", "critic2", "target1", "target2"]
        tensors = {name: weights(x) for name, x in zip(names, [actor, *critics, *targets])}
        tensors["actor"] += [x.detach().reshape(-1).tolist() for x in exploration]
        return tensors

    def drawn():
        return normals(noise, shape)

    def act(observations, given):
        nonlocal clamped, saturation
        if is_state_dependent:
            actions, log, count = state_dependent(s, actor, *exploration, observations, given)
        else:
            actions, log, count = squashed_normal(s, actor(observations), given)
        clamped += count
        saturation = max(saturation, actions.abs().max().item())
        return actions, log

    def critic_step(data, temperature, given):
        with torch.no_grad():
            following, log = act(data["nextObservations"], given)
            future = least(targets, data["nextObservations"], following) - temperature * log
            goals = data["rewards"] + s["discount"] * (1 - data["terminated"]) * future
        loss = errors(critics, data, goals)
        loss = loss * (0.5 if s["order"] == "sb3" else 1)
        step(critic_adam, loss)
        return loss.item()

    def actor_step(observations, actions, log, temperature):
        loss = (temperature * log - least(critics, observations, actions)).mean()
        step(actor_adam, loss)
        return loss.item()

    def temperature_step(log):
        scale = log_temperature if s["order"] == "sb3" else log_temperature.exp()
        loss = -(scale * (log.detach() - DIMENSIONS)).mean()
        step(temperature_adam, loss)
        return loss.item()

    def temperature():
        return log_temperature.detach().exp()

    initial, rows = everything(), []
    for number, given in enumerate(batches, start=1):
        data = {key: tensor(x) for key, x in given.items()}
        terminated += int(data["terminated"].sum())
        row = {"actorLoss": None, "temperatureLoss": None}
        if s["order"] == "sb3":
            given = drawn()
            actions, log = act(data["observations"], given)
            before = temperature()
            if s["automatic"]:
                row["temperatureLoss"] = temperature_step(log)
            row["criticLoss"] = critic_step(data, before, given if is_state_dependent else drawn())
            row["actorLoss"] = actor_step(data["observations"], actions, log, before)
        else:
            row["criticLoss"] = critic_step(data, temperature(), drawn())
            for _ in range(2 if number % 2 == 0 else 0):
                actions, log = act(data["observations"], drawn())
                row["actorLoss"] = actor_step(data["observations"], actions, log, temperature())
                with torch.no_grad():
                    _, log = act(data["observations"], drawn())
                row["temperatureLoss"] = temperature_step(log)
        follow(targets, critics, s["targetFraction"])
        rows.append(row | {"temperature": temperature().item()})

    # The case must exercise what it is for.
    assert terminated > 0 and saturation > 0.99
    assert (clamped > 0) == (s["wideBias"] > 2 or s["logDeviation"] == "tanh")
    moved = abs(rows[-1]["temperature"] - s["temperature"])
    assert (moved > 0.01) if s["automatic"] else (moved < 1e-6)
    return {"batches": flat(batches), "initial": initial, "final": everything(), "losses": rows}


SAC = SHARED | {
    "order": "sb3", "automatic": True, "temperature": 1, "temperatureLearningRate": 0.03,
    "logDeviation": "clamp", "correction": "exact", "wideBias": 0.5}

CASES = [
    ("automatic temperature, the exact correction, clamped deviations", 41, SAC | {"wideBias": 2.25}),
    ("fixed temperature, the correction with 1e-6", 48,
     SAC | {"automatic": False, "temperature": 0.2, "correction": "1e-6"}),
    ("gSDE, automatic temperature, clamped means", 75,
     SAC | {
         "logDeviation": "state-dependent", "explorationDeviation": -0.5, "correction": "1e-6",
         "wideBias": 2.25}),
    ("CleanRL's order, deviations by tanh", 67,
     SAC | {"order": "cleanrl", "logDeviation": "tanh", "correction": "1e-6"}),
]


def check_squashed_normal():
    """Against numbers worked out by hand for mean .3, log-deviation -.5 and noise .7."""
    for correction, expected in ("exact", -0.1793182365974941), ("1e-6", -0.1793198601545974):
        output, noise = torch.tensor([[0.3, -0.5]]), torch.tensor([[0.7]])
        actions, log, _ = squashed_normal(SAC | {"correction": correction}, output, noise)
        assert abs(actions.item() - 0.6197329880937158) < 1e-14
        assert abs(log.item() - expected) < 1e-14, (correction, log.item())


def make_sac():
    check_squashed_normal()
    made = make(run, CASES)
    for case in made:  # the other correction must show
        other = {"exact": "1e-6", "1e-6": "exact"}[case["settings"]["correction"]]
        final = run(case["seed"], case["settings"] | {"correction": other})["final"]
        assert difference(case["final"], final) > 5e-4, case["name"]
    return made
