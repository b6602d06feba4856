"""Small networks that PyTorch writes as ONNX files, what it computes, and what a training step changes."""

from pathlib import Path

import torch
from torch import nn
from torch.nn import functional

from . import store


class Residual(nn.Module):
    """Convolutions with batch norm, a shortcut, a depthwise convolution and a classifier."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.norm = nn.BatchNorm2d(4)
        self.inner = nn.Sequential(
            nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.ReLU(),
            nn.Conv2d(4, 4, 1, bias=False), nn.BatchNorm2d(4))
        self.depthwise = nn.Conv2d(4, 4, 3, stride=2, padding=1, groups=4)
        self.classifier = nn.Linear(4, 3)

    def forward(self, x):
        x = functional.max_pool2d(self.norm(self.stem(x)).relu(), 3, 2, 1)
        x = (x + self.inner(x)).relu()
        x = functional.hardswish(functional.relu6(self.depthwise(x)))
        return self.classifier(functional.adaptive_avg_pool2d(x, 1).flatten(1))


class Shapes(nn.Module):
    """What computes with shapes: shuffled channels, parts, enlarged maps, attention."""

    def __init__(self):
        super().__init__()
        self.first = nn.Conv2d(3, 8, 3, padding=1)
        self.attention = nn.MultiheadAttention(8, 2, batch_first=True)
        self.norm = nn.LayerNorm(8)
        self.slope = nn.PReLU(8)
        self.last = nn.ConvTranspose2d(8, 2, 2, stride=2)

    def forward(self, x):
        x = self.first(x)
        count, channels, height, width = x.shape
        x = x.view(count, 2, channels // 2, height, width).transpose(1, 2).reshape(x.shape)
        left, right = x.chunk(2, dim=1)
        x = torch.cat([left.relu(), functional.silu(right)], dim=1)
        small = functional.avg_pool2d(functional.pad(x, (1, 0, 1, 0)), 2, ceil_mode=True)
        x = x + functional.interpolate(small, size=x.shape[2:], mode="bilinear")
        tokens = self.slope(x[:, :, ::2, 1:]).flatten(2).transpose(1, 2)
        tokens = self.norm(tokens)
        tokens = tokens + self.attention(tokens, tokens, tokens, need_weights=False)[0]
        tokens = functional.gelu(tokens) * torch.softmax(tokens, dim=-1)
        maps = tokens.transpose(1, 2).reshape(count, channels, (height + 1) // 2, width - 1)
        return self.last(maps)


def export(model, images, case):
    torch.onnx.export(
        model.eval(), (images,), str(Path(store.path(case)).with_suffix(".onnx")),
        input_names=["images"], output_names=["output"], opset_version=17, dynamo=False,
        training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
        dynamic_axes={"images": {0: "count"}, "output": {0: "count"}})


def channels_last(array):
    return array.permute(0, 2, 3, 1) if array.ndim == 4 else array


def ours(parameter, is_transposed):
    """A parameter in the layout of this library."""
    if parameter.ndim == 4:
        return parameter.permute(2, 3, 1, 0)
    return parameter.T if is_transposed else parameter


def make():
    for case, network, shape in [
        ("residual", Residual, (4, 3, 9, 9)), ("shapes", Shapes, (2, 3, 6, 5))
    ]:
        torch.manual_seed(1)
        generator = store.random(f"ONNX/{case}")
        model = network()
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.2)
                module.running_var.uniform_(0.5, 2)
        images = torch.tensor(store.normal(generator, *shape), dtype=torch.float32)
        export(model, images, case)
        model = model.double()
        output = model(images.double())
        tensors = {"input": channels_last(images), "output": channels_last(output).detach()}
        if case == "residual":
            model.train()
            seed = torch.tensor(store.normal(generator, *output.shape))
            (model(images.double()) * seed).sum().backward()
            torch.optim.SGD(model.parameters(), lr=0.1).step()
            tensors["seed"] = seed
            for name, value in model.state_dict().items():
                if not name.endswith("num_batches_tracked"):
                    tensors[f"after.{name}"] = ours(value, name == "classifier.weight")
        store.save(case, tensors)
