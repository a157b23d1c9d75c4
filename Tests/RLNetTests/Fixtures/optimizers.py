"""Optimizers: torch.optim in float64 along 100 given gradients."""

import torch

from fixture_support import SEED, Inputs, assert_well_conditioned, numbers, tensor_json, write

# Settings carry this toolkit's names; the second element builds PyTorch's optimizer.
OPTIMIZERS = [
    ("sgd", {"learningRate": 0.05}, lambda p: torch.optim.SGD(p, lr=0.05)),
    ("sgd-momentum", {"learningRate": 0.05, "momentum": 0.9},
     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
    ("sgd-nesterov", {"learningRate": 0.05, "momentum": 0.9, "nesterov": True},
     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True)),
    ("sgd-momentum-l2", {"learningRate": 0.05, "momentum": 0.9, "l2": 0.01},
     lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, weight_decay=0.01)),
    ("rmsprop", {"learningRate": 0.01, "alpha": 0.99, "epsilon": 1e-8},
     lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8)),
    ("rmsprop-momentum",
     {"learningRate": 0.01, "alpha": 0.99, "epsilon": 1e-8, "momentum": 0.9},
     lambda p: torch.optim.RMSprop(p, lr=0.01, alpha=0.99, eps=1e-8, momentum=0.9, centered=False)),
    ("adagrad", {"learningRate": 0.05, "epsilon": 1e-10},
     lambda p: torch.optim.Adagrad(p, lr=0.05, eps=1e-10)),
    ("adadelta", {"learningRate": 1.0, "rho": 0.9, "epsilon": 1e-6},
     lambda p: torch.optim.Adadelta(p)),
    ("adadelta-l2", {"learningRate": 0.5, "rho": 0.95, "epsilon": 1e-4, "l2": 0.01},
     lambda p: torch.optim.Adadelta(p, lr=0.5, rho=0.95, eps=1e-4, weight_decay=0.01)),
    ("adam", {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8},
     lambda p: torch.optim.Adam(p, lr=1e-3)),
    ("adam-betas", {"learningRate": 1e-2, "beta1": 0.8, "beta2": 0.99, "epsilon": 1e-5},
     lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.8, 0.99), eps=1e-5)),
    ("adam-l2",
     {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "l2": 0.01},
     lambda p: torch.optim.Adam(p, lr=1e-3, weight_decay=0.01)),
    ("adamw",
     {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "weightDecay": 0.01},
     lambda p: torch.optim.AdamW(p, lr=1e-3, weight_decay=0.01)),
    ("adam-clipped",
     {"learningRate": 1e-3, "beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8, "maximumNorm": 1.0},
     lambda p: torch.optim.Adam(p, lr=1e-3)),
]
SNAPSHOTS = [1, 2, 10, 100]


def make_optimizers():
    draw = Inputs(SEED + 4)
    start = {"weight": draw.normal(3, 4), "bias": draw.normal(5)}
    gradients = []
    for _ in range(100):
        scale = 10 ** draw.generator.uniform(-3, 1)
        gradients.append([draw.normal(*x.shape, scale=scale) for x in start.values()])

    def run(build, settings, dtype):
        parameters = [x.to(dtype).clone().requires_grad_() for x in start.values()]
        optimizer = build(parameters)
        snapshots = []
        for step, gradient in enumerate(gradients, start=1):
            for parameter, value in zip(parameters, gradient):
                parameter.grad = value.to(dtype).clone()
            if "maximumNorm" in settings:
                torch.nn.utils.clip_grad_norm_(parameters, settings["maximumNorm"])
            optimizer.step()
            if step in SNAPSHOTS:
                snapshots.append([x.detach().clone() for x in parameters])
        return snapshots

    entries = []
    for name, settings, build in OPTIMIZERS:
        snapshots = run(build, settings, torch.float64)
        for reference, single in zip(snapshots, run(build, settings, torch.float32)):
            for a, b in zip(reference, single):
                assert_well_conditioned(name, a, b)
        entries.append({
            "name": name,
            "settings": settings,
            "snapshots": [
                {"step": step, "values": [numbers(x) for x in values]}
                for step, values in zip(SNAPSHOTS, snapshots)
            ],
        })
    write("optimizers.json", {
        "note": "torch.optim in float64. gradients[step - 1][p] belongs to parameters[p], and so"
        " does values[p] of each snapshot, taken after that many steps. l2 is added to the"
        " gradient (torch's weight_decay but of AdamW); weightDecay is decoupled (AdamW)."
        " maximumNorm: all gradients together are first scaled by"
        " min(1, maximumNorm / (norm + 1e-6)), as clip_grad_norm_ does.",
        "parameters": [{"name": name, **tensor_json(x)} for name, x in start.items()],
        "gradients": [[numbers(x) for x in step] for step in gradients],
        "optimizers": entries,
    })
