"""Records trajectories of Gymnasium for the tests of Environments.

    python make_fixtures.py        (Python 3.11 or later; gymnasium 1.4.0, numpy 2.4.6)

Actions never come from the environment's own stream. An episode's actions are written as digits;
observations of CartPole as the hexadecimal bits of float32; states of tables as one character each
(code 48 + state); rewards as one character each, an index into "rewards"; flags as one digit each
(terminated + 2 * truncated). Long episodes are written as an FNV-1a hash over the same characters.
"""

import json
import pathlib

import gymnasium
import numpy as np
from gymnasium.envs.toy_text.frozen_lake import generate_random_map
from gymnasium.vector import AutoresetMode, SyncVectorEnv

assert gymnasium.__version__ == "1.4.0", gymnasium.__version__
assert np.__version__ == "2.4.6", np.__version__

HERE = pathlib.Path(__file__).parent


def write(name, value):
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=True)
    # One episode a line keeps differences readable.
    (HERE / name).write_text(text.replace('{"seed"', '\n{"seed"') + "\n")


def float_bits(observation):
    return np.asarray(observation, dtype=">f4").tobytes().hex()


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return f"{value:016x}"


def balance(observation, _):
    """Keeps the pole up for hundreds of steps."""
    return int(observation[2] + 0.5 * observation[3] + 0.02 * observation[0] + 0.05 * observation[1] > 0)


def balance_cart(environment, policy, rewards):
    """One episode, from an environment that was just reset."""
    observation = environment.first
    steps, codes, observations, flags = [], "", float_bits(observation), ""
    while True:
        action = policy(observation, len(steps))
        observation, reward, terminated, truncated, _ = environment.step(action)
        steps.append(str(action))
        observations += float_bits(observation)
        codes += str(rewards.index(reward))
        flags += str(int(terminated) + 2 * int(truncated))
        if terminated or truncated:
            return "".join(steps), observations, codes, flags


class First(gymnasium.Wrapper):
    """Keeps the observation that reset gave."""

    def reset(self, **arguments):
        self.first, info = self.env.reset(**arguments)
        return self.first, info


def cart_pole():
    rewards = [1.0, 0.0, -1.0]
    cases = []
    for name, arguments in [
        ("CartPole-v1", {}),
        ("CartPole-v0", {}),
        ("CartPole-v1", {"sutton_barto_reward": True}),
    ]:
        environment = First(gymnasium.make(name, **arguments))
        episodes = []
        for seed in range(20):
            environment.action_space.seed(seed + 100)
            environment.reset(seed=seed)
            for episode in range(3 if seed < 5 else 1):
                if episode:
                    environment.reset()
                actions, observations, codes, flags = balance_cart(
                    environment, lambda *_: int(environment.action_space.sample()), rewards
                )
                episodes.append({
                    "seed": seed, "episode": episode, "actions": actions,
                    "observations": observations, "rewards": codes, "flags": flags,
                })
        long = []
        for seed in range(5):
            environment.reset(seed=seed + 1000)
            actions, observations, codes, flags = balance_cart(environment, balance, rewards)
            long.append({
                "seed": seed + 1000, "actions": actions, "hash": fnv(observations + codes + flags),
                "last": observations[-32:], "lastFlag": flags[-1],
            })
        cases.append({
            "id": name, "suttonBarto": bool(arguments), "episodes": episodes, "long": long,
        })
    # Steps after the end, with other reset bounds: the angle swings through and back.
    beyond = []
    for sutton_barto in (False, True):
        environment = gymnasium.make("CartPole-v1", sutton_barto_reward=sutton_barto).unwrapped
        generator = np.random.default_rng(7)
        observation, _ = environment.reset(seed=3, options={"low": -0.2, "high": 0.1})
        actions, observations, codes, flags = "", float_bits(observation), "", ""
        for _ in range(120):
            action = int(generator.integers(2))
            observation, reward, terminated, truncated, _ = environment.step(action)
            actions += str(action)
            observations += float_bits(observation)
            codes += str(rewards.index(reward))
            flags += str(int(terminated))
        beyond.append({
            "seed": 3, "suttonBarto": sutton_barto, "actions": actions,
            "observations": observations, "rewards": codes, "flags": flags,
        })
    actions = gymnasium.make("CartPole-v1").action_space
    actions.seed(1)
    write("cartpole.json", {
        "rewards": rewards, "cases": cases, "beyond": beyond,
        "actionSamples": "".join(str(actions.sample()) for _ in range(64)),
    })


def table_episode(environment, policy, rewards):
    state = environment.first
    actions, states, codes, flags = "", chr(48 + state), "", ""
    while True:
        action = policy(state)
        state, reward, terminated, truncated, _ = environment.step(action)
        actions += str(action)
        states += chr(48 + state)
        codes += str(rewards.index(reward))
        flags += str(int(terminated) + 2 * int(truncated))
        if terminated or truncated:
            return actions, states, codes, flags


def frozen_lake():
    rewards = [0, 1]
    random_maps = [generate_random_map(size=size, p=p, seed=seed)
                   for seed, (size, p) in enumerate([(8, 0.8), (4, 0.5), (6, 0.6), (10, 0.9), (5, 1.0), (3, 0.3)] * 7)]
    parameters = [(8, 0.8), (4, 0.5), (6, 0.6), (10, 0.9), (5, 1.0), (3, 0.3)] * 7
    cases = []
    for name, arguments in [
        ("FrozenLake-v1", {}),
        ("FrozenLake8x8-v1", {}),
        ("FrozenLake-v1", {"is_slippery": False}),
        ("FrozenLake-v1", {"success_rate": 0.7}),
        ("FrozenLake-v1", {"desc": random_maps[0]}),
        ("FrozenLake-v1", {"desc": ["SFFS", "FHFF", "SFFG"]}),
    ]:
        environment = First(gymnasium.make(name, **arguments))
        episodes = []
        for seed in range(20):
            environment.action_space.seed(seed + 100)
            environment.reset(seed=seed)
            for episode in range(3):
                if episode:
                    environment.reset()
                actions, states, codes, flags = table_episode(
                    environment, lambda _: int(environment.action_space.sample()), rewards)
                episodes.append({
                    "seed": seed, "episode": episode, "actions": actions, "states": states,
                    "rewards": codes, "flags": flags,
                })
        cases.append({
            "id": name, "map": arguments.get("desc"), "isSlippery": arguments.get("is_slippery", True),
            "successRate": arguments.get("success_rate", 1 / 3), "episodes": episodes,
        })
    write("frozenlake.json", {
        "rewards": rewards, "cases": cases,
        "randomMaps": [{"seed": seed, "size": size, "p": p, "rows": rows}
                       for seed, ((size, p), rows) in enumerate(zip(parameters, random_maps))],
    })


def cliff_walking():
    rewards = [-1, -100]
    cases = []
    for name in ("CliffWalking-v1", "CliffWalkingSlippery-v1"):
        environment = First(gymnasium.make(name))
        guided, random = [], []
        for seed in range(20):
            generator = np.random.default_rng(seed + 500)

            def half_guided(state):
                draw = int(generator.integers(8))
                if draw < 4:
                    return draw
                return 2 if state % 12 == 11 else 0 if state // 12 > 1 else 1

            environment.reset(seed=seed)
            for episode in range(2):
                if episode:
                    environment.reset()
                actions, states, codes, flags = table_episode(environment, half_guided, rewards)
                guided.append({
                    "seed": seed, "episode": episode, "actions": actions, "states": states,
                    "rewards": codes, "flags": flags,
                })
            environment.action_space.seed(seed + 100)
            environment.reset(seed=seed)
            actions, states, codes, flags = table_episode(
                environment, lambda _: int(environment.action_space.sample()), rewards)
            random.append({
                "seed": seed, "steps": len(actions), "hash": fnv(states + codes + flags),
                "checkpoints": states[:: max(1, len(states) // 16)],
            })
        cases.append({"id": name, "guided": guided, "random": random})
    write("cliffwalking.json", {"rewards": rewards, "cases": cases})


def vectors():
    """CartPole with a limit of 15 steps, four of them, in each autoreset mode."""
    cases = []
    for mode in AutoresetMode:
        environment = SyncVectorEnv(
            [lambda: gymnasium.make("CartPole-v1", max_episode_steps=15)] * 4, autoreset_mode=mode)
        generator = np.random.default_rng(11)
        first, _ = environment.reset(seed=40)
        steps = []
        for _ in range(80):
            actions = generator.integers(2, size=4)
            observations, rewards, terminated, truncated, info = environment.step(actions)
            done = np.logical_or(terminated, truncated)
            step = {
                "actions": "".join(map(str, actions)), "observations": float_bits(observations),
                "rewards": "".join(str(int(reward)) for reward in rewards),
                "flags": "".join(str(int(a) + 2 * int(b)) for a, b in zip(terminated, truncated)),
                "final": ["" if "final_obs" not in info or not info["_final_obs"][i]
                          else float_bits(info["final_obs"][i]) for i in range(4)],
                "afterReset": "",
            }
            if mode == AutoresetMode.DISABLED and done.any():
                observations, _ = environment.reset(options={"reset_mask": done})
                step["afterReset"] = float_bits(observations)
            steps.append(step)
        cases.append({"mode": mode.name, "seed": 40, "first": float_bits(first), "steps": steps})
    write("vectors.json", {"cases": cases})


def boxes():
    """Box.sample where bounds are finite or absent on both sides."""
    space = gymnasium.spaces.Box(
        low=np.array([-1, -np.inf, 0, -3, -np.inf], dtype=np.float32),
        high=np.array([1, np.inf, 0.5, 7, np.inf], dtype=np.float32))
    space.seed(5)
    write("boxes.json", {"seed": 5, "samples": [float_bits(space.sample()) for _ in range(50)]})


cart_pole()
frozen_lake()
cliff_walking()
vectors()
boxes()
