"""Pooling, and layers that lay pixels elsewhere."""

import torch
import torch.nn.functional as F

from .case import Case, from_torch, kind, to_torch
from .convolutions import described, draw_padding, sides


def window(draw):
    """Images, a kernel, strides and padding that suit each other, and whether the strides' rest has a
    position, which is compared where the padding is PyTorch's own."""
    images = draw.image(largest=2500)
    kernel = (draw.int(1, 4), draw.int(1, 4)) if draw.chance(2) else (draw.int(2, 3),) * 2
    strides = draw.of([kernel, (1, 1), (draw.int(1, 4), draw.int(1, 4))])
    padding = draw_padding(draw, kernel, most=2)
    if padding is not None:
        padding = tuple(min(padding[side], kernel[side % 2] - 1) for side in range(4))
        reach = [images[axis + 1] + padding[axis] + padding[axis + 2] for axis in (0, 1)]
        if any(reach[axis] < kernel[axis] for axis in (0, 1)):
            return None
    is_own = padding is not None and padding[:2] == padding[2:] and all(
        2 * padding[axis] <= kernel[axis] for axis in (0, 1))
    return images, kernel, strides, padding, is_own and draw.chance(2)


def pool(draw, function, **more):
    """A case of a function of NCHW images, kernel, strides, padding as for `pad` and rounding."""
    drawn = window(draw)
    if drawn is None:
        return None
    images, kernel, strides, padding, rounds_up = drawn
    around = sides(padding, images, kernel, strides)
    return Case(
        [draw.extreme(images)],
        lambda x: from_torch(function(to_torch(x), kernel, strides, around, rounds_up)),
        described(strides, (1, 1), padding, kernel=kernel, roundsUp=[int(rounds_up)], **more))


@kind("max pooling", often=3)
def max_pool(draw):
    def function(x, kernel, strides, around, rounds_up):
        if rounds_up:
            return F.max_pool2d(
                x, kernel, strides, padding=(around[2], around[0]), ceil_mode=True)
        return F.max_pool2d(F.pad(x, around, value=float("-inf")), kernel, strides)

    return pool(draw, function)


@kind("average pooling", often=3)
def average_pool(draw):
    counts = draw.chance(2)

    def function(x, kernel, strides, around, rounds_up):
        if rounds_up:
            return F.avg_pool2d(
                x, kernel, strides, padding=(around[2], around[0]), ceil_mode=True,
                count_include_pad=counts)
        sums = F.avg_pool2d(F.pad(x, around), kernel, strides)
        return sums if counts else sums / F.avg_pool2d(
            F.pad(torch.ones_like(x), around), kernel, strides)

    return pool(draw, function, countsPadding=[int(counts)])


@kind("adaptive pooling", often=2)
def adaptive_pool(draw):
    size = (draw.int(1, 9), draw.int(1, 9))
    return Case(
        [draw.extreme(draw.image())],
        lambda x: from_torch(F.adaptive_avg_pool2d(to_torch(x), size)), {"size": size})


@kind("global pooling")
def global_pool(draw):
    word = draw.of(["mean", "maximum"])
    return Case(
        [draw.extreme(draw.image())],
        lambda x: x.mean((1, 2)) if word == "mean" else x.flatten(1, 2).max(1).values,
        words={"pooling": word})


@kind("padding", often=2)
def padding(draw):
    images, mode = draw.image(), draw.of(["constant", "reflect"])
    most = [size - 1 if mode == "reflect" else 3 for size in images[1:3]]
    top, bottom = (draw.int(0, min(3, most[0])) for _ in range(2))
    left, right = (draw.int(0, min(3, most[1])) for _ in range(2))
    return Case(
        [draw.extreme(images)],
        lambda x: from_torch(F.pad(to_torch(x), (left, right, top, bottom), mode=mode)),
        {"padding": (top, left, bottom, right)}, words={"mode": mode})


@kind("upsampling", often=2)
def upsample(draw):
    factor, mode = (draw.int(1, 4), draw.int(1, 4)), draw.of(["nearest", "bilinear"])

    def function(x):
        more = {} if mode == "nearest" else {"align_corners": False}
        size = (x.shape[1] * factor[0], x.shape[2] * factor[1])
        return from_torch(F.interpolate(to_torch(x), size=size, mode=mode, **more))

    return Case(
        [draw.extreme(draw.image(most=10, largest=600))], function, {"factor": factor},
        words={"mode": mode})
