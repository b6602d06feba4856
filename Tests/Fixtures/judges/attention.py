"""Embeddings and attention, by PyTorch."""

import numpy as np
import torch

from . import gradients, store


def embedding():
    generator = store.random("Embedding")
    ids = np.array([[0, 5, 2, 2], [2, 1, 0, 5]])
    layer = lambda weight: torch.nn.functional.embedding(torch.tensor(ids), weight)
    tensors = gradients.by_torch(layer, {"weight": store.normal(generator, 6, 3)}, generator)
    store.save("tokens", {**tensors, "input": ids})


def called(module, weights, input, names):
    """What the module gives with our weights, which `names` calls as PyTorch does."""
    given = {
        theirs: weights[ours].T if weights[ours].ndim == 2 else weights[ours]
        for ours, theirs in names.items()
    }
    return torch.func.functional_call(module, given, input)


ATTENTION = {
    "inputWeight": "in_proj_weight", "inputBias": "in_proj_bias",
    "outputWeight": "out_proj.weight", "outputBias": "out_proj.bias",
}


def attention_weights(generator, size):
    return {
        "inputWeight": store.normal(generator, size, 3 * size) * 0.5,
        "inputBias": store.normal(generator, 3 * size),
        "outputWeight": store.normal(generator, size, size) * 0.5,
        "outputBias": store.normal(generator, size),
    }


def multi_head_attention():
    for case, count, length, size, heads in [("one-head", 2, 3, 4, 1), ("heads", 2, 5, 6, 3)]:
        generator = store.random("MultiHeadAttention " + case)
        module = torch.nn.MultiheadAttention(size, heads, batch_first=True).double()
        inputs = {
            "input": store.normal(generator, count, length, size),
            **attention_weights(generator, size),
        }

        def layer(input, **weights):
            return called(module, weights, (input, input, input), ATTENTION)[0]

        store.save(case, gradients.by_torch(layer, inputs, generator), heads=heads)


def transformer_block():
    names = {f"attention.{ours}": f"self_attn.{theirs}" for ours, theirs in ATTENTION.items()}
    for ours, theirs in [("attentionNorm", "norm1"), ("hiddenNorm", "norm2")]:
        names |= {f"{ours}.scale": f"{theirs}.weight", f"{ours}.shift": f"{theirs}.bias"}
    for ours, theirs in [("hidden", "linear1"), ("output", "linear2")]:
        names |= {f"{ours}.{kind}": f"{theirs}.{kind}" for kind in ["weight", "bias"]}
    for case, heads, hidden in [("gelu", 2, 6), ("relu", 1, 5)]:
        generator = store.random("TransformerBlock " + case)
        size = 4
        module = torch.nn.TransformerEncoderLayer(
            size, heads, hidden, dropout=0, activation=case, batch_first=True, norm_first=True)
        module = module.double()
        weights = attention_weights(generator, size)
        inputs = {
            "input": store.normal(generator, 2, 3, size),
            **{f"attention.{name}": value for name, value in weights.items()},
            "hidden.weight": store.normal(generator, size, hidden),
            "hidden.bias": store.normal(generator, hidden),
            "output.weight": store.normal(generator, hidden, size),
            "output.bias": store.normal(generator, size),
        }
        for norm in ["attentionNorm", "hiddenNorm"]:
            inputs[f"{norm}.scale"] = store.uniform(generator, 0.5, 1.5, size)
            inputs[f"{norm}.shift"] = store.normal(generator, size)

        def layer(input, **weights):
            return called(module, weights, (input,), names)

        store.save(case, gradients.by_torch(layer, inputs, generator))
