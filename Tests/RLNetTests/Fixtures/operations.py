"""Operations: value and vector-Jacobian product of each, from PyTorch in float64."""

import math

import torch
import torch.nn.functional as F

from fixture_support import SEED, Cases, linear

BROADCAST_PAIRS = [
    ((3, 4), (3, 4)),
    ((3, 5), (5,)),
    ((4, 1), (3,)),
    ((), (3, 4)),
    ((5,), ()),
    ((1, 3), (2, 1)),
    ((2, 2, 1, 3), (3, 1)),
    ((1,), (1,)),
]


def make_operations():
    cases = Cases(SEED)
    add_binary(cases)
    add_unary(cases)
    add_selection(cases)
    add_products(cases)
    add_reductions(cases)
    add_softmax(cases)
    add_layout(cases)
    cases.write("operations.json")


def add_binary(cases):
    draw = cases.inputs
    for left, right in BROADCAST_PAIRS:
        for name, function in [("add", torch.add), ("subtract", torch.sub), ("multiply", torch.mul),
                               ("minimum", torch.minimum), ("maximum", torch.maximum)]:
            cases.add(name, function, [draw.normal(*left), draw.normal(*right)])
        denominator = draw.away_from_zero(0.5, 2, *right)
        cases.add("divide", torch.div, [draw.normal(*left), denominator])


def add_unary(cases):
    draw = cases.inputs
    for shape in [(3, 4), (29,), ()]:
        def normal(scale=1.5):
            return draw.normal(*shape, scale=scale)

        def positive(low=0.05, high=4):
            return draw.uniform(low, high, *shape)

        kinked = draw.away_from_zero(0.01, 3, *shape)
        cases.add("negate", torch.neg, [normal()])
        cases.add("exp", torch.exp, [normal()])
        cases.add("log", torch.log, [positive()])
        cases.add("tanh", torch.tanh, [normal()])
        cases.add("sigmoid", torch.sigmoid, [normal(3)])
        # Beyond 20 PyTorch's softplus is the identity, off by less than 1e-10 of the value.
        cases.add("softplus", F.softplus, [normal(6)])
        cases.add("sqrt", torch.sqrt, [positive()])
        cases.add("abs", torch.abs, [kinked])
        cases.add("square", torch.square, [normal()])
        cases.add("pow", lambda x: x.pow(3), [normal()], exponent=3)
        cases.add("pow", lambda x: x.pow(2.5), [positive()], exponent=2.5)
        cases.add("reciprocal", torch.reciprocal, [draw.away_from_zero(0.5, 3, *shape)])
        cases.add("relu", torch.relu, [kinked])
        cases.add("leaky_relu", lambda x: F.leaky_relu(x, 0.01), [kinked], slope=0.01)
        cases.add("clamp", lambda x: x.clamp(-0.75, 1.25), [normal()], lower=-0.75, upper=1.25)


def add_selection(cases):
    draw = cases.inputs
    for shape, left, right in [((3, 4), (3, 4), (3, 4)), ((2, 5), (5,), ()), ((19,), (19,), (19,))]:
        condition = draw.integers(math.prod(shape), 2)
        mask = torch.tensor(condition, dtype=torch.bool).reshape(shape)
        cases.add(
            "where", lambda a, b, mask=mask: torch.where(mask, a, b),
            [draw.normal(*left), draw.normal(*right)],
            condition=condition, conditionShape=list(shape),
        )
    for batch, columns in [(5, 2), (1, 1), (21, 7)]:
        indices = draw.integers(batch, columns)
        picked = torch.tensor(indices)
        cases.add(
            "gather", lambda q, picked=picked: q.gather(1, picked[:, None]).squeeze(1),
            [draw.normal(batch, columns)], indices=indices,
        )


def add_products(cases):
    draw = cases.inputs
    for m, k, n in [(3, 5, 7), (4, 1, 3), (1, 9, 5), (6, 3, 1), (1, 1, 1), (13, 17, 19)]:
        cases.add("matmul", torch.matmul, [draw.normal(m, k), draw.normal(k, n)])
    for batch, inputs, outputs in [(5, 4, 3), (1, 7, 2), (9, 1, 17)]:
        cases.add("linear", linear, [draw.normal(batch, inputs), draw.normal(inputs, outputs),
                                     draw.normal(outputs)])


def reduce(function, axis, keep):
    if axis is None:
        return lambda x: function(x, dim=tuple(range(x.dim())), keepdim=keep)
    return lambda x: function(x, dim=axis, keepdim=keep)


REDUCTIONS = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax, "min": torch.amin}


def add_reductions(cases):
    draw = cases.inputs
    # The offset keeps sums clear of cancellation, where any single-precision order would fail.
    for name, function in REDUCTIONS.items():
        for shape, axis, keep in [
            ((3, 5), None, False), ((2, 3, 4), None, True), ((7,), 0, False), ((), None, False),
            ((4, 5), 1, False), ((4, 5), 1, True), ((5, 3), 0, False), ((5, 3), 0, True),
            ((2, 5, 3), 1, False), ((2, 5, 3), 1, True), ((3, 1), 1, False),
            ((2, 2, 3, 2), 2, False),
        ]:
            cases.add(name, reduce(function, axis, keep), [draw.normal(*shape, offset=0.5)],
                      axis=axis, keepDimensions=keep)
    for shape, keep in [((4, 5), False), ((3, 18), True), ((2, 3, 4), False)]:
        axis = len(shape) - 1
        cases.add("variance", lambda x, keep=keep: x.var(dim=-1, unbiased=False, keepdim=keep),
                  [draw.normal(*shape, scale=2, offset=0.5)], axis=axis, keepDimensions=keep)


def add_softmax(cases):
    draw = cases.inputs
    # Large magnitudes beside a row of small ones: a tensor of saturated rows alone has gradients
    # of rounding error only.
    extreme = torch.stack([draw.uniform(-80, 80, 5), draw.normal(5), draw.normal(5, offset=80),
                           draw.normal(5, offset=-80), torch.tensor([80.0, -80, 79.5, 0, 78])])
    for x in [draw.normal(4, 5), draw.normal(2, 21), draw.normal(2, 3, 4), draw.normal(3, 1),
              draw.normal(6), extreme]:
        for name, function in [("softmax", torch.softmax), ("log_softmax", torch.log_softmax)]:
            cases.add(name, lambda x, f=function: f(x, dim=-1), [x], axis=x.dim() - 1)


def add_layout(cases):
    draw = cases.inputs
    for axis, shapes in [(0, [(2, 3), (1, 3), (4, 3)]), (1, [(3, 2), (3, 1), (3, 4)]),
                         (0, [(3,), (1,), (5,)]), (1, [(2, 1, 3), (2, 2, 3), (2, 3, 3)])]:
        cases.add("concatenate", lambda *x, axis=axis: torch.cat(x, dim=axis),
                  [draw.normal(*shape) for shape in shapes], axis=axis)
    for shape, new in [((3, 4), (2, 6)), ((2, 3, 4), (24,)), ((6,), (1, 2, 3, 1)), ((1, 1), ())]:
        cases.add("reshape", lambda x, new=new: x.reshape(new), [draw.normal(*shape)],
                  shape=list(new))
    for shape in [(3, 4), (1, 5), (17, 9)]:
        cases.add("transpose", lambda x: x.T, [draw.normal(*shape)])
    for shape, axes in [((2, 3, 4, 2), (0, 2, 3, 1)), ((2, 3, 2, 4), (3, 1, 0, 2)),
                        ((2, 3, 4), (2, 0, 1))]:
        cases.add("permute", lambda x, axes=axes: x.permute(axes), [draw.normal(*shape)],
                  axes=list(axes))


def make_large_reductions():
    """More than 512 terms in one sum: the kernels' blocks, and their remainders."""
    cases = Cases(SEED + 1)
    draw = cases.inputs
    for name, shape, axis in [
        ("sum", (23, 31), None), ("sum", (530, 2), 0), ("sum", (2, 530), 1),
        ("sum", (1, 515, 2), 1), ("mean", (23, 31), None), ("mean", (1, 530), 1),
        ("max", (23, 31), None), ("min", (2, 520), 1),
    ]:
        cases.add(name, reduce(REDUCTIONS[name], axis, False), [draw.normal(*shape, offset=0.5)],
                  axis=axis, keepDimensions=False)
    cases.add("variance", lambda x: x.var(dim=-1, unbiased=False),
              [draw.normal(1, 600, offset=0.5)], axis=1, keepDimensions=False)
    cases.write("operations-large-reductions.json")


def make_large_products():
    """Products and broadcasts with more than 512 terms, in the value or in a gradient."""
    cases = Cases(SEED + 2)
    draw = cases.inputs
    cases.add("matmul", torch.matmul, [draw.normal(1, 600), draw.normal(600, 2)])
    cases.add("linear", linear, [draw.normal(520, 2), draw.normal(2, 1), draw.normal(1)])
    cases.add("multiply", torch.mul, [draw.normal(520), draw.normal()])
    for name, function in [("softmax", torch.softmax), ("log_softmax", torch.log_softmax)]:
        cases.add(name, lambda x, f=function: f(x, dim=-1), [draw.normal(1, 520)], axis=1)
    cases.write("operations-large-products.json")
