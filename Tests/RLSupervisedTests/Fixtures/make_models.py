"""Writes what image models of PyTorch put out, for parameters and images that follow a formula.

Usage: python make_models.py   (torch==2.15.0)
"""

import json
import pathlib

import torch
from torch import nn
from torch.nn import functional as F

assert torch.__version__.split("+")[0] == "2.15.0", torch.__version__


def pattern(shape, factor, shift, modulus):
    """Numbers from about -1 to 1."""
    count = torch.Size(shape).numel()
    numbers = (torch.arange(count) * factor + shift) % modulus
    return ((numbers - modulus // 2) / (modulus // 2)).float().reshape(shape)


def fill(model):
    """Row-major, with weights of fully connected layers [inputs, outputs]."""
    index = 0
    for name, tensor in model.state_dict().items():
        if name.endswith("num_batches_tracked"):
            continue
        if tensor.ndim == 2:
            values = pattern(tensor.T.shape, 7, 3 * index, 23).T
        else:
            values = pattern(tensor.shape, 7, 3 * index, 23)
        if name.endswith("running_var"):
            values = 1.5 + values
        tensor.copy_(values / 4 if tensor.ndim > 1 else values)
        index += 1


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = nn.Sequential()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class ResNet10(nn.Module):
    def __init__(self, channels, width, classes):
        super().__init__()
        self.conv = nn.Conv2d(channels, width, 3, 1, 1, bias=False)
        self.bn = nn.BatchNorm2d(width)
        self.blocks = nn.Sequential(
            Block(width, width, 1), Block(width, 2 * width, 2),
            Block(2 * width, 4 * width, 2), Block(4 * width, 8 * width, 2))
        self.linear = nn.Linear(8 * width, classes)

    def forward(self, x):
        return self.linear(self.blocks(F.relu(self.bn(self.conv(x)))).mean((2, 3)))


def lenet5(channels, padding):
    return nn.Sequential(
        nn.Conv2d(channels, 6, 5, padding=padding), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))


def cnn(channels, size, width, hidden):
    return nn.Sequential(
        nn.Conv2d(channels, width, 5, padding=2), nn.Tanh(), nn.MaxPool2d(2),
        nn.Conv2d(width, 2 * width, 5, padding=2), nn.Tanh(), nn.MaxPool2d(2), nn.Flatten(),
        nn.Linear(2 * width * (size // 4) ** 2, hidden), nn.Tanh(), nn.Linear(hidden, 10))


def case(model, name, shape, **configuration):
    images = pattern([3, *shape], 5, 1, 13)
    fill(model)
    with torch.no_grad():
        trained = model.train()(images) if name == "resnet10" else None
        fill(model)
        inferred = model.eval()(images)
    return {
        "model": name, "shape": shape, **configuration,
        "parameters": sum(p.numel() for p in model.parameters()),
        "logits": inferred.flatten().tolist(),
        "training": None if trained is None else trained.flatten().tolist(),
    }


cases = [
    case(lenet5(1, 2), "lenet5", [1, 28, 28]),
    case(lenet5(3, 0), "lenet5", [3, 32, 32]),
    case(cnn(1, 28, 3, 5), "cnn", [1, 28, 28], width=3, hidden=[5], activation="tanh"),
    case(ResNet10(3, 2, 10), "resnet10", [3, 32, 32], width=2),
    case(ResNet10(1, 3, 10), "resnet10", [1, 28, 28], width=3),
]
path = pathlib.Path(__file__).parent / "models.json"
path.write_text(json.dumps(cases, separators=(",", ":")) + "\n")
