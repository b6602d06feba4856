"""Few-shot methods: logits and gradients from the embeddings of a task, by PyTorch.

Written from the papers' formulas, one query at a time where that is plainest. `support` is
[ways, shots, features], `queries` [queries, features]; parameters have our names and layouts.
"""

import numpy as np
import torch

from . import gradients, store

QUERIES, SIZE = 4, 6


def make():
    for ways, shots in [(3, 1), (3, 2)]:
        case = f"{ways}-way-{shots}-shot"
        save(f"prototypical-{case}", prototypical, task(ways, shots))
        save(f"matching-{case}", lambda **x: matching(scale=1, **x), task(ways, shots), scale=1)
        save(
            f"matching-sharp-{case}", lambda **x: matching(scale=10, **x), task(ways, shots),
            scale=10)
        relation_case(f"relation-{case}", ways, shots)
        context_case(f"context-{case}", ways, shots)
        centroid_case(f"centroid-{case}", ways, shots)
    # Fewer examples than features, and more.
    for ways, shots in [(2, 2), (3, 4)]:
        inputs = task(ways, shots)
        inputs.update(logPenalty=np.array(-0.5), scale=np.array(1.5), shift=np.array(0.25))
        save(f"ridge-{ways}-way-{shots}-shot", ridge, inputs)
    cell_case()


def task(ways, shots):
    generator = store.random(f"task {ways} {shots}")
    return {
        "queries": store.normal(generator, QUERIES, SIZE),
        "support": store.normal(generator, ways, shots, SIZE),
    }


def save(case, function, inputs, **settings):
    store.save(case, gradients.by_torch(function, inputs, store.random(case)), **settings)


def prototypical(queries, support):
    """Snell, Swersky and Zemel 2017, eqs. 1 and 2."""
    prototypes = support.mean(dim=1)
    return torch.stack([-((prototypes - query) ** 2).sum(dim=1) for query in queries])


def matching(queries, support, scale):
    """Vinyals et al. 2016, eq. 1: the logarithm of the summed attention."""
    ways, shots, _ = support.shape
    examples = support.flatten(0, 1)
    classes = torch.eye(ways, dtype=support.dtype).repeat_interleave(shots, dim=0)
    cosines = torch.nn.functional.cosine_similarity(queries[:, None], examples[None], dim=2)
    return torch.log(torch.softmax(scale * cosines, dim=1) @ classes)


def ridge(queries, support, logPenalty, scale, shift):
    """Bertinetto et al. 2019, by the normal equations whatever the sizes."""
    ways, shots, features = support.shape
    x = support.flatten(0, 1)
    y = torch.eye(ways, dtype=support.dtype).repeat_interleave(shots, dim=0)
    moments = x.T @ x + torch.exp(logPenalty) * torch.eye(features, dtype=support.dtype)
    return scale * queries @ torch.linalg.inv(moments) @ x.T @ y + shift


def relation_case(case, ways, shots):
    """Sung et al. 2018, eq. 1, with a module of two dense layers."""
    generator = store.random(case)
    inputs = task(ways, shots) | {
        "first": store.normal(generator, 2 * SIZE, 5), "second": store.normal(generator, 5, 1),
    }

    def relation(queries, support, first, second):
        sums = support.sum(dim=1)
        return torch.stack([
            torch.stack([
                (torch.tanh(torch.cat([example, query]) @ first) @ second)[0] for example in sums])
            for query in queries])

    save(case, relation, inputs)


def centroid_case(case, ways, shots):
    """Wang et al. 2019: negative squared distances of CL2N features."""
    inputs = task(ways, shots) | {"mean": store.normal(store.random(case), SIZE)}

    def centroid(queries, support, mean):
        def transformed(x):
            return torch.nn.functional.normalize(x - mean, dim=-1)

        return prototypical(transformed(queries), transformed(support))

    save(case, centroid, inputs)


def cell_parameters(generator, inputs, units):
    return {
        "weight": store.normal(generator, inputs, 4 * units) / 2,
        "recurrentWeight": store.normal(generator, units, 4 * units) / 2,
        "bias": store.normal(generator, 4 * units) / 2,
    }


def step(cell, x, state):
    """PyTorch's cell, with one of its two biases."""
    weight, recurrent, bias = cell
    return torch.lstm_cell(x, state, weight.T, recurrent.T, bias, torch.zeros_like(bias))


def cell_case():
    generator = store.random("cell")
    inputs = {
        "input": store.normal(generator, 3, 5), "hidden": store.normal(generator, 3, 4),
        "memory": store.normal(generator, 3, 4), **cell_parameters(generator, 5, 4),
    }

    def cell(input, hidden, memory, weight, recurrentWeight, bias):
        parameters = (weight, recurrentWeight, bias)
        return torch.cat(step(parameters, input, (hidden, memory)), dim=1)

    save("cell", cell, inputs)


def context_case(case, ways, shots):
    """Vinyals et al. 2016, appendices A.1 and A.2, with K = 3; the first h is the embedding."""
    generator = store.random(case)
    inputs = task(ways, shots)
    for name, size in [("forward", SIZE), ("backward", SIZE), ("attention", 2 * SIZE)]:
        parameters = cell_parameters(generator, size, SIZE)
        inputs.update({f"{name}.{key}": value for key, value in parameters.items()})

    def context(queries, support, **parameters):
        def cell(name):
            return [parameters[f"{name}.{key}"] for key in ["weight", "recurrentWeight", "bias"]]

        examples = support.flatten(0, 1)
        g = examples + outputs(cell("forward"), examples) \
            + outputs(cell("backward"), examples.flip(0)).flip(0)
        rows = []
        for query in queries:
            h, c = query, torch.zeros_like(query)
            for _ in range(3):
                read = torch.softmax(g @ h, dim=0) @ g
                h, c = step(
                    cell("attention"), torch.cat([query, read])[None], (h[None], c[None]))
                h, c = h[0] + query, c[0]
            rows.append(h)
        return matching(torch.stack(rows), g.reshape(support.shape), scale=1)

    save(case, context, inputs)


def outputs(cell, images):
    """What a cell returns for each image of a sequence."""
    h = c = torch.zeros(1, images.shape[1], dtype=images.dtype)
    found = []
    for image in images:
        h, c = step(cell, image[None], (h, c))
        found.append(h)
    return torch.cat(found)
