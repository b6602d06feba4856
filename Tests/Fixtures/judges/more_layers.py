"""Layers that PyTorch and torchvision judge alone; images are channels first there, last here."""

import torch
import torchvision

from . import gradients, store

F = torch.nn.functional


def channels_first(function):
    """`function` of images with their channels last."""
    return lambda input, **others: torch.movedim(
        function(torch.movedim(input, -1, 1), **others), 1, -1)


def prelu():
    for case, slopes in [("channels", 5), ("shared", 1)]:
        generator = store.random("PReLU " + case)
        inputs = {
            "input": store.normal(generator, 2, 3, 4, 5),
            "slope": store.uniform(generator, 0, 0.5, slopes),
        }
        layer = channels_first(lambda input, slope: F.prelu(input, slope))
        store.save(case, gradients.by_torch(layer, inputs, generator))


def normalized(case, shape, offset, layer, **settings):
    generator = store.random("Normalization " + case)
    inputs = {
        "input": store.single(store.normal(generator, *shape) * 2 + offset),
        "scale": store.uniform(generator, 0.5, 1.5, shape[-1]),
        "shift": store.normal(generator, shape[-1]),
    }
    store.save(case, gradients.by_torch(layer, inputs, generator), **settings)


def group_norm():
    for case, shape, groups, offset in [
        ("images", (3, 4, 5, 6), 2, 0.5), ("one-group", (2, 3, 4, 5), 1, 0),
        ("wide", (2, 3, 3, 24), 2, -1), ("vectors", (4, 12), 3, 0),
        ("far-from-zero", (2, 4, 4, 4), 2, 30),
    ]:
        layer = channels_first(
            lambda input, scale, shift: F.group_norm(input, groups, scale, shift))
        normalized(case, shape, offset, layer, groups=groups)


def layer_norm():
    for case, shape, offset in [
        ("vectors", (6, 11), 0.5), ("tokens", (2, 5, 16), -1), ("images", (2, 3, 4, 9), 0),
        ("far-from-zero", (4, 8), 30),
    ]:
        normalized(
            case, shape, offset,
            lambda input, scale, shift: F.layer_norm(input, shape[-1:], scale, shift))


def instance_norm():
    for case, shape, offset in [("images", (3, 4, 5, 6), 0.5), ("far-from-zero", (2, 4, 4, 10), 30)]:
        layer = channels_first(
            lambda input, scale, shift: F.instance_norm(input, weight=scale, bias=shift))
        normalized(case, shape, offset, layer)


def residual():
    """ResNet's basic block, with group norm after its first convolution."""
    for case, stride in [("identity", 1), ("projection", 2)]:
        generator = store.random("Residual " + case)
        inputs = {
            "input": store.normal(generator, 2, 5, 5, 3),
            "layers.0.weight": store.normal(generator, 3, 3, 3, 3),
            "layers.1.scale": store.uniform(generator, 0.5, 1.5, 3),
            "layers.1.shift": store.normal(generator, 3),
            "layers.3.weight": store.normal(generator, 3, 3, 3, 3),
            "layers.3.bias": store.normal(generator, 3),
        }
        if stride > 1:
            inputs["shortcut.0.weight"] = store.normal(generator, 1, 1, 3, 3)

        def block(input, **weights):
            filters = {k: v.permute(3, 2, 0, 1) for k, v in weights.items() if v.ndim == 4}
            first = F.conv2d(input, filters["layers.0.weight"], stride=stride, padding=1)
            normal = F.group_norm(first, 1, weights["layers.1.scale"], weights["layers.1.shift"])
            second = F.conv2d(
                F.relu(normal), filters["layers.3.weight"], weights["layers.3.bias"], padding=1)
            if stride > 1:
                input = F.conv2d(input, filters["shortcut.0.weight"], stride=stride)
            return F.relu(input + second)

        store.save(case, gradients.by_torch(channels_first(block), inputs, generator))


def adaptive_average_pool():
    for case, shape, height, width in [
        ("even", (2, 6, 4, 3), 3, 2), ("overlapping", (2, 7, 5, 9), 3, 4),
        ("more-than-pixels", (1, 3, 4, 2), 5, 6), ("one", (3, 5, 4, 2), 1, 1),
    ]:
        generator = store.random("AdaptiveAveragePool2D " + case)
        layer = channels_first(lambda input: F.adaptive_avg_pool2d(input, (height, width)))
        tensors = gradients.by_torch(layer, {"input": store.normal(generator, *shape)}, generator)
        store.save(case, tensors, height=height, width=width)


def global_max_pool():
    generator = store.random("GlobalMaxPool2D")
    inputs = {"input": store.normal(generator, 3, 4, 5, 9) - 3}
    store.save("default", gradients.by_torch(lambda input: input.amax((1, 2)), inputs, generator))


def squeeze_excitation():
    for case, activation, scale in [
        ("default", torch.nn.ReLU, torch.nn.Sigmoid),
        ("mobilenet", torch.nn.ReLU, torch.nn.Hardsigmoid),
        ("efficientnet", torch.nn.SiLU, torch.nn.Sigmoid),
    ]:
        generator = store.random("SqueezeExcitation " + case)
        inputs = {
            "input": store.normal(generator, 2, 3, 4, 5),
            "reduce.weight": store.normal(generator, 5, 2),
            "reduce.bias": store.normal(generator, 2),
            "expand.weight": store.normal(generator, 2, 5),
            "expand.bias": store.normal(generator, 5),
        }
        module = torchvision.ops.SqueezeExcitation(
            5, 2, activation=activation, scale_activation=scale).double()

        def layer(input, **weights):
            given = {
                f"{ours}.{kind}": weights[f"{name}.{kind}"]
                for name, ours in [("reduce", "fc1"), ("expand", "fc2")]
                for kind in ["weight", "bias"]
            }
            given = {k: v.T[..., None, None] if v.ndim == 2 else v for k, v in given.items()}
            return torch.func.functional_call(module, given, (input,))

        store.save(case, gradients.by_torch(channels_first(layer), inputs, generator))


def drop_block():
    for case, shape, rate, size in [
        ("blocks", (2, 7, 6, 3), 0.3, 3), ("whole-image", (4, 3, 4, 2), 0.5, 7),
        ("single", (2, 4, 4, 2), 0.4, 1),
    ]:
        generator = store.random("DropBlock " + case)
        count, height, width, channels = shape
        cut = min(size, height, width)
        places = (count, channels, height - cut + 1, width - cut + 1)
        share = rate * height * width / (cut * cut * places[2] * places[3])
        torch.manual_seed(1)
        # The first thing that torchvision draws.
        seeds = torch.empty(places, dtype=torch.float64).bernoulli_(share)

        def layer(input):
            torch.manual_seed(1)
            return torchvision.ops.drop_block2d(input, rate, size)

        inputs = {"input": store.normal(generator, *shape)}
        tensors = gradients.by_torch(channels_first(layer), inputs, generator)
        store.save(case, {**tensors, "seeds": torch.movedim(seeds, 1, -1).numpy()}, size=cut)
