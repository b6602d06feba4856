"""Linear algebra, by PyTorch; what is unique up to signs is judged by its product."""

import numpy as np
import torch

from . import gradients, store


def make():
    generator = store.random("LinearAlgebra")
    size = 6
    factor = store.normal(generator, size, size)
    positive = store.single(factor @ factor.T / size + np.eye(size))
    store.save("cholesky", cholesky(positive, generator))
    inputs = {
        "matrix": store.normal(generator, size, size) + 2 * np.eye(size),
        "right": store.normal(generator, size, 3),
    }
    solve = gradients.by_torch(
        lambda matrix, right: torch.linalg.solve(matrix, right),
        {name: store.single(value) for name, value in inputs.items()}, generator)
    store.save("solve", solve)
    values = np.linalg.eigvalsh(positive)
    store.save("symmetricEigen", {"matrix": positive, "values": values})
    for case, shape in [("tall", (7, 4)), ("wide", (3, 6)), ("square", (5, 5))]:
        matrix = store.normal(generator, *shape)
        values = np.linalg.svd(matrix, compute_uv=False)
        # The magnitudes of R's diagonal do not depend on the choice of signs.
        diagonal = np.abs(np.diag(np.linalg.qr(matrix).R))
        store.save(case, {"matrix": matrix, "singularValues": values, "diagonal": diagonal})


def cholesky(matrix, generator):
    """The gradient is taken as if only the lower triangle were read, so it is lower triangular."""

    def function(matrix):
        lower = torch.tril(matrix)
        return torch.linalg.cholesky(lower + torch.tril(matrix, -1).T)

    return gradients.by_torch(function, {"matrix": matrix}, generator)
