"""Triplet losses, with the mining written out over single triplets, gradients by PyTorch.

batch-hard: Hermans, Beyer and Leibe 2017, eq. 5, one triplet for each anchor that has a positive
and a negative. semi-hard: Schroff, Kalenichenko and Philbin 2015, section 3.2, as TensorFlow
Addons: for each ordered pair of one class the nearest negative beyond the positive, or else the
farthest negative. Both averaged over the triplets.
"""

import torch

from . import store


def make():
    for mining in ["batchHard", "semiHard"]:
        for squared in [False, True]:
            for margin in [0.2, 1.0]:
                case = f"{mining}-{'squared' if squared else 'euclidean'}-margin-{margin:g}"
                make_case(case, mining, squared, margin)


def make_case(case, mining, squared, margin):
    generator = store.random("triplets")
    embeddings = store.normal(generator, 10, 4)
    # Class 3 has one element: no positive, but a negative for others.
    labels = [0, 0, 0, 1, 1, 1, 2, 2, 2, 3]
    x = torch.tensor(embeddings, requires_grad=True)
    losses = [
        torch.relu(distance(x[a], x[p], squared) - distance(x[a], x[n], squared) + margin)
        for a, p, n in mined(x.detach(), labels, mining)
    ]
    loss = torch.stack(losses).mean()
    loss.backward()
    tensors = {
        "embeddings": embeddings, "labels": labels, "loss": loss.detach().numpy(),
        "gradient.embeddings": x.grad.numpy(),
    }
    store.save(
        case, tensors, mining=mining, squared=str(squared).lower(), margin=margin,
        triplets=len(losses))


def distance(a, b, squared):
    square = ((a - b) ** 2).sum()
    return square if squared else square.sqrt()


def mined(x, labels, mining):
    everyone = range(len(labels))

    def d(i, j):
        return distance(x[i], x[j], True).item()

    triplets = []
    for a in everyone:
        positives = [i for i in everyone if i != a and labels[i] == labels[a]]
        negatives = [i for i in everyone if labels[i] != labels[a]]
        if mining == "batchHard" and positives:
            hardest = max(positives, key=lambda i: d(a, i)), min(negatives, key=lambda i: d(a, i))
            triplets.append((a, *hardest))
        if mining == "semiHard":
            for p in positives:
                beyond = [n for n in negatives if d(a, n) > d(a, p)]
                n = (
                    min(beyond, key=lambda i: d(a, i)) if beyond
                    else max(negatives, key=lambda i: d(a, i)))
                triplets.append((a, p, n))
    return triplets
