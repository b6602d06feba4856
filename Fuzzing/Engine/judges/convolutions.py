"""Convolutions of all forms; weights are [height, width, channels / groups, filters]."""

import numpy as np
import torch.nn.functional as F

from .case import Case, from_torch, kind, to_torch

ACTIVATIONS = {
    "linear": lambda x: x, "relu": F.relu, "relu6": F.relu6, "silu": F.silu, "tanh": lambda x: x.tanh(),
    "leakyReLU": lambda x: F.leaky_relu(x, 0.2), "gelu": F.gelu,
}
"""Those that a layer may end with; the slope is 0.2 here."""


def draw_padding(draw, kernel, most=3):
    """None for padding of `.same`, or top, left, bottom and right."""
    choice = draw.int(0, 4)
    if choice == 0:
        return None
    if choice <= 2:
        return (0, 0, 0, 0) if choice == 1 else (kernel[0] // 2, kernel[1] // 2) * 2
    return tuple(draw.int(0, most) for _ in range(4))


def same(size, kernel, stride, dilation=1):
    """What TensorFlow's SAME puts before and after an axis."""
    output = -(-size // stride)
    total = max(0, (output - 1) * stride + (kernel - 1) * dilation + 1 - size)
    return total // 2, total - total // 2


def sides(padding, images, kernel, strides, dilation=(1, 1)):
    """Left, right, top and bottom, as `pad` wants them."""
    if padding is None:
        top, bottom = same(images[1], kernel[0], strides[0], dilation[0])
        left, right = same(images[2], kernel[1], strides[1], dilation[1])
        return left, right, top, bottom
    top, left, bottom, right = padding
    return left, right, top, bottom


def fits(images, kernel, padding, dilation=(1, 1)):
    if padding is None:
        return True
    return all(
        images[axis + 1] + padding[axis] + padding[axis + 2] > (kernel[axis] - 1) * dilation[axis]
        for axis in (0, 1))


def described(strides, dilation, padding, **more):
    sizes = {"strides": strides, "dilation": dilation, **more}
    if padding is not None:
        sizes["padding"] = padding
    return sizes


def convolve(x, w, b, strides, padding, dilation, groups):
    x = F.pad(to_torch(x), sides(padding, x.shape, w.shape, strides, dilation))
    return from_torch(F.conv2d(
        x, w.permute(3, 2, 0, 1).contiguous(), b, stride=strides, dilation=dilation, groups=groups))


def convolution(draw, images, kernel, filters, groups, is_plain=False):
    strides = (1, 1) if is_plain else (draw.int(1, 3), draw.int(1, 3))
    dilation = (1, 1) if is_plain or draw.chance(2) else (draw.int(1, 3), draw.int(1, 2))
    padding = draw_padding(draw, kernel)
    if not fits(images, kernel, padding, dilation):
        return None
    activation = draw.of(list(ACTIVATIONS)) if draw.chance(3) else "linear"
    weight = (*kernel, images[3] // groups, filters)
    inputs = [draw.extreme(images), draw.extreme(weight)]
    if activation != "linear":
        # What follows it must not be as flat everywhere as it is far from 0.
        inputs = [draw.normal(images), draw.normal(weight) / np.prod(weight[:3]) ** 0.5]
    if draw.chance(2):
        inputs.append(draw.normal((filters,)))
    return Case(
        inputs,
        lambda x, w, b=None: ACTIVATIONS[activation](
            convolve(x, w, b, strides, padding, dilation, groups)),
        described(strides, dilation, padding, groups=[groups]), words={"activation": activation})


@kind("conv2d", often=6)
def conv2d(draw):
    kernel = draw.of([1, 2, 3, 3, 3, 3, 4, 5, 5, 6, 7])
    kernel = (kernel, kernel) if draw.chance(2) else (kernel, draw.int(1, 7))
    return convolution(
        draw, draw.image(largest=1500), kernel, draw.channels(), 1, is_plain=draw.chance(2))


@kind("conv2d, large")
def large_conv2d(draw):
    """For what pays for large kernels, many channels and large images alone."""
    if draw.chance(2):
        images = (draw.int(1, 2), draw.int(26, 38), draw.int(26, 38), draw.int(16, 24))
        return convolution(
            draw, images, (draw.int(8, 10),) * 2, draw.int(16, 30), 1, is_plain=True)
    images = (draw.int(1, 2), draw.int(9, 40), draw.int(9, 40), draw.int(8, 48))
    return convolution(
        draw, images, (draw.of([3, 3, 5]),) * 2, draw.int(8, 48), 1, is_plain=True)


@kind("conv2d in groups", often=2)
def grouped_conv2d(draw):
    groups = draw.int(2, 8)
    images = draw.image(channels=groups * draw.int(1, 6), largest=1500)
    kernel = (draw.int(1, 5), draw.int(1, 5))
    return convolution(draw, images, kernel, groups * draw.int(1, 6), groups)


@kind("depthwise", often=3)
def depthwise(draw):
    images = draw.image(largest=2500)
    side, multiplier = draw.of([1, 2, 3, 3, 5, 7]), draw.of([1, 1, 1, 2, 3])
    kernel, channels = (side, draw.of([side, side, draw.int(1, 7)])), images[3]
    strides = draw.of([(1, 1), (1, 1), (2, 2), (draw.int(1, 3), draw.int(1, 3))])
    dilation = (1, 1) if draw.chance(2) else (draw.int(1, 3), draw.int(1, 3))
    padding = draw_padding(draw, kernel)
    if not fits(images, kernel, padding, dilation):
        return None
    inputs = [draw.extreme(images), draw.extreme((*kernel, channels, multiplier))]
    if draw.chance(2):
        inputs.append(draw.normal((channels * multiplier,)))
    return Case(
        inputs,
        lambda x, w, b=None: convolve(
            x, w.reshape(*kernel, 1, channels * multiplier), b, strides, padding, dilation, channels),
        described(strides, dilation, padding))


@kind("separable")
def separable(draw):
    images, side, filters = draw.image(largest=1500), draw.int(1, 5), draw.channels()
    strides = (draw.int(1, 2),) * 2
    padding = draw_padding(draw, (side, side))
    if not fits(images, (side, side), padding):
        return None
    channels = images[3]

    def function(x, depth, point, bias):
        x = convolve(
            x, depth.reshape(side, side, 1, -1), None, strides, padding, (1, 1), channels)
        return convolve(x, point, bias, (1, 1), (0, 0, 0, 0), (1, 1), 1)

    inputs = [
        draw.normal(images), draw.normal((side, side, channels, 1)),
        draw.normal((1, 1, channels, filters)), draw.normal((filters,)),
    ]
    return Case(
        inputs, function, described(strides, (1, 1), padding, filters=[filters], kernel=[side]))


@kind("transposed conv2d", often=3)
def transposed(draw):
    images = draw.image(largest=700)
    kernel = (draw.int(1, 5), draw.int(1, 5))
    strides = draw.of([(1, 1), (2, 2), (draw.int(1, 3), draw.int(1, 3))])
    padding = draw.of([(0, 0, 0, 0), None, tuple(draw.int(0, 2) for _ in range(4))])
    more = (0, 0) if padding is None else tuple(draw.int(0, stride - 1) for stride in strides)
    # Of which axis of the whole result so much is cut off, before and after.
    cut, sizes = [], []
    for axis in (0, 1):
        whole = (images[axis + 1] - 1) * strides[axis] + kernel[axis]
        if padding is None:
            size = images[axis + 1] * strides[axis]
            before = same(size, kernel[axis], strides[axis])[0]
        else:
            size = whole - padding[axis] - padding[axis + 2] + more[axis]
            before = padding[axis]
        cut += [(before, whole - before - size)]
        sizes.append(size)
    if min(sizes) < 1:
        return None
    filters = draw.channels(40)

    def function(x, w, b=None):
        whole = F.conv_transpose2d(to_torch(x), w.permute(3, 2, 0, 1).contiguous(), stride=strides)
        (top, bottom), (left, right) = cut
        result = from_torch(F.pad(whole, (-left, -right, -top, -bottom)))
        return result if b is None else result + b

    inputs = [draw.extreme(images), draw.extreme((*kernel, filters, images[3]))]
    if draw.chance(2):
        inputs.append(draw.normal((filters,)))
    return Case(inputs, function, described(strides, (1, 1), padding, outputPadding=more))
