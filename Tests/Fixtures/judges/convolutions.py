"""Convolutions and pooling with PyTorch's options, by PyTorch: images and filters are laid out as in
Swift, `[count, height, width, channels]` and `[height, width, channels / groups, filters]`."""

import torch

from . import gradients, store

F = torch.nn.functional


def channels_first(images):
    return images.permute(0, 3, 1, 2)


def channels_last(images):
    return images.permute(0, 2, 3, 1)


def padded(images, padding):
    """Images with zeros around: (top, left, bottom, right)."""
    top, left, bottom, right = padding
    return F.pad(images, (left, right, top, bottom))


def sides(padding):
    return {name: value for name, value in zip(["top", "left", "bottom", "right"], padding)}


def same_on_all(padding):
    return (padding,) * 4 if isinstance(padding, int) else padding


def convolution(stride, padding, dilation=1, groups=1):
    """As `torch.nn.Conv2d`, but with padding on each side of its own."""

    def layer(input, weight, bias=None):
        images = padded(channels_first(input), same_on_all(padding))
        filters = weight.permute(3, 2, 0, 1)
        return channels_last(
            F.conv2d(images, filters, bias, stride=stride, dilation=dilation, groups=groups))

    return layer


def conv():
    cases = {
        # name: height, width, channels, filters, kernel, stride, padding, dilation, groups
        "3x3-stride-1": (6, 7, 3, 4, 3, 1, 1, 1, 1),
        "3x3-stride-2-even": (8, 6, 3, 4, 3, 2, 1, 1, 1),
        "3x3-stride-2-odd": (7, 9, 2, 3, 3, 2, 1, 1, 1),
        "3x3-stride-3": (8, 9, 2, 3, 3, 3, 1, 1, 1),
        "1x1-stride-2": (7, 6, 3, 2, 1, 2, 0, 1, 1),
        "1x1-padding-1": (4, 5, 3, 2, 1, 1, 1, 1, 1),
        "5x5-stride-2": (9, 8, 2, 3, 5, 2, 2, 1, 1),
        "7x7-stride-2": (12, 11, 3, 2, 7, 2, 3, 1, 1),
        "7x7-stride-1": (8, 9, 8, 3, 7, 1, 3, 1, 1),
        "asymmetric": (6, 7, 2, 3, 3, 2, (0, 1, 2, 3), 1, 1),
        "asymmetric-stride-1": (6, 5, 8, 4, 3, 1, (2, 0, 1, 3), 1, 1),
        "wider-than-the-kernel": (4, 5, 2, 3, 3, 1, 4, 1, 1),
        "one-channel-wide": (8, 20, 1, 3, 3, 1, (1, 2, 0, 1), 1, 1),
        "dilation-2": (9, 8, 3, 4, 3, 1, 2, 2, 1),
        "dilation-2-stride-2": (9, 10, 3, 4, 3, 2, 2, 2, 1),
        "dilation-3-without-padding": (9, 8, 2, 3, 3, 1, 0, 3, 1),
        "dilation-2-one-channel": (9, 22, 1, 3, 3, 1, 2, 2, 1),
        "groups-2": (6, 7, 4, 6, 3, 1, 1, 1, 2),
        "groups-4-stride-2": (7, 8, 8, 8, 3, 2, 1, 1, 4),
        "groups-2-pointwise": (5, 4, 6, 4, 1, 1, 0, 1, 2),
        "groups-3-dilation-2": (8, 9, 6, 9, 3, 1, 2, 2, 3),
        "groups-as-many-as-channels": (6, 7, 5, 10, 3, 1, 1, 1, 5),
    }
    for case, (h, w, channels, filters, kernel, stride, padding, dilation, groups) in cases.items():
        generator = store.random("Convolutions " + case)
        inputs = {
            "input": store.normal(generator, 2, h, w, channels),
            "weight": store.normal(generator, kernel, kernel, channels // groups, filters),
            "bias": store.normal(generator, filters),
        }
        layer = convolution(stride, padding, dilation, groups)
        tensors = gradients.by_torch(layer, inputs, generator)
        store.save(
            case, tensors, stride=stride, dilation=dilation, groups=groups,
            **sides(same_on_all(padding)))


def pool():
    cases = {
        # name: height, width, size, stride, padding, ceil_mode
        "2-stride-2": (6, 5, 2, 2, 0, False),
        "2-padding-1": (6, 5, 2, 2, 1, False),
        "3-stride-2-even": (8, 6, 3, 2, 1, False),
        "3-stride-2-odd": (7, 9, 3, 2, 1, False),
        "3-stride-1": (5, 6, 3, 1, 1, False),
        "3-stride-3": (8, 7, 3, 3, 1, False),
        "5-stride-2": (9, 8, 5, 2, 2, False),
        "7-stride-3": (9, 10, 7, 3, 3, False),
        "2-rounded-up": (7, 5, 2, 2, 0, True),
        "3-stride-2-rounded-up": (6, 7, 3, 2, 0, True),
        "3-stride-2-padding-1-rounded-up": (6, 8, 3, 2, 1, True),
        "2-stride-3-rounded-up": (7, 9, 2, 3, 1, True),
        "2-on-one-pixel-rounded-up": (1, 3, 2, 2, 0, True),
    }
    for case, (h, w, size, stride, padding, rounds_up) in cases.items():
        options = {"stride": stride, "padding": padding, "ceil_mode": rounds_up}
        kinds = {
            "max": lambda images: F.max_pool2d(images, size, **options),
            "average": lambda images: F.avg_pool2d(
                images, size, **options, count_include_pad=False),
            "counting": lambda images: F.avg_pool2d(images, size, **options),
        }
        for kind, function in kinds.items():
            if kind == "counting" and padding == 0:
                continue
            generator = store.random(f"Pooling {kind} {case}")
            # Below zero, so that padding by zeros would win a maximum.
            inputs = {"input": store.normal(generator, 2, h, w, 3) - 3}
            tensors = gradients.by_torch(
                lambda input: channels_last(function(channels_first(input))), inputs, generator)
            store.save(
                f"{kind}-{case}", tensors, size=size, stride=stride, padding=padding,
                roundsUp=int(rounds_up))


def depthwise():
    cases = {
        # name: height, width, channels, multiplier, kernel, stride, padding, dilation
        "3x3": (6, 7, 8, 1, 3, 1, 1, 1),
        "3x3-without-padding": (6, 7, 3, 1, 3, 1, 0, 1),
        "3x3-stride-2": (8, 7, 10, 1, 3, 2, 1, 1),
        "3x3-stride-3": (8, 9, 4, 1, 3, 3, 1, 1),
        "5x5-stride-2": (9, 10, 9, 1, 5, 2, 2, 1),
        "7x7": (9, 8, 4, 1, 7, 1, 3, 1),
        "7x7-on-few-pixels": (3, 2, 4, 1, 7, 1, 3, 1),
        "2x2-stride-3": (8, 7, 5, 1, 2, 3, 0, 1),
        "asymmetric": (7, 6, 5, 1, 3, 2, (0, 2, 1, 3), 1),
        "dilation-2": (9, 8, 8, 1, 3, 1, 2, 2),
        "dilation-3-stride-2": (10, 11, 3, 1, 3, 2, 3, 3),
        "multiplier-2": (6, 7, 4, 2, 3, 1, 1, 1),
        "multiplier-3-stride-2": (7, 6, 3, 3, 3, 2, 1, 1),
        "1x1": (4, 5, 6, 1, 1, 1, 0, 1),
    }
    for case, (h, w, channels, multiplier, kernel, stride, padding, dilation) in cases.items():
        generator = store.random("DepthwiseConv2D " + case)
        inputs = {
            "input": store.normal(generator, 2, h, w, channels),
            "weight": store.normal(generator, kernel, kernel, channels, multiplier),
            "bias": store.normal(generator, channels * multiplier),
        }

        def layer(input, weight, bias):
            filters = weight.reshape(kernel, kernel, 1, channels * multiplier)
            grouped = convolution(stride, padding, dilation, groups=channels)
            return grouped(input, filters, bias)

        tensors = gradients.by_torch(layer, inputs, generator)
        store.save(
            case, tensors, stride=stride, dilation=dilation, **sides(same_on_all(padding)))


def separable():
    cases = {
        # name: height, width, channels, filters, multiplier, stride
        "default": (6, 7, 3, 5, 1, 1), "multiplier-2-stride-2": (7, 8, 3, 4, 2, 2)}
    for case, (h, w, channels, filters, multiplier, stride) in cases.items():
        generator = store.random("SeparableConv2D " + case)
        inputs = {
            "input": store.normal(generator, 2, h, w, channels),
            "depthwise.weight": store.normal(generator, 3, 3, channels, multiplier),
            "pointwise.weight": store.normal(generator, 1, 1, channels * multiplier, filters),
            "pointwise.bias": store.normal(generator, filters),
        }

        def layer(**values):
            filters = values["depthwise.weight"].reshape(3, 3, 1, channels * multiplier)
            between = convolution(stride, 1, groups=channels)(values["input"], filters)
            return convolution(1, 0)(between, values["pointwise.weight"], values["pointwise.bias"])

        store.save(case, gradients.by_torch(layer, inputs, generator), stride=stride)


def transposed():
    cases = {
        # name: height, width, channels, filters, kernel, stride, padding, output padding
        "2x2-stride-2": (4, 5, 3, 4, 2, 2, 0, 0),
        "3x3-stride-2": (4, 5, 3, 2, 3, 2, 1, 1),
        "3x3-stride-1": (4, 5, 2, 3, 3, 1, 0, 0),
        "3x3-stride-1-padding-1": (4, 5, 2, 3, 3, 1, 1, 0),
        "4x4-stride-2": (3, 4, 3, 2, 4, 2, 1, 0),
        "5x5-stride-3": (3, 4, 2, 3, 5, 3, 2, 2),
        "1x1-stride-2": (3, 4, 2, 3, 1, 2, 0, 1),
    }
    for case, (h, w, channels, filters, kernel, stride, padding, extra) in cases.items():
        generator = store.random("ConvTranspose2D " + case)
        inputs = {
            "input": store.normal(generator, 2, h, w, channels),
            "weight": store.normal(generator, kernel, kernel, filters, channels),
            "bias": store.normal(generator, filters),
        }

        def layer(input, weight, bias):
            # PyTorch's filters are [channels, filters, height, width].
            return channels_last(
                F.conv_transpose2d(
                    channels_first(input), weight.permute(3, 2, 0, 1), bias, stride=stride,
                    padding=padding, output_padding=extra))

        tensors = gradients.by_torch(layer, inputs, generator)
        store.save(case, tensors, stride=stride, padding=padding, outputPadding=extra)


def resize():
    nearest = {"mode": "nearest"}
    bilinear = {"mode": "bilinear", "align_corners": False}
    cases = {
        "zeros": lambda x: F.pad(x, (1, 3, 0, 2)),
        "reflected": lambda x: F.pad(x, (1, 3, 0, 2), mode="reflect"),
        "nearest-2": lambda x: F.interpolate(x, scale_factor=2, **nearest),
        "nearest-3-1": lambda x: F.interpolate(x, scale_factor=(3, 1), **nearest),
        "bilinear-2": lambda x: F.interpolate(x, scale_factor=2, **bilinear),
        "bilinear-3-4": lambda x: F.interpolate(x, scale_factor=(3, 4), **bilinear),
    }
    for case, function in cases.items():
        generator = store.random("Resizing " + case)
        inputs = {"input": store.normal(generator, 2, 4, 5, 3)}
        tensors = gradients.by_torch(
            lambda input: channels_last(function(channels_first(input))), inputs, generator)
        store.save(case, tensors)
