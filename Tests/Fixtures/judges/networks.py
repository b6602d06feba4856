"""Narrow versions of the legs of `Networks`, by PyTorch and torchvision.

A fixture has the parameters and statistics in the order of the network, `parameter.000`, …, with our
order of axes; and where gradients are judged, those of a training step.
"""

from collections import OrderedDict

import torch
import torch.nn.functional as F
from torch import nn
from torchvision.models import convnext, mobilenetv2, resnet, vision_transformer
from torchvision.ops import Conv2dNormActivation, SqueezeExcitation

from . import store


def conv(inputs, filters, kernel, strides=1):
    return nn.Conv2d(inputs, filters, kernel, strides, padding=kernel // 2, bias=False)


class Sum(nn.Module):
    """activation(layers(x) + shortcut(x))"""

    def __init__(self, layers, shortcut=None, activation=None):
        super().__init__()
        self.layers, self.shortcut = layers, shortcut or nn.Identity()
        self.activation = activation or nn.Identity()

    def forward(self, x):
        return self.activation(self.layers(x) + self.shortcut(x))


def pooled(*layers):
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def res_net(block, blocks, widths):
    """torchvision's ResNet, whose own constructor has one list of widths."""
    channels, layers = widths[0], [
        conv(3, widths[0], 7, 2), nn.BatchNorm2d(widths[0]), nn.ReLU(), nn.MaxPool2d(3, 2, 1)]
    for stage, (count, width) in enumerate(zip(blocks, widths)):
        for index in range(count):
            strides = 2 if stage > 0 and index == 0 else 1
            shortcut = None
            if strides > 1 or channels != width * block.expansion:
                outputs = width * block.expansion
                shortcut = nn.Sequential(
                    resnet.conv1x1(channels, outputs, strides), nn.BatchNorm2d(outputs))
            layers.append(block(channels, width, strides, shortcut))
            channels = width * block.expansion
    return pooled(*layers)


def res_net_12(widths):
    layers, channels = [], 3
    for width in widths:
        sizes, block = [channels, width, width], []
        for size in sizes:
            block += [conv(size, width, 3), nn.BatchNorm2d(width), nn.LeakyReLU(0.1)]
        shortcut = nn.Sequential(conv(channels, width, 1), nn.BatchNorm2d(width))
        layers += [
            Sum(nn.Sequential(*block[:-1]), shortcut, nn.LeakyReLU(0.1)), nn.MaxPool2d(2)]
        channels = width
    return pooled(*layers)


def wide_res_net(blocks, widths):
    channels, layers = widths[0], [conv(3, widths[0], 3)]
    for stage, width in enumerate(widths[1:]):
        strides = 1 if stage == 0 else 2
        for index in range(blocks):
            before = [nn.BatchNorm2d(channels), nn.ReLU()]
            convolutions = [
                conv(channels, width, 3, strides if index == 0 else 1), nn.BatchNorm2d(width),
                nn.ReLU(), conv(width, width, 3)]
            if index == 0:
                layers += before + [
                    Sum(nn.Sequential(*convolutions), conv(channels, width, 1, strides))]
            else:
                layers.append(Sum(nn.Sequential(*before, *convolutions)))
            channels = width
    return pooled(*layers, nn.BatchNorm2d(channels), nn.ReLU())


def mobile_net(stages, head):
    """torchvision's MobileNetV2 with a narrower last convolution."""
    network = mobilenetv2.MobileNetV2(
        width_mult=0.25, inverted_residual_setting=[[t, 4 * c, n, s] for t, c, n, s in stages],
        round_nearest=1)
    inputs = stages[-1][1]
    network.features[-1] = Conv2dNormActivation(
        inputs, head, kernel_size=1, activation_layer=nn.ReLU6)
    return pooled(network.features)


class SameConv2d(nn.Conv2d):
    """Padded as by TensorFlow, with the odd row and column after the image."""

    def forward(self, x):
        sides = []
        for size in [x.shape[3], x.shape[2]]:
            strides, kernel = self.stride[0], self.kernel_size[0]
            total = max((-(-size // strides) - 1) * strides + kernel - size, 0)
            sides += [total // 2, total - total // 2]
        return F.conv2d(F.pad(x, sides), self.weight, None, self.stride, 0, 1, self.groups)


def efficient_net(stem, stages, head, squeezes):
    activation = nn.SiLU if squeezes else nn.ReLU6

    def layer(inputs, filters, kernel, strides=1, groups=1, activates=True):
        convolution = SameConv2d(inputs, filters, kernel, strides, groups=groups, bias=False)
        norm = nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01)
        return [convolution, norm] + ([activation()] if activates else [])

    channels, layers = stem, layer(3, stem, 3, 2)
    for expansion, filters, count, first, kernel in stages:
        for index in range(count):
            strides, wide = first if index == 0 else 1, channels * expansion
            block = layer(channels, wide, 1) if expansion > 1 else []
            block += layer(wide, wide, kernel, strides, groups=wide)
            if squeezes:
                block.append(SqueezeExcitation(wide, channels // 4, activation=nn.SiLU))
            block += layer(wide, filters, 1, activates=False)
            whole = nn.Sequential(*block)
            layers.append(Sum(whole) if strides == 1 and channels == filters else whole)
            channels = filters
    return pooled(*layers, *layer(channels, head, 1))


def conv_next(blocks, widths):
    settings = [
        convnext.CNBlockConfig(width, following, count)
        for width, following, count in zip(widths, [*widths[1:], None], blocks)]
    network = convnext.ConvNeXt(settings, stochastic_depth_prob=0)
    return nn.Sequential(network.features, network.avgpool, *network.classifier[:2])


def transformer(image, patch, width, blocks, heads):
    network = vision_transformer.VisionTransformer(
        image, patch, blocks, heads, width, 4 * width)
    network.heads = nn.Identity()
    return network


def randomized(module, generator):
    """Values with which every part of the network matters to the output."""
    module.double()
    for name, tensor in module.state_dict().items():
        shape = tuple(tensor.shape)
        if name.endswith("running_var") or (tensor.ndim == 1 and name.endswith("weight")):
            value = store.uniform(generator, 0.5, 1.5, *shape)
        elif name.endswith("layer_scale"):
            value = store.uniform(generator, 0.5, 1.5, *shape)
        elif tensor.ndim >= 2:
            fan = tensor[0].numel() if tensor.ndim != 3 else 4
            value = store.single(store.normal(generator, *shape) * (2 / fan) ** 0.5)
        elif tensor.ndim == 1:
            value = store.single(store.normal(generator, *shape) * 0.2)
        else:
            continue
        tensor.copy_(torch.tensor(value))
    return module


def converted(name, tensor, depthwise):
    """In our order of axes."""
    if tensor.ndim == 4:
        return tensor.permute(*((2, 3, 0, 1) if name in depthwise else (2, 3, 1, 0)))
    return tensor.T if tensor.ndim == 2 else tensor


def ordered(module):
    """Names as our network has them: a layer's own parameters after those of its parts in ConvNeXt, and
    after the first convolution in the vision transformer."""
    names = [name for name in module.state_dict() if not name.endswith("num_batches_tracked")]
    if names[0] == "class_token":
        return [*names[1:3], names[0], *names[3:]]
    result, scale = [], None
    for name in names:
        if scale is not None and not name.startswith(scale.removesuffix("layer_scale")):
            result, scale = [*result, scale], None
        if name.endswith("layer_scale"):
            scale = name
        else:
            result.append(name)
    return result


def save(case, network, size, judges_gradients=False):
    generator = store.random("Networks " + case)
    network = randomized(network, generator)
    depthwise = {
        f"{name}.weight" for name, module in network.named_modules()
        if isinstance(module, nn.Conv2d) and module.groups > 1}
    parameters = OrderedDict(
        (name, f"parameter.{index:03}") for index, name in enumerate(ordered(network)))
    state = network.state_dict()
    tensors = {
        ours: converted(name, state[name], depthwise).clone().numpy()
        for name, ours in parameters.items()}
    tensors["input"] = store.normal(generator, 2, *size, 3)
    images = torch.tensor(tensors["input"]).permute(0, 3, 1, 2)
    with torch.no_grad():
        tensors["output"] = network.eval()(images).numpy()
    assert abs(tensors["output"]).max() > 0.1
    if judges_gradients:
        output = network.train()(images)
        tensors["seed"] = store.normal(generator, *output.shape)
        (output * torch.tensor(tensors["seed"])).sum().backward()
        for name, parameter in network.named_parameters():
            gradient = converted(name, parameter.grad, depthwise).numpy()
            tensors[parameters[name].replace("parameter", "gradient")] = gradient
    store.save(case, tensors)


def make():
    save("resNet", res_net(resnet.BasicBlock, [1, 2, 1, 1], [4, 5, 6, 7]), (35, 33), True)
    save("resNet-bottlenecks", res_net(resnet.Bottleneck, [2, 1, 1, 1], [2, 3, 4, 5]), (35, 33))
    save("resNet12", res_net_12([3, 4, 5, 6]), (18, 17))
    save("wideResNet", wide_res_net(2, [3, 4, 5, 6]), (9, 10))
    stages = [[1, 4, 1, 1], [6, 5, 2, 2], [3, 6, 1, 2]]
    save("mobileNetV2", mobile_net(stages, 9), (17, 16))
    stages = [[1, 4, 1, 1, 3], [6, 5, 2, 2, 5], [3, 6, 1, 2, 3]]
    save("efficientNet", efficient_net(8, stages, 9, True), (17, 16), True)
    save("efficientNet-lite", efficient_net(8, stages, 9, False), (17, 16))
    save("convNeXt", conv_next([1, 2, 1], [4, 5, 6]), (16, 19))
    save("visionTransformer", transformer(8, 4, 6, 2, 2), (8, 8), True)
