"""Losses; those that PyTorch has by PyTorch, the others by their formulas."""

import torch
import torch.nn.functional as F

from .case import Case, kind


def reduced(word):
    return {"mean": torch.mean, "sum": torch.sum, "none": lambda x: x}[word]


def reduction(draw):
    return draw.of(["mean", "mean", "sum", "none"])


@kind("loss of a prediction", often=4)
def prediction(draw):
    word = draw.of(["meanSquaredError", "binaryCrossEntropy", "ofLogits", "contrastive"])
    size, how, margin = draw.shape(largest=500), reduction(draw), draw.number(0.3, 2)
    functions = {
        "meanSquaredError": lambda p, t: F.mse_loss(p, t, reduction=how),
        "binaryCrossEntropy": lambda p, t: reduced(how)(
            -(t * p.log() + (1 - t) * (1 - p).log())),
        "ofLogits": lambda x, t: reduced(how)(
            torch.logaddexp(x, torch.zeros_like(x)) - t * x),
        "contrastive": lambda d, t: reduced(how)(
            (t * d.square() + (1 - t) * (margin - d).relu().square()) / 2),
    }
    x = draw.normal(size) * 3
    target = draw.uniform(size, 0, 1)
    if word == "binaryCrossEntropy":
        x = draw.uniform(size, 0.001, 0.999)
    elif word == "contrastive":
        x, target = draw.uniform(size, 0, 3), target.round()
    return Case(
        [x, target], functions[word], numbers={"margin": margin},
        words={"loss": word, "reduction": how})


@kind("cross entropy", often=3)
def cross_entropy(draw):
    count, classes, how = draw.size(), draw.channels(), reduction(draw)
    logits = draw.normal((count, classes)) * draw.of([1, 1, 4])
    if draw.chance(2):
        labels = draw.labels(count, classes)
        return Case(
            [logits], lambda x: F.cross_entropy(x, torch.tensor(labels), reduction=how),
            {"labels": labels}, words={"reduction": how})
    target = draw.normal((count, classes)).softmax(-1)
    return Case(
        [logits, target],
        lambda x, t: reduced(how)(-(t * x.log_softmax(-1)).sum(-1)), words={"reduction": how})


def embeddings(draw):
    """Embeddings and labels, of which some are of one class and some of two."""
    count, classes = draw.int(4, 14), draw.int(2, 4)
    labels = [0, 0, 1, 1] + draw.labels(count - 4, classes)
    return draw.normal((count, draw.of([2, 3, 7, 8, 16, 17, 33]))), labels


def pairs(labels):
    """Which pairs are of one class, without an element and itself, and which of two, as 0 and 1."""
    labels = torch.tensor(labels)
    same = (labels[:, None] == labels[None]).double()
    return same - torch.eye(len(labels), dtype=torch.double), 1 - same


def cosines(x):
    x = F.normalize(x)
    return x @ x.T


def distances(x):
    """Of all pairs, moved apart by 1e-6 as this library does where two coincide."""
    return ((x[:, None] - x[None]).square().sum(-1) + 1e-12).sqrt()


@kind("triplet loss", often=2)
def triplets(draw):
    size, margin = (draw.int(1, 9), draw.int(2, 33)), draw.number(0, 3)
    squared, how = draw.chance(2), reduction(draw)

    def function(a, p, n):
        def distance(other):
            squares = (a - other).square().sum(1)
            return squares if squared else (squares + 1e-12).sqrt()

        return reduced(how)((distance(p) - distance(n) + margin).relu())

    return Case(
        [draw.normal(size) for _ in range(3)], function, {"squared": [int(squared)]},
        {"margin": margin}, {"reduction": how})


@kind("triplets of a batch", often=2)
def mined(draw):
    x, labels = embeddings(draw)
    margin, word = draw.number(0, 2), draw.of(["batchHard", "semiHard"])
    same, different = pairs(labels)

    def function(x):
        d, losses = distances(x), []
        for i in range(len(labels)):
            positives = [j for j in range(len(labels)) if same[i, j] == 1]
            negatives = [j for j in range(len(labels)) if different[i, j] == 1]
            if not positives or not negatives:
                continue
            if word == "batchHard":
                losses.append(d[i, positives].max() - d[i, negatives].min())
                continue
            for p in positives:
                farther = [n for n in negatives if d[i, n] > d[i, p]]
                negative = d[i, farther].min() if farther else d[i, negatives].max()
                losses.append(d[i, p] - negative)
        return (torch.stack(losses) + margin).relu().mean()

    return Case(
        [x], function, {"labels": labels}, {"margin": margin}, {"mining": word}, is_twice=False)


@kind("loss of a batch of embeddings", often=5)
def of_embeddings(draw):
    x, labels = embeddings(draw)
    word = draw.of(["contrastive", "ntXent", "multiSimilarity"])
    number = draw.number(0.1, 1.5)
    same, different = pairs(labels)
    count = len(labels)

    def contrastive(x):
        upper = torch.triu_indices(count, count, 1)
        d, t = distances(x)[upper[0], upper[1]], same[upper[0], upper[1]]
        return ((t * d.square() + (1 - t) * (number - d).relu().square()) / 2).mean()

    def nt_xent(x):
        s = cosines(x) / number
        others = s.masked_fill(different == 0, float("-inf")).logsumexp(1)
        losses = torch.logaddexp(s, others[:, None]) - s
        return (losses * same).sum() / same.sum()

    def multi_similarity(x):
        s = cosines(x)
        zeros = torch.zeros(count, 1, dtype=torch.double)

        def grouped(terms, mask):
            terms = torch.cat([terms.masked_fill(mask == 0, float("-inf")), zeros], 1)
            return terms.logsumexp(1)

        return (grouped(-2 * (s - number), same) / 2
                + grouped(10 * (s - number), different) / 10).mean()

    functions = {
        "contrastive": contrastive, "ntXent": nt_xent, "multiSimilarity": multi_similarity}
    return Case(
        [x], functions[word], {"labels": labels}, {"number": number}, {"loss": word})


@kind("loss of a batch of logits", often=2)
def of_logits(draw):
    _, labels = embeddings(draw)
    word = draw.of(["supervisedContrastive", "allPairs"])
    same, different = pairs(labels)
    count = len(labels)

    def supervised(x):
        own = torch.eye(count, dtype=torch.bool)
        # Where a mask is −∞ the gradient of 0 · ∞ is NaN: as much below the others as in this library.
        losses = x.masked_fill(own, -1e9).log_softmax(1)
        return -(losses * same).sum() / same.sum()

    def all_pairs(x):
        losses = torch.logaddexp(x, torch.zeros_like(x)) - same * x
        return ((losses * same).sum() / same.sum()
                + (losses * different).sum() / different.sum()) / 2

    function = supervised if word == "supervisedContrastive" else all_pairs
    return Case(
        [draw.normal((count, count)) * 2], function, {"labels": labels}, words={"loss": word})


@kind("loss with weights of classes", often=2)
def of_classes(draw):
    x, labels = embeddings(draw)
    word, classes, scale = draw.of(["arcFace", "proxyAnchor"]), draw.int(4, 9), draw.number(1, 16)
    margin, features = draw.number(0.05, 0.6), x.shape[1]
    own = F.one_hot(torch.tensor(labels), classes).double()
    zeros = torch.zeros(classes, 1, dtype=torch.double)

    def arc_face(x, w):
        s = F.normalize(x) @ F.normalize(w.T).T
        target = (s * own).sum(1, keepdim=True)
        m = torch.tensor(margin, dtype=torch.double)
        turned = target * m.cos() - (1 - target.square()).sqrt() * m.sin()
        turned = torch.where(target >= -m.cos(), turned, target - m * m.sin())
        return F.cross_entropy((s + own * (turned - target)) * scale, torch.tensor(labels))

    def proxy_anchor(x, w):
        s = F.normalize(w) @ F.normalize(x).T

        def grouped(terms, mask):
            terms = torch.cat([terms.masked_fill(mask == 0, float("-inf")), zeros], 1)
            return terms.logsumexp(1)

        attraction = grouped((margin - s) * scale, own.T).sum() / len(set(labels))
        return attraction + grouped((s + margin) * scale, 1 - own.T).sum() / classes

    size = (features, classes) if word == "arcFace" else (classes, features)
    return Case(
        [x, draw.normal(size)], arc_face if word == "arcFace" else proxy_anchor,
        {"labels": labels}, {"margin": margin, "scale": scale}, {"loss": word})
