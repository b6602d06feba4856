"""The few-shot papers' networks in PyTorch; torchvision has the others."""

import torch
from torch import nn
from torch.nn import functional


def conv4(filters=64, channels=3):
    """Vinyals et al., 2016, section 4.1.1; Snell et al., 2017, section 3.1."""
    blocks = []
    for _ in range(4):
        blocks += [
            nn.Conv2d(channels, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters),
            nn.ReLU(inplace=True), nn.MaxPool2d(2)]
        channels = filters
    return nn.Sequential(*blocks, nn.Flatten())


class Block(nn.Module):
    """Three convolutions beside a shortcut, then a pooling."""

    def __init__(self, channels, filters):
        super().__init__()
        layers = []
        for index in range(3):
            layers += [
                nn.Conv2d(channels if index == 0 else filters, filters, 3, padding=1, bias=False),
                nn.BatchNorm2d(filters)]
            layers += [nn.LeakyReLU(0.1, inplace=True)] if index < 2 else []
        self.layers = nn.Sequential(*layers)
        self.shortcut = nn.Sequential(
            nn.Conv2d(channels, filters, 1, bias=False), nn.BatchNorm2d(filters))

    def forward(self, x):
        sums = functional.leaky_relu(self.layers(x) + self.shortcut(x), 0.1, inplace=True)
        return functional.max_pool2d(sums, 2)


def resnet12(channels=3):
    """Lee et al., "Meta-learning with differentiable convex optimization", 2019, without DropBlock."""
    widths = [channels, 64, 160, 320, 640]
    blocks = [Block(*pair) for pair in zip(widths, widths[1:])]
    return nn.Sequential(*blocks, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def mobilenet_v2():
    """torchvision's, without its classifier."""
    import torchvision

    network = torchvision.models.mobilenet_v2()
    return nn.Sequential(network.features, nn.AdaptiveAvgPool2d(1), nn.Flatten())


def prototypical_loss(embeddings, ways=5):
    """A class's first image is its example, the others are queries; Snell et al., 2017, equation 2."""
    by_class = embeddings.reshape(ways, -1, embeddings.shape[1])
    queries = by_class[:, 1:].flatten(0, 1)
    logits = -torch.cdist(queries, by_class[:, 0]).square()
    targets = torch.arange(ways).repeat_interleave(by_class.shape[1] - 1)
    return functional.cross_entropy(logits, targets)
