"""Batch, group, instance and layer norm; channels are the last axis."""

import numpy as np
import torch
import torch.nn.functional as F

from .case import Case, kind


def to_channels(x):
    """Channels as the second axis."""
    return x.movedim(-1, 1)


def from_channels(x):
    return x.movedim(1, -1)


def epsilon(draw):
    return float(np.float32(draw.of([1e-5, 1e-3, 0.1])))


def shape(draw, channels=None):
    """Images, sequences or vectors, at least four of them: of two scalars a norm's gradient is all
    cancellation."""
    images = draw.image(channels=channels, largest=1500)
    count = images[0] + 3
    return draw.of([(count, *images[1:]), (count, *images[1:]), (count, images[3]),
                    (count, images[1], images[3])])


def scale_and_shift(draw, channels):
    return [draw.normal((channels,)), draw.normal((channels,))]


def batch(draw, size):
    """Normal scalars, now and then with a mean far from 0 for their deviation."""
    x = draw.normal(size)
    return x * draw.of([1e-3, 100.0]) + draw.of([0.0, 10.0]) if draw.chance(5) else x


@kind("batch norm while training", often=3)
def training(draw):
    size, e = shape(draw), epsilon(draw)
    return Case(
        [batch(draw, size), *scale_and_shift(draw, size[-1])],
        lambda x, scale, shift: from_channels(
            F.batch_norm(to_channels(x), None, None, scale, shift, training=True, eps=e)),
        numbers={"epsilon": e}, is_training=True)


@kind("batch norm", often=2)
def inference(draw):
    size, e = shape(draw), epsilon(draw)
    channels = size[-1]
    word = draw.of(["linear", "linear", "relu", "relu6"])
    then = {"linear": lambda x: x, "relu": F.relu, "relu6": F.relu6}[word]
    return Case(
        [batch(draw, size), *scale_and_shift(draw, channels), draw.normal((channels,)),
         draw.uniform((channels,), 0.05, 3)],
        lambda x, scale, shift, mean, variance: then(
            (x - mean) / (variance + e).sqrt() * scale + shift),
        numbers={"epsilon": e}, words={"activation": word})


@kind("statistics of batch norm")
def statistics(draw):
    size, momentum, word = shape(draw), draw.number(0, 1), draw.of(["biased", "unbiased"])
    channels = size[-1]

    def function(x, mean, variance):
        rows = x.reshape(-1, channels)
        found = rows.var(0, unbiased=word == "unbiased")
        return torch.stack([
            mean * momentum + rows.mean(0) * (1 - momentum),
            variance * momentum + found * (1 - momentum)])

    return Case(
        [batch(draw, size), draw.normal((channels,)), draw.uniform((channels,), 0.1, 2)], function,
        numbers={"momentum": momentum}, words={"estimate": word}, has_gradient=False,
        is_training=True)


@kind("group norm", often=2)
def group(draw):
    groups = draw.of([1, 1, 2, 3, 4, 5, 8])
    size, e = shape(draw, channels=groups * draw.int(1, 12)), epsilon(draw)
    if np.prod(size[1:]) < 4 * groups:
        return None
    return Case(
        [batch(draw, size), *scale_and_shift(draw, size[-1])],
        lambda x, scale, shift: from_channels(
            F.group_norm(to_channels(x), groups, scale, shift, eps=e)),
        {"groups": [groups]}, {"epsilon": e})


@kind("instance norm")
def instance(draw):
    size, e = draw.image(largest=1500), epsilon(draw)
    if size[1] * size[2] < 4:
        return None

    def function(x, scale, shift):
        # By its formula: PyTorch 2.15 takes a gradient that is not contiguous back wrongly through
        # `instance_norm` of a single image.
        variance, mean = torch.var_mean(x, (1, 2), correction=0, keepdim=True)
        return (x - mean) / (variance + e).sqrt() * scale + shift

    return Case(
        [batch(draw, size), *scale_and_shift(draw, size[-1])], function, numbers={"epsilon": e})


@kind("layer norm", often=2)
def layer(draw):
    size, e = shape(draw, channels=draw.int(4, 70)), epsilon(draw)
    return Case(
        [batch(draw, size), *scale_and_shift(draw, size[-1])],
        lambda x, scale, shift: F.layer_norm(x, (size[-1],), scale, shift, eps=e),
        numbers={"epsilon": e})


@kind("l2 norm")
def l2(draw):
    size = (*draw.shape(most=3, largest=400), draw.int(2, 40))
    return Case(
        [draw.normal(size)], lambda x: F.normalize(x, dim=-1, eps=1e-12))
