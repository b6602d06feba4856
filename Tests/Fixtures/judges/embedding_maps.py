"""Maps of handwritten digits in the plane, by scikit-learn: principal components and exact t-SNE."""

import numpy as np
from scipy.spatial.distance import squareform
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.manifold import TSNE, trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence
from sklearn.metrics import pairwise_distances

from . import store

PERPLEXITY = 15.0
NEIGHBORS = 5


def make():
    digits = load_digits()
    x = store.single(digits.data[:120] / 16)
    squares = pairwise_distances(x, squared=True).astype(np.float32)
    affinities = _joint_probabilities(squares, PERPLEXITY, verbose=0)
    places = store.single(store.normal(store.random("places"), len(x), 2))
    divergence, gradient = _kl_divergence(places.ravel(), affinities, 1.0, len(x), 2)
    model = TSNE(
        perplexity=PERPLEXITY, method="exact", init="pca", learning_rate="auto", random_state=0)
    tsne = model.fit_transform(x)
    components = PCA(n_components=2, svd_solver="full")
    pca = components.fit_transform(x)
    store.save(
        "digits",
        {
            "x": x, "labels": digits.target[:120], "pca": pca,
            "affinities": squareform(affinities), "places": places,
            "gradient": gradient.reshape(-1, 2), "tsne": tsne,
        },
        perplexity=PERPLEXITY, neighbors=NEIGHBORS, divergence=divergence,
        finalDivergence=model.kl_divergence_,
        trustworthiness=trustworthiness(x, tsne, n_neighbors=NEIGHBORS),
        explained=components.explained_variance_ratio_.sum())
