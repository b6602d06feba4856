"""Classifiers fitted to a support set by PyTorch's SGD, from given weights and in given orders."""

import numpy as np
import torch
from torch.nn.functional import cross_entropy, normalize

from . import store

WAYS, SHOTS, SIZE, EPOCHS = 3, 2, 5, 12


def make():
    for kind, scale in [("linear", 0), ("cosine", 2), ("cosine", 10)]:
        for batch in [4, 6]:
            fit(f"{kind}{scale or ''}-{batch}", scale, batch)


def fit(case, scale, batch):
    generator = store.random(case)
    support = store.normal(generator, WAYS, SHOTS, SIZE)
    queries = store.normal(generator, 4, SIZE)
    first = store.normal(generator, WAYS, SIZE) / 2, store.normal(generator, WAYS) / 2
    orders = np.stack([generator.permutation(WAYS * SHOTS) for _ in range(EPOCHS)])
    weight, bias = (torch.tensor(value, requires_grad=True) for value in first)

    def logits(x):
        if scale:
            return scale * normalize(x, dim=1) @ normalize(weight, dim=1).T
        return x @ weight.T + bias

    x, labels = torch.tensor(support).flatten(0, 1), torch.arange(WAYS).repeat_interleave(SHOTS)
    parameters = [weight] if scale else [weight, bias]
    optimizer = torch.optim.SGD(
        parameters, lr=0.05, momentum=0.9, dampening=0.9, weight_decay=0.001)
    for order in orders:
        for chosen in torch.tensor(order).split(batch):
            optimizer.zero_grad()
            cross_entropy(logits(x[chosen]), labels[chosen]).backward()
            optimizer.step()
    with torch.no_grad():
        output = logits(torch.tensor(queries)).numpy()
    store.save(
        case, {
            "support": support, "queries": queries, "weight": first[0], "bias": first[1],
            "orders": orders, "output": output, "fitted": weight.detach().numpy(),
        }, scale=scale, batch=batch)
