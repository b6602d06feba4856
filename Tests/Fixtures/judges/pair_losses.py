"""Losses of embeddings and their classes, by pytorch-metric-learning in double precision."""

import torch
from pytorch_metric_learning import distances, losses, miners
from torch import nn

from . import store

COUNT, SIZE, CLASSES = 9, 5, 4
# Class 3 has one element: no positive, but a negative for others.
LABELS = [0, 1, 0, 2, 1, 0, 3, 2, 1]


def make():
    for temperature in [0.1, 0.5]:
        loss = losses.NTXentLoss(temperature=temperature)
        pairs(f"ntXent-{temperature:g}", LABELS, loss, temperature=temperature)
        views = list(range(4)) * 2
        pairs(f"ntXent-views-{temperature:g}", views, loss, temperature=temperature)
    multi_similarity()
    arc_face()
    proxy_anchor()
    memory()


def embeddings(case, count=COUNT):
    return store.normal(store.random(case), count, SIZE)


def save(case, inputs, function, labels, **settings):
    """`loss` and `gradient.<name>` of a scalar function of tensors."""
    variables = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}
    loss = function(**variables)
    loss.backward()
    found = {f"gradient.{name}": value.grad.numpy() for name, value in variables.items()}
    store.save(
        case, {**inputs, "labels": labels, "loss": loss.detach().numpy(), **found}, **settings)


def pairs(case, labels, loss, **settings):
    def function(embeddings):
        return loss(embeddings, torch.tensor(labels))

    save(case, {"embeddings": embeddings(case, len(labels))}, function, labels, **settings)


def multi_similarity():
    for margin in [None, 0.1, 0.4]:
        for alpha, beta, base in [(2, 50, 0.5), (1, 10, 1)]:
            loss = losses.MultiSimilarityLoss(alpha=alpha, beta=beta, base=base)
            miner = miners.MultiSimilarityMiner(epsilon=margin) if margin is not None else None
            case = f"multiSimilarity-{alpha}-{beta}-{'all' if miner is None else f'{margin:g}'}"

            def function(embeddings):
                labels = torch.tensor(LABELS)
                return loss(embeddings, labels, miner(embeddings, labels) if miner else None)

            save(
                case, {"embeddings": embeddings(case)}, function, LABELS, alpha=alpha, beta=beta,
                base=base, margin=-1 if margin is None else margin)


def arc_face():
    """Embeddings of one class lie opposite its weights, so that one angle exceeds π − m."""
    for margin, scale in [(0.5, 16), (0.2, 64)]:
        case = f"arcFace-{margin:g}-{scale}"
        generator = store.random(case)
        weight = store.normal(generator, SIZE, CLASSES)
        x = store.normal(generator, COUNT, SIZE)
        x[0] = store.single(-weight[:, LABELS[0]] + 0.05 * x[0])

        def function(embeddings, weight):
            loss = losses.ArcFaceLoss(
                CLASSES, SIZE, margin=margin * 180 / torch.pi, scale=scale).double()
            del loss.W
            loss.W = weight
            loss.cast_types = lambda dtype, device: None
            return loss(embeddings, torch.tensor(LABELS))

        save(
            case, {"embeddings": x, "weight": weight}, function, LABELS, margin=margin, scale=scale)


def proxy_anchor():
    for margin, alpha in [(0.1, 32), (0.3, 8)]:
        case = f"proxyAnchor-{margin:g}-{alpha}"
        generator = store.random(case)
        # One class more than the batch has.
        inputs = {
            "embeddings": store.normal(generator, COUNT, SIZE),
            "proxies": store.normal(generator, CLASSES + 1, SIZE),
        }

        def function(embeddings, proxies):
            loss = losses.ProxyAnchorLoss(CLASSES + 1, SIZE, margin=margin, alpha=alpha).double()
            del loss.proxies
            loss.proxies = proxies
            loss.cast_types = lambda dtype, device: None
            return loss(embeddings, torch.tensor(LABELS))

        save(case, inputs, function, LABELS, margin=margin, alpha=alpha)


class Contrastive(nn.Module):
    """Hadsell, Chopra and LeCun 2006, eq. 4, of the pairs that the memory gives; margin 3."""

    def forward(self, embeddings, labels, indices_tuple, ref_emb, ref_labels):
        a1, p, a2, n = indices_tuple
        near = (embeddings[a1] - ref_emb[p]).square().sum(dim=1) / 2
        far = (embeddings[a2] - ref_emb[n]).square().sum(dim=1).sqrt()
        return torch.cat([near, torch.relu(3 - far).square() / 2]).mean()


class SupervisedContrastive(nn.Module):
    """Khosla et al. 2020, eq. 2, of cosines over 0.2, averaged over pairs of one class."""

    def forward(self, embeddings, labels, indices_tuple, ref_emb, ref_labels):
        a1, p, a2, n = indices_tuple
        logits = distances.CosineSimilarity()(embeddings, ref_emb) / 0.2
        others = torch.full_like(logits, -torch.inf)
        others[a1, p], others[a2, n] = logits[a1, p], logits[a2, n]
        return (others.logsumexp(dim=1)[a1] - logits[a1, p]).mean()


def memory():
    """Three batches one after another in a memory of twelve; the loss and gradient of each.

    Batches are large enough for more than one mined pair of each kind: of fewer the library makes 0.
    """
    kinds = {
        "multiSimilarity": (losses.MultiSimilarityLoss(), miners.MultiSimilarityMiner()),
        "contrastive": (Contrastive(), None),
        "supervisedContrastive": (SupervisedContrastive(), None),
    }
    for kind, (loss, miner) in kinds.items():
        case = f"memory-{kind}"
        generator = store.random(case)
        # PyTorch Metric Learning names the losses that it knows.
        losses.CrossBatchMemory.check_loss_support = classmethod(lambda cls, name: None)
        wrapped = losses.CrossBatchMemory(loss, SIZE, memory_size=12, miner=miner)
        tensors = {}
        for step in range(3):
            labels = [step % 2, 0, 1, 1 - step % 2, 0, 1]
            x = store.normal(generator, len(labels), SIZE)
            variable = torch.tensor(x, requires_grad=True)
            value = wrapped(variable, torch.tensor(labels))
            value.backward()
            tensors |= {
                f"embeddings.{step}": x, f"labels.{step}": labels,
                f"loss.{step}": value.detach().numpy(), f"gradient.{step}": variable.grad.numpy(),
            }
        store.save(case, tensors)
