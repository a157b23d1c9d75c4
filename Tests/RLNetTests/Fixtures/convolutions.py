"""Convolutions, pooling and upsampling: value and vector-Jacobian products, from PyTorch."""

import itertools

import torch
import torch.nn.functional as F

from fixture_support import SEED, Cases, Inputs


class ShortInputs(Inputs):
    """Sixteenths, which take few digits."""

    def normal(self, *shape, scale=1.0, offset=0.0):
        return torch.round(super().normal(*shape, scale=scale, offset=offset) * 16) / 16


def short_cases(seed):
    cases = Cases(seed)
    cases.inputs = ShortInputs(seed)
    return cases


def make_convolutions():
    cases = short_cases(SEED + 7)
    add_convolutions(cases)
    add_transposed(cases)
    cases.write("convolutions.json")
    cases = short_cases(SEED + 8)
    add_pooling(cases)
    add_upsampling(cases)
    cases.write("pooling.json")


def add_convolution(cases, batch, inputs, outputs, image, kernel, stride, padding, dilation, bias):
    draw = cases.inputs
    settings = {"stride": list(stride), "padding": list(padding), "dilation": list(dilation)}
    operands = [draw.normal(batch, inputs, *image), draw.normal(outputs, inputs, *kernel)]
    result = F.conv2d(*operands, **settings).shape
    if bias == "tied":
        operands.append(draw.normal(outputs))
    if bias == "untied":
        operands.append(draw.normal(*result[1:]))

    def function(x, w, *b):
        if bias == "untied":
            return F.conv2d(x, w, **settings) + b[0]
        return F.conv2d(x, w, *b, **settings)

    cases.add("conv2d", function, operands, **settings)


def add_convolutions(cases):
    biases = itertools.cycle([None, "tied", "untied"])
    square = [(1, 1), (2, 2), (3, 3)]
    for kernel, stride, padding, dilation in itertools.product(square, [1, 2], [0, 1], [1, 2]):
        add_convolution(cases, 2, 2, 2, (6, 5), kernel, (stride, stride), (padding, padding),
                        (dilation, dilation), next(biases))
    # Sizes that differ between rows and columns; larger steps than kernels; padding beyond images.
    for batch, inputs, outputs, image, kernel, stride, padding, dilation in [
        (1, 1, 1, (3, 3), (3, 3), (1, 1), (0, 0), (1, 1)),
        (2, 1, 3, (8, 9), (5, 5), (1, 1), (2, 2), (1, 1)),
        (3, 2, 2, (7, 4), (3, 1), (2, 3), (1, 0), (1, 1)),
        (1, 3, 2, (5, 11), (2, 4), (1, 2), (0, 3), (3, 1)),
        (5, 1, 4, (6, 6), (2, 2), (3, 3), (0, 0), (1, 1)),
        (2, 1, 2, (2, 3), (3, 2), (1, 1), (4, 3), (2, 3)),
        (17, 1, 2, (4, 4), (3, 3), (1, 1), (1, 1), (1, 1)),
        (1, 9, 10, (4, 4), (2, 2), (1, 1), (1, 1), (1, 1)),
        (2, 3, 5, (6, 7), (1, 1), (1, 1), (0, 0), (1, 1)),
    ]:
        add_convolution(cases, batch, inputs, outputs, image, kernel, stride, padding, dilation,
                        next(biases))


def add_transposed(cases):
    draw = cases.inputs
    biases = itertools.cycle([None, "tied", "untied"])
    for batch, inputs, outputs, image, kernel, stride, padding, extra, dilation in [
        (2, 3, 2, (4, 5), (3, 3), (1, 1), (0, 0), (0, 0), (1, 1)),
        (2, 2, 3, (4, 4), (4, 4), (2, 2), (1, 1), (0, 0), (1, 1)),
        (1, 2, 2, (3, 4), (3, 3), (2, 2), (1, 1), (1, 1), (1, 1)),
        (3, 1, 2, (3, 3), (2, 3), (3, 2), (0, 1), (2, 0), (1, 1)),
        (2, 2, 1, (4, 3), (3, 2), (1, 2), (1, 0), (0, 1), (2, 3)),
        (1, 2, 3, (3, 3), (2, 2), (1, 1), (0, 0), (1, 0), (2, 2)),
        (2, 3, 4, (5, 4), (1, 1), (1, 1), (0, 0), (0, 0), (1, 1)),
        (2, 1, 2, (2, 2), (1, 1), (2, 2), (0, 0), (0, 1), (1, 1)),
        (17, 2, 1, (3, 3), (3, 3), (2, 2), (1, 1), (1, 1), (1, 1)),
    ]:
        settings = {"stride": list(stride), "padding": list(padding), "dilation": list(dilation)}
        operands = [draw.normal(batch, inputs, *image), draw.normal(inputs, outputs, *kernel)]
        result = F.conv_transpose2d(*operands, output_padding=extra, **settings).shape
        bias = next(biases)
        if bias == "tied":
            operands.append(draw.normal(outputs))
        if bias == "untied":
            operands.append(draw.normal(*result[1:]))

        def function(x, w, *b):
            y = F.conv_transpose2d(x, w, output_padding=extra, **settings)
            return y + b[0].reshape(b[0].shape + (1,) * (3 - b[0].dim())) if b else y

        cases.add("conv_transpose2d", function, operands, outputPadding=list(extra), **settings)


POOLS = [
    ((2, 2, 6, 8), (2, 2), (2, 2), (0, 0)),
    ((1, 3, 7, 7), (3, 3), (2, 2), (1, 1)),
    ((2, 1, 7, 9), (2, 3), (3, 2), (0, 1)),
    ((1, 2, 5, 6), (3, 2), (1, 1), (1, 0)),
    ((3, 5, 5), (5, 5), (5, 5), (0, 0)),
    ((2, 2, 5, 6), (1, 1), (2, 3), (0, 0)),
    ((1, 1, 9, 37), (4, 2), (3, 2), (2, 1)),
    ((2, 9, 10), (2, 2), (3, 4), (0, 0)),
]


def add_pooling(cases):
    draw = cases.inputs
    for shape, kernel, stride, padding in POOLS:
        settings = {"kernel": list(kernel), "stride": list(stride), "padding": list(padding)}
        # Whole numbers have equals in a window: the gradient goes to the first.
        whole = torch.round(draw.normal(*shape, scale=1.2))
        for x in [draw.normal(*shape), whole]:
            cases.add("max_pool2d", lambda x: F.max_pool2d(x, kernel, stride, padding), [x],
                      **settings)
        cases.add("avg_pool2d", lambda x: F.avg_pool2d(x, kernel, stride, padding),
                  [draw.normal(*shape)], **settings)


def add_upsampling(cases):
    draw = cases.inputs
    for shape, factor in [((2, 2, 3, 4), (2, 2)), ((1, 1, 2, 3), (3, 2)), ((1, 2, 1, 5), (4, 3)),
                          ((1, 1, 4, 1), (1, 5)), ((1, 3, 2, 2), (1, 1))]:
        for method, options in [("nearest", {}), ("bilinear", {"align_corners": False})]:
            cases.add(
                f"upsample_{method}",
                lambda x: F.interpolate(x, scale_factor=factor, mode=method, **options),
                [draw.normal(*shape)], factor=list(factor))
