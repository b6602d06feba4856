"""Retrieval metrics by pytorch-metric-learning, mutual information by scikit-learn."""

import numpy as np
import torch
from pytorch_metric_learning.distances import CosineSimilarity, LpDistance
from pytorch_metric_learning.utils.accuracy_calculator import AccuracyCalculator
from pytorch_metric_learning.utils.inference import CustomKNN
from sklearn.metrics import normalized_mutual_info_score

from . import store

INCLUDED = ["precision_at_1", "r_precision", "mean_average_precision_at_r"]


class Calculator(AccuracyCalculator):
    """With recall@2 and recall@4: whether any of the nearest is of the query's class."""

    def recall(self, k, knn_labels, query_labels, not_lone_query_mask, **kwargs):
        hits = (knn_labels[:, :k] == query_labels[:, None]).any(dim=1)
        return hits[not_lone_query_mask].double().mean().item()

    def calculate_recall_at_2(self, **kwargs):
        return self.recall(2, **kwargs)

    def calculate_recall_at_4(self, **kwargs):
        return self.recall(4, **kwargs)

    def requires_knn(self):
        return [*super().requires_knn(), "recall_at_2", "recall_at_4"]


def make():
    # Class 4 is one embedding alone.
    labels = np.repeat([0, 1, 2, 3, 4], [7, 5, 9, 3, 1])
    for kind, distance in [
        ("squaredL2", LpDistance(normalize_embeddings=False)), ("cosine", CosineSimilarity())]:
        for spread in [0.3, 1]:
            case = f"{kind}-{spread:g}"
            generator = store.random(case)
            order = generator.permutation(len(labels))
            centers = generator.normal(size=(5, 6))
            x = store.single(
                spread * centers[labels[order]] + generator.normal(size=(len(labels), 6)))
            included = [*INCLUDED, "recall_at_2", "recall_at_4"]
            calculator = Calculator(
                include=included, knn_func=CustomKNN(distance), device=torch.device("cpu"))
            found = calculator.get_accuracy(x, labels[order])
            store.save(
                case, {"embeddings": x, "labels": labels[order]}, metric=kind,
                **{name: found[name] for name in included})
    information()
    clusters()


def information():
    generator = store.random("information")
    for case, (a, b) in {
        "chance": (generator.integers(0, 4, 40), generator.integers(0, 6, 40)),
        "finer": (np.arange(24) // 6, np.arange(24) // 2),
        "renamed": (np.arange(12) % 3, 7 - np.arange(12) % 3),
        "one-class": (np.zeros(8), np.arange(8) % 2),
    }.items():
        store.save(
            f"information-{case}", {"a": a, "b": b}, nmi=normalized_mutual_info_score(a, b))


def clusters():
    """Overlapping clusters; the mean over twenty of faiss's k-means."""
    generator = store.random("clusters")
    labels = np.arange(60) % 4
    x = store.single(1.3 * generator.normal(size=(4, 3))[labels] + generator.normal(size=(60, 3)))
    calculator = AccuracyCalculator(include=["NMI"], device=torch.device("cpu"))
    found = []
    for _ in range(20):
        order = generator.permutation(60)
        found.append(calculator.get_accuracy(x[order], labels[order])["NMI"])
    store.save("clusters", {"embeddings": x, "labels": labels}, nmi=np.mean(found))
