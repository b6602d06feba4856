"""Methods that see all queries of a task, by easyfsl on fixed features; assignments by SciPy."""

import numpy as np
import torch
from easyfsl.methods import BDCSPN, PTMAP, TIM, LaplacianShot
from scipy.optimize import linear_sum_assignment, linprog
from torch import nn

from . import store

SIZE = 8
TASKS = [(3, 1, 5), (5, 2, 3)]


def make():
    for ways, shots, rounds in TASKS:
        kind = f"{ways}-way-{shots}-shot"
        for sharpness in [1, 10]:
            case = f"bdcspn-{kind}-{sharpness}"
            save(case, Sharp(sharpness), task(case, ways, shots, rounds), sharpness=sharpness)
        for neighbors, weight in [(2, 0.7), (4, 0.2)]:
            case = f"laplacian-{kind}-{neighbors}"
            # easyfsl counts a query among its own neighbors.
            method = Double(knn=neighbors + 1, lambda_regularization=weight)
            save(case, method, task(case, ways, shots, rounds), neighbors=neighbors, weight=weight)
        case = f"ptmap-{kind}"
        save(case, UnitLength(), task(case, ways, shots, rounds, change=np.abs))
        case = f"tim-{kind}"
        method = TIM(
            fine_tuning_steps=60, fine_tuning_lr=0.01, temperature=12, cross_entropy_weight=0.3,
            marginal_entropy_weight=1.2, conditional_entropy_weight=0.4)
        save(case, method, task(case, ways, shots, rounds))
    transport()
    assignment()


class Sharp(BDCSPN):
    """Cosines times a factor while prototypes are mended, as in the paper."""

    def __init__(self, sharpness):
        super().__init__()
        self.sharpness, self.factor = sharpness, 1

    def rectify_prototypes(self, query_features):
        self.factor = self.sharpness
        super().rectify_prototypes(query_features)
        self.factor = 1

    def cosine_distance_to_prototypes(self, samples):
        return self.factor * super().cosine_distance_to_prototypes(samples)


class Double(LaplacianShot):
    """In double precision throughout."""

    def compute_pairwise_affinities(self, features):
        return super().compute_pairwise_affinities(features).double()


class UnitLength(PTMAP):
    """With the features' length 1, as eq. 1 of the paper has it."""

    def compute_features(self, images):
        return nn.functional.normalize(super().compute_features(images), dim=1)


def task(case, ways, shots, rounds, change=lambda x: x):
    """Classes around centers, near enough that queries matter; queries in random order."""
    generator = store.random(case)
    centers = generator.normal(size=(ways, SIZE))

    def drawn(labels):
        x = centers[labels] + 0.8 * generator.normal(size=(len(labels), SIZE))
        return store.single(change(x))

    labels = np.arange(ways).repeat(shots)
    return drawn(labels), labels, drawn(generator.permutation(np.arange(ways).repeat(rounds)))


def save(case, method, task, **settings):
    support, labels, queries = task
    method.process_support_set(torch.tensor(support), torch.tensor(labels))
    with torch.no_grad():
        output = method(torch.tensor(queries)).numpy()
    ways = labels.max() + 1
    store.save(
        case, {"support": support.reshape(ways, -1, SIZE), "queries": queries, "output": output},
        **settings)


def transport():
    """Plans by Sinkhorn's iteration as easyfsl has it, and the limit without entropy by SciPy."""
    generator = store.random("transport")
    costs = store.uniform(generator, 0, 2, 12, 4)
    plan = PTMAP(lambda_regularization=5).compute_optimal_transport(
        torch.tensor(costs), epsilon=1e-12)
    rows, columns = np.kron(np.eye(12), np.ones(4)), np.kron(np.ones(12), np.eye(4))
    exact = linprog(
        costs.ravel(), A_eq=np.vstack([rows, columns]), b_eq=[1] * 12 + [3] * 4).x.reshape(12, 4)
    store.save("transport", {"costs": costs, "plan": plan.numpy(), "exact": exact}, sharpness=5)


def assignment():
    for queries, ways in [(6, 6), (20, 20), (4, 7), (15, 5)]:
        case = f"assignment-{queries}-{ways}"
        scores = store.normal(store.random(case), queries, ways)
        copies = -(-queries // ways)
        _, columns = linear_sum_assignment(np.tile(scores, copies), maximize=True)
        store.save(case, {"scores": scores, "answers": columns % ways})
