"""Methods that adapt by gradient descent: the loss and the meta-gradient of one step, by PyTorch.

Written from the papers' formulas, with `torch.autograd.grad(…, create_graph=True)` for the steps. Images are
`[count, height, width, channels]`; parameters have our names and layouts.
"""

import numpy as np
import torch
import torch.nn.functional as F

from . import store

WAYS, QUERIES, SIZE = 3, 5, 8
FILTERS = [3, 4]
HEAD = ["head.weight", "head.bias"]


def make():
    maml("maml-1-step-queries", shots=1, steps=1, rate=0.4, statistics="queries")
    maml("maml-3-steps-support", shots=2, steps=3, rate=0.2, statistics="support")
    maml("first-order-maml-2-steps", shots=2, steps=2, rate=0.3, order="first")
    maml("anil-2-steps-support", shots=2, steps=2, rate=0.3, adapting="head")
    maml("anil-2-steps-queries", shots=2, steps=2, rate=0.3, adapting="head", statistics="queries")
    maml("meta-sgd-2-steps", shots=2, steps=2, rate=0.3, learns="rates")
    maml("meta-sgd-head", shots=2, steps=1, rate=0.3, learns="rates", adapting="head")
    maml("first-order-meta-sgd", shots=2, steps=2, rate=0.3, learns="rates", order="first")
    gradient_of_gradient("gradient-of-gradient")
    reptile("reptile-3-steps")


def parameters(generator):
    found, channels = {}, 1
    for index, filters in enumerate(FILTERS):
        block = f"leg.{index}"
        found[f"{block}.convolution.weight"] = store.normal(generator, 3, 3, channels, filters) / 2
        found[f"{block}.normalization.scale"] = store.uniform(generator, 0.5, 1.5, filters)
        found[f"{block}.normalization.shift"] = store.normal(generator, filters) / 4
        channels = filters
    side = SIZE // 2 ** len(FILTERS)
    found["head.weight"] = store.normal(generator, side * side * channels, WAYS) / 2
    found["head.bias"] = store.normal(generator, WAYS) / 2
    return {name: store.single(value) for name, value in found.items()}


def features(values, images, rows=None):
    """The vectors of images; statistics are those of the first `rows` of them."""
    x = images.permute(0, 3, 1, 2)
    for index in range(len(FILTERS)):
        block = f"leg.{index}"
        x = F.conv2d(x, values[f"{block}.convolution.weight"].permute(3, 2, 0, 1), padding=1)
        part = x[:rows]
        mean, variance = part.mean((0, 2, 3)), part.var((0, 2, 3), unbiased=False)
        x = (x - mean[:, None, None]) / torch.sqrt(variance + 1e-5)[:, None, None]
        scale, shift = (values[f"{block}.normalization.{name}"] for name in ["scale", "shift"])
        x = F.max_pool2d(F.relu(x * scale[:, None, None] + shift[:, None, None]), 2)
    return x.permute(0, 2, 3, 1).flatten(1)


def logits(values, vectors):
    return vectors @ values["head.weight"] + values["head.bias"]


def episode(generator, shots, queries=QUERIES):
    images = store.uniform(generator, 0, 1, WAYS * shots + queries, SIZE, SIZE, 1)
    return images, [int(label) for label in generator.integers(0, WAYS, queries)]


def maml(case, shots, steps, rate, statistics="support", adapting="network", order="second",
         learns=""):
    """Finn et al. 2017, eqs. 1 and 2; Li et al. 2017, eq. 3; Raghu et al. 2020, section 4."""
    generator = store.random(case)
    inputs = parameters(generator)
    names = HEAD if adapting == "head" else list(inputs)
    if learns:
        inputs.update({
            f"rates.{name if adapting == 'network' else name.removeprefix('head.')}":
                store.uniform(generator, 0.1, 0.5, *inputs[name].shape)
            for name in names})
    episodes = [episode(generator, shots) for _ in range(2)]
    variables = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}

    def rate_of(name):
        key = name if adapting == "network" else name.removeprefix("head.")
        return variables[f"rates.{key}"] if learns else rate

    losses = []
    for images, answers in episodes:
        images = torch.tensor(images)
        supports = WAYS * shots
        support, queries = images[:supports], images[supports:]
        labels = torch.arange(supports) // shots
        values = {name: value for name, value in variables.items() if "rates" not in name}
        for _ in range(steps):
            loss = F.cross_entropy(logits(values, features(values, support)), labels)
            slopes = torch.autograd.grad(
                loss, [values[name] for name in names], create_graph=order == "second")
            values = values | {
                name: values[name] - rate_of(name) * slope for name, slope in zip(names, slopes)}
        found = (
            features(values, queries) if statistics == "queries"
            else features(values, images, rows=supports)[supports:])
        losses.append(F.cross_entropy(logits(values, found), torch.tensor(answers)))
    loss = sum(losses) / len(losses)
    loss.backward()
    save(
        case, inputs, episodes, loss, {name: v.grad for name, v in variables.items()}, shots=shots,
        steps=steps, rate=rate, statistics=statistics, adapting=adapting, order=order,
        learns=learns)


def gradient_of_gradient(case):
    """The gradients of Σ seed · ∂loss/∂parameter, for every parameter at once."""
    generator = store.random(case)
    inputs = parameters(generator)
    images, answers = episode(generator, 0, queries=6)
    variables = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}
    loss = F.cross_entropy(
        logits(variables, features(variables, torch.tensor(images))), torch.tensor(answers))
    slopes = torch.autograd.grad(loss, list(variables.values()), create_graph=True)
    seeds = {f"seed.{name}": store.normal(generator, *value.shape) for name, value in inputs.items()}
    total = sum(
        (slope * torch.tensor(seed)).sum() for slope, seed in zip(slopes, seeds.values()))
    total.backward()
    save(
        case, inputs | seeds, [(images, answers)], loss,
        {name: v.grad for name, v in variables.items()})


def reptile(case):
    """Nichol et al. 2018, algorithm 2, with all images of an episode in each step."""
    generator = store.random(case)
    inputs = parameters(generator)
    episodes = [episode(generator, 1) for _ in range(2)]
    steps, rate = 3, 0.2
    ways, losses = {name: 0 for name in inputs}, []
    for images, answers in episodes:
        values = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}
        labels = torch.tensor(list(range(WAYS)) + answers)
        optimizer = torch.optim.SGD(values.values(), lr=rate)
        for _ in range(steps):
            optimizer.zero_grad()
            loss = F.cross_entropy(logits(values, features(values, torch.tensor(images))), labels)
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        for name, value in values.items():
            ways[name] = ways[name] + (inputs[name] - value.detach().numpy()) / len(episodes)
    save(case, inputs, episodes, torch.tensor(np.mean(losses)), ways, shots=1, steps=steps, rate=rate)


def save(case, inputs, episodes, loss, found, **settings):
    tensors = dict(inputs) | {"loss": loss.detach().numpy()}
    for index, (images, answers) in enumerate(episodes):
        tensors |= {f"images.{index}": images, f"answers.{index}": np.array(answers)}
    tensors |= {f"gradient.{name}": np.asarray(value) for name, value in found.items()}
    store.save(case, tensors, **settings)
