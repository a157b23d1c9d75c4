"""Records episodes of Gymnasium's Acrobot, MountainCar, MountainCarContinuous and Pendulum.

    python make_classic_control.py        (Python 3.11 or later; gymnasium 1.4.0, numpy 2.4.6)

Actions come from a generator of their own, seeded with the episode's seed + 100, by one of the
policies below, which the tests know too. An episode is written as the SHA-256 of the bytes of all its
observations (float32), rewards (float64) and flags (one byte, terminated + 2 * truncated), lowest byte
first. Of the first episode of each case the first steps are also written out: states as they are in
Gymnasium (float64), actions and observations (float32), and rewards (float64), all as hexadecimal bits.
"""

import hashlib
import json
import pathlib

import gymnasium
import numpy as np

assert gymnasium.__version__ == "1.4.0", gymnasium.__version__
assert np.__version__ == "2.4.6", np.__version__

HERE = pathlib.Path(__file__).parent
STEPS_WRITTEN_OUT = 60
# What the tests call Gymnasium's parameters, attributes and options.
NAMES = {
    "goal_velocity": "goalVelocity",
    "g": "gravity",
    "x_init": "resetAngle",
    "y_init": "resetVelocity",
    "dt": "timeStep",
    "torque_noise_max": "torqueNoise",
    "book_or_nips": "dynamics",
    "LINK_LENGTH_1": "length1",
    "LINK_MASS_1": "mass1",
    "LINK_MASS_2": "mass2",
    "LINK_COM_POS_1": "center1",
    "LINK_COM_POS_2": "center2",
    "LINK_MOI": "inertia",
    "AVAIL_TORQUE": "torques",
}


def bits(numbers, kind):
    return np.asarray(numbers, dtype=f">{kind}").tobytes().hex()


def discrete_action(policy, generator, observation, seed):
    if policy == "constant":
        return seed % 3
    draw = int(generator.integers(8 if policy == "guided" else 3))
    # Guided: mostly with the motion, which gains energy.
    return draw if draw < 3 else 2 if observation[-1] >= 0 else 0


def continuous_action(policy, generator, observation, high):
    """A float32 within or beyond -high ... high."""
    high = np.float32(high)
    if policy == "uniform":
        value = generator.uniform(-float(high), float(high))
    elif policy == "guided":
        value = np.copysign(generator.uniform(0.5, 1.5) * float(high), float(observation[-1]))
    else:
        infinity = np.float32(np.inf)
        value = [
            -high, high, -1.5 * high, 1.5 * high, 100 * high, 0, np.nextafter(-high, -infinity),
            np.nextafter(high, infinity),
        ][int(generator.integers(8))]
    return np.array([value], dtype=np.float32)


def episode(environment, policy, generator, seed, options, is_first):
    """One episode; the first of a seed resets the generator of the environment."""
    observation, _ = environment.reset(seed=seed if is_first else None, options=options)
    space = environment.action_space
    digest = hashlib.sha256(np.asarray(observation, dtype="<f4").tobytes())
    states, actions, rewards = [environment.unwrapped.state], [], []
    observations, steps = [observation], 0
    while True:
        action = (discrete_action(policy, generator, observation, seed)
                  if isinstance(space, gymnasium.spaces.Discrete)
                  else continuous_action(policy, generator, observation, space.high[0]))
        observation, reward, terminated, truncated, _ = environment.step(action)
        flag = int(terminated) + 2 * int(truncated)
        assert observation.dtype == np.float32
        digest.update(observation.astype("<f4").tobytes())
        digest.update(np.asarray(reward, dtype="<f8").tobytes() + bytes([flag]))
        steps += 1
        states.append(environment.unwrapped.state)
        actions.append(np.float32(action))
        observations.append(observation)
        rewards.append(reward)
        if terminated or truncated:
            break
    end = STEPS_WRITTEN_OUT
    summary = {"seed": seed, "steps": steps, "flag": flag, "hash": digest.hexdigest()}
    written = {
        "states": bits(np.array(states[: end + 1], dtype=np.float64).ravel(), "f8"),
        "actions": bits(np.array(actions[:end]).ravel(), "f4"),
        "observations": bits(np.array(observations[: end + 1]).ravel(), "f4"),
        "rewards": bits(rewards[:end], "f8"),
    }
    return summary, written


def case(name, policy, seeds, parameters=None, attributes=None, options=None):
    parameters = parameters or {}
    environment = gymnasium.make(name, **parameters)
    for key, value in (attributes or {}).items():
        setattr(environment.unwrapped, key, value)
    episodes, first = [], None
    for seed in range(seeds):
        generator = np.random.default_rng(seed + 100)
        for number in range(2 if seed < 3 else 1):
            summary, written = episode(environment, policy, generator, seed, options, number == 0)
            episodes.append(summary)
            first = first or written
    print(name, policy, parameters, attributes, options,
          "terminated:", sum(summary["flag"] & 1 for summary in episodes), "of", len(episodes))
    variant = parameters | (attributes or {}) | (options or {})
    return {
        "id": name, "policy": policy,
        "variant": {NAMES.get(key, key): value for key, value in variant.items()},
        "episodes": episodes, "first": first,
    }


def sines():
    """float32 sine and cosine, over all quadrants and where NumPy asks the C library."""
    generator = np.random.default_rng(3)
    digest = hashlib.sha256()
    for bound in (0.1, 1, 4, 100, 70000):
        angles = generator.uniform(-bound, bound, 5000).astype(np.float32)
        digest.update(np.sin(angles).astype("<f4").tobytes())
        digest.update(np.cos(angles).astype("<f4").tobytes())
    return digest.hexdigest()


SEEDS = 20
cases = [case(name, policy, SEEDS)
         for name in ("Acrobot-v1", "MountainCar-v0") for policy in ("uniform", "guided", "constant")]
cases += [case(name, policy, SEEDS)
          for name in ("MountainCarContinuous-v0", "Pendulum-v1")
          for policy in ("uniform", "guided", "beyond")]
cases += [
    case("Acrobot-v1", "guided", 3, attributes={"book_or_nips": "nips"}),
    case("Acrobot-v1", "guided", 3, attributes={"torque_noise_max": 0.5}),
    case("Acrobot-v1", "uniform", 3, attributes={"dt": 0.05}, options={"low": -3, "high": 3.1}),
    case("Acrobot-v1", "guided", 3, attributes={
        "LINK_LENGTH_1": 1.3, "LINK_MASS_1": 0.7, "LINK_MASS_2": 1.1, "LINK_COM_POS_1": 0.6,
        "LINK_COM_POS_2": 0.43, "LINK_MOI": 0.9, "AVAIL_TORQUE": [-0.7, 0.0, 0.7],
    }),
    case("MountainCar-v0", "guided", 3, {"goal_velocity": 0.03}, options={"low": -1.1, "high": 0.4}),
    case("MountainCarContinuous-v0", "guided", 3, {"goal_velocity": 0.069}),
    case("MountainCarContinuous-v0", "beyond", 3, options={"low": -1.19, "high": -1.1}),
    case("Pendulum-v1", "uniform", 3, {"g": 9.81}, options={"x_init": 0.5, "y_init": 8}),
]
text = json.dumps({"sines": sines(), "cases": cases}, separators=(",", ":"))
(HERE / "classiccontrol.json").write_text(text.replace('{"seed"', '\n{"seed"') + "\n")
