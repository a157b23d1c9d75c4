"""The two small worlds of Support/Worlds.swift, and Gymnasium's time limit."""

import numpy as np


class Glider:
    """A point that three actions push; it must stay within ±1."""

    features, actions, discrete = 2, 3, False

    def reset(self, generator):
        self.x, self.v = generator.uniform(-0.5, 0.5), 0.0

    def step(self, action, generator):
        self.v += 0.25 * (action - 1)
        self.x += 0.5 * self.v
        return 1 - self.x * self.x, abs(self.x) > 1

    def observe(self):
        return np.array([self.x, self.v], dtype=np.float32).astype(np.float64)


class Corridor:
    """Four cells in a row; the walk goes the other way with probability 1/4; the last cell ends it."""

    features, actions, discrete = 4, 2, True

    def reset(self, generator):
        self.cell = 0

    def step(self, action, generator):
        goes_right = (action == 1) != (generator.random() < 0.25)
        self.cell = self.cell + 1 if goes_right else max(self.cell - 1, 0)
        is_over = self.cell == 3
        return (1.0 if is_over else -0.125), is_over

    def observe(self):
        return np.eye(4)[self.cell]


class TimeLimited:
    """Truncates episodes; a step can be terminated and truncated."""

    def __init__(self, base, limit):
        self.base, self.limit = base, limit
        self.features, self.actions = base.features, base.actions

    def reset(self, generator):
        self.base.reset(generator)
        self.elapsed = 0

    def step(self, action, generator):
        reward, terminated = self.base.step(action, generator)
        self.elapsed += 1
        return reward, terminated, self.elapsed >= self.limit

    def observe(self):
        return self.base.observe()


def make(name, limit):
    return TimeLimited({"glider": Glider, "corridor": Corridor}[name](), limit)
