#!/usr/bin/env python3
"""Writes the legs of torchvision, timm and easyfsl with random weights, some images, and what they give.

    networks.py FOLDER [NAME ...]
    networks.py --check FOLDER [NAME ...]

NAME.safetensors is the network's state_dict as it is, NAME-outputs.safetensors has `input` with channels
last and `output`, computed in double precision. `NetworkComparison` reads them and writes
NAME-back.safetensors; with --check PyTorch loads those, and compares weights and embeddings.
"""

import sys
from pathlib import Path

import timm
import torch
import torchvision
from easyfsl.modules import feat_resnet12
from safetensors.torch import load_file, save_file
from torch import nn
from torchvision.models.resnet import BasicBlock, ResNet


class WideBlock(nn.Module):
    """The block of https://github.com/szagoruyko/wide-residual-networks."""

    def __init__(self, inputs, width, strides):
        super().__init__()
        self.bn1 = nn.BatchNorm2d(inputs)
        self.conv1 = nn.Conv2d(inputs, width, 3, strides, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(width)
        self.conv2 = nn.Conv2d(width, width, 3, 1, 1, bias=False)
        if inputs != width:
            self.shortcut = nn.Conv2d(inputs, width, 1, strides, bias=False)

    def forward(self, x):
        before = self.bn1(x).relu()
        after = self.conv2(self.bn2(self.conv1(before)).relu())
        return after + (self.shortcut(before) if hasattr(self, "shortcut") else x)


def wide_resnet_28_10():
    layers = [nn.Conv2d(3, 16, 3, padding=1, bias=False)]
    for inputs, width, strides in [(16, 160, 1), (160, 320, 2), (320, 640, 2)]:
        for block in range(4):
            layers.append(WideBlock(width if block else inputs, width, 1 if block else strides))
    return nn.Sequential(
        *layers, nn.BatchNorm2d(640), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten())


def conv_4(filters):
    layers = []
    for inputs, width in zip([3, *filters], filters):
        layers += [
            nn.Conv2d(inputs, width, 3, padding=1, bias=False), nn.BatchNorm2d(width), nn.ReLU(),
            nn.MaxPool2d(2)]
    # As vectors in our order of axes, so that embeddings can be compared.
    return nn.Sequential(*layers, ChannelsLast(), nn.Flatten())


class ChannelsLast(nn.Module):
    def forward(self, x):
        return x.permute(0, 2, 3, 1)


def without(network, *heads):
    for head in heads:
        setattr(network, head, nn.Identity())
    return network


def from_timm(name):
    return timm.create_model(name, num_classes=0)


NETWORKS = {
    # name: height and width of the images, PyTorch's network
    "conv4": (84, lambda: conv_4([64] * 4)),
    "conv4-256": (84, lambda: conv_4([64, 96, 128, 256])),
    "resNet10": (224, lambda: without(ResNet(BasicBlock, [1, 1, 1, 1]), "fc")),
    "resNet18": (224, lambda: without(torchvision.models.resnet18(), "fc")),
    "resNet34": (224, lambda: without(torchvision.models.resnet34(), "fc")),
    "resNet50": (224, lambda: without(torchvision.models.resnet50(), "fc")),
    "resNet12": (84, feat_resnet12),
    "wideResNet28x10": (84, wide_resnet_28_10),
    "mobileNetV2": (224, lambda: without(torchvision.models.mobilenet_v2(), "classifier")),
    "efficientNetLite0": (224, lambda: from_timm("tf_efficientnet_lite0")),
    "efficientNetB0": (224, lambda: from_timm("tf_efficientnet_b0")),
    "convNeXtTiny": (224, lambda: from_timm("convnext_tiny")),
    "visionTransformerTiny": (224, lambda: from_timm("vit_tiny_patch16_224")),
}


def randomize(network):
    """Values with which every part of the network matters to what it gives."""
    for name, tensor in network.state_dict().items():
        if name.endswith(("running_var", "gamma")) or (tensor.ndim == 1 and name.endswith("weight")):
            tensor.uniform_(0.5, 1.5)
        elif tensor.ndim == 1 or name in ["cls_token", "pos_embed"]:
            tensor.normal_(0, 0.1)


def made(name):
    torch.manual_seed(1)
    size, make = NETWORKS[name]
    network = make().eval()
    randomize(network)
    return network, torch.randn(2, 3, size, size)


def embeddings(network, images):
    with torch.inference_mode():
        return network.double()(images.double()).float()


def write(folder, name):
    network, images = made(name)
    state = network.state_dict()
    save_file(state, folder / f"{name}.safetensors", {"order": " ".join(state)})
    output = embeddings(network, images)
    weights = sum(parameter.numel() for parameter in network.parameters())
    tensors = {"input": images.permute(0, 2, 3, 1).contiguous(), "output": output}
    save_file(tensors, folder / f"{name}-outputs.safetensors", {"weights": str(weights)})
    print(name, weights, tuple(output.shape), float(output.abs().max()), flush=True)


def check(folder, name):
    """Whether PyTorch takes what OneShot wrote, and whether it is what it was, bit by bit."""
    network, images = made(name)
    before = {key: tensor.clone() for key, tensor in network.state_dict().items()}
    expected = embeddings(network, images)
    other = NETWORKS[name][1]().eval()
    other.load_state_dict(load_file(folder / f"{name}-back.safetensors"), strict=True)
    for key, tensor in other.state_dict().items():
        if not key.endswith("num_batches_tracked") and not torch.equal(tensor, before[key]):
            sys.exit(f"{name}: {key} differs")
    if not torch.equal(embeddings(other, images), expected):
        sys.exit(f"{name}: other embeddings")
    print(name, len(before), "tensors, bit by bit", flush=True)


def main():
    checks = sys.argv[1:2] == ["--check"]
    arguments = sys.argv[1 + checks:]
    folder, names = Path(arguments[0]), arguments[1:] or list(NETWORKS)
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        if not checks:
            write(folder, name)
        elif (folder / f"{name}-back.safetensors").exists():
            check(folder, name)


if __name__ == "__main__":
    main()
