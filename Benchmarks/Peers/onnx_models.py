#!/usr/bin/env python3
"""Writes networks of torchvision and timm with random weights as ONNX files, and what ONNX Runtime gives.

    onnx_models.py FOLDER [NAME ...]

Each NAME.onnx has a dynamic batch axis, opset 17 and random statistics in its batch norms; a name that
ends in `@train` keeps them apart from the convolutions. NAME.safetensors holds `input`, two random images,
`output` and how many seconds ONNX Runtime took for a batch of them. `ONNXComparison models` reads both.
"""

import sys
from pathlib import Path

import timm
import torch
import torchvision

from onnx_reference import write_reference

NAMES = """resnet18 resnet18@train resnet50 mobilenet_v2 efficientnet_b0 vgg11_bn densenet121 squeezenet1_1
convnext_tiny regnet_y_400mf mnasnet0_5 shufflenet_v2_x0_5 googlenet mobilenet_v3_small inception_v3
vit_tiny_patch16_224 swin_tiny_patch4_window7_224 efficientnet_lite0 ghostnet_100 hrnet_w18_small
repvgg_a0 resnest14d ecaresnet26t""".split()


def network(name):
    if hasattr(torchvision.models, name):
        more = {"init_weights": False} if name in ("googlenet", "inception_v3") else {}
        return getattr(torchvision.models, name)(weights=None, **more)
    return timm.create_model(name, pretrained=False)


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for full in sys.argv[2:] or NAMES:
        name, *options = full.split("@")
        torch.manual_seed(1)
        model = network(name).eval()
        for module in model.modules():
            if isinstance(module, torch.nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.1)
                module.running_var.uniform_(0.5, 2)
        images = torch.rand(2, 3, 224, 224)
        training = torch.onnx.TrainingMode.PRESERVE if options else torch.onnx.TrainingMode.EVAL
        path = folder / f"{full}.onnx"
        torch.onnx.export(
            model, (images,), str(path), input_names=["images"], output_names=["scores"],
            opset_version=17, dynamo=False, training=training, do_constant_folding=not options,
            dynamic_axes={"images": {0: "count"}, "scores": {0: "count"}})
        write_reference(path, {"images": images.numpy()}, images.numpy().transpose(0, 2, 3, 1))
        print(full, path.stat().st_size, flush=True)


if __name__ == "__main__":
    main()
