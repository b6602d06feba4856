"""Distances of all pairs, by PyTorch, checked against SciPy."""

import numpy as np
import torch
from scipy.spatial.distance import cdist

from . import gradients, store


def l1(a, b, weights):
    return ((a[:, None] - b[None]).abs() * weights).sum(-1)


def squared_l2(a, b, weights):
    return ((a[:, None] - b[None]) ** 2 * weights).sum(-1)


def cosine(a, b):
    return torch.nn.functional.cosine_similarity(a[:, None], b[None], dim=-1)


def make():
    for case, function, name in [("l1", l1, "cityblock"), ("squaredL2", squared_l2, "sqeuclidean")]:
        generator = store.random("Distances " + case)
        a, b = store.normal(generator, 5, 7), store.normal(generator, 4, 7)
        ones = torch.ones(7, dtype=torch.float64)
        tensors = gradients.by_torch(lambda a, b: function(a, b, ones), {"a": a, "b": b}, generator)
        assert np.allclose(tensors["output"], cdist(a, b, name))
        store.save(case, tensors)
        inputs = {"a": a, "b": b, "weights": store.normal(generator, 7)}
        store.save(f"{case}-weighted", gradients.by_torch(function, inputs, generator))
    generator = store.random("Distances cosine")
    inputs = {"a": store.normal(generator, 5, 7), "b": store.normal(generator, 4, 7)}
    tensors = gradients.by_torch(cosine, inputs, generator)
    assert np.allclose(tensors["output"], 1 - cdist(inputs["a"], inputs["b"], "cosine"))
    store.save("cosine", tensors)
