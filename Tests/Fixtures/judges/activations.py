"""Activations, by PyTorch, on ordinary arguments and on extreme ones."""

import numpy as np
import torch

from . import gradients, store

F = torch.nn.functional
CASES = {
    "relu": lambda input: F.relu(input),
    "leakyReLU": lambda input: F.leaky_relu(input),
    "leakyReLU-0.2": lambda input: F.leaky_relu(input, 0.2),
    "sigmoid": lambda input: torch.sigmoid(input),
    "tanh": lambda input: torch.tanh(input),
    # Without the threshold beyond which PyTorch returns x itself.
    "softplus": lambda input: torch.logaddexp(input, torch.zeros_like(input)),
    "softmax": lambda input: F.softmax(input, dim=-1),
    "logSoftmax": lambda input: F.log_softmax(input, dim=-1),
    "relu6": lambda input: F.relu6(input),
    "silu": lambda input: F.silu(input),
    "gelu": lambda input: F.gelu(input),
    "geluTanh": lambda input: F.gelu(input, approximate="tanh"),
    "hardSigmoid": lambda input: F.hardsigmoid(input),
    "hardSwish": lambda input: F.hardswish(input),
    "elu": lambda input: F.elu(input),
    "elu-0.5": lambda input: F.elu(input, alpha=0.5),
}


def make():
    for case, function in CASES.items():
        generator = store.random("Activations " + case)
        ordinary = store.normal(generator, 6, 7) * 3
        store.save(case, gradients.by_torch(function, {"input": ordinary}, generator))
        extremes = np.array([[-100, -50, -20, -1e-4], [1e-4, 20, 50, 100], [88, 89, 90, 91]])
        tensors = gradients.by_torch(function, {"input": store.single(extremes)}, generator)
        store.save(f"{case}-extremes", tensors)
