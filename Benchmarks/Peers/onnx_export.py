"""Writes a network of torch_networks.py with random weights as an ONNX file.

    onnx_export.py FILE NAME IMAGES SIZE
"""

import sys

import torch

import torch_networks

path, name, images, size = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
torch.manual_seed(1)
network = getattr(torch_networks, name)().eval()
torch.onnx.export(
    network, (torch.rand(images, 3, size, size),), path, input_names=["images"],
    output_names=["embeddings"], opset_version=17, dynamo=False)
