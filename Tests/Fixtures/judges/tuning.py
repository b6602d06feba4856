"""Gaussian processes, by scikit-learn, and Sobol's sequence, by SciPy."""

import numpy as np
from scipy.stats import qmc
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import ConstantKernel, Matern, WhiteKernel

from . import store


def make():
    store.save("sobol", {"points": qmc.Sobol(21, scramble=False).random(256)})
    generator = store.random("Tuning")
    gaussian_process("process", generator, 14, [0.3, 1.2, 0.7], 1.7, 0.01)
    gaussian_process("process-noisy", generator, 9, [0.5], 0.6, 0.4)
    fitted("fit", generator, 20, 2)
    fitted("fit-four-coordinates", generator, 30, 4)


def samples(generator, count, dimensions):
    points = store.uniform(generator, 0, 1, count, dimensions)
    values = np.sin(5 * points[:, 0]) + points.sum(axis=1) ** 2
    return points, store.single(7 + 3 * (values + 0.1 * generator.normal(size=count)))


def covariance(lengths, variance, noise, bounds=("fixed",) * 3):
    return (
        ConstantKernel(variance, bounds[0]) * Matern(lengths, bounds[1], nu=2.5)
        + WhiteKernel(noise, bounds[2]))


def gaussian_process(case, generator, count, lengths, variance, noise):
    """Given hyper-parameters, which are those of standardized values."""
    lengths, variance, noise = store.single(lengths), store.single(variance), store.single(noise)
    points, values = samples(generator, count, len(lengths))
    # Where the bounds are free, the gradient has all hyper-parameters; no optimizer moves them.
    free = ((1e-9, 1e9),) * 3
    judge = GaussianProcessRegressor(
        covariance(lengths, variance, noise, free), alpha=0, optimizer=None, normalize_y=True)
    judge.fit(points, values)
    queries = store.uniform(generator, -0.2, 1.2, 6, len(lengths))
    means, deviations = judge.predict(queries, return_std=True)
    likelihood, gradient = judge.log_marginal_likelihood(judge.kernel_.theta, eval_gradient=True)
    store.save(case, {
        "points": points, "values": values, "queries": queries, "lengthScales": lengths,
        "variance": variance, "noise": noise, "mean": means,
        # The variance of the function alone.
        "functionVariance": deviations**2 - noise * values.var(),
        "logLikelihood": likelihood,
        # scikit-learn has the variance first; we have it after the length scales.
        "gradient": np.concatenate([gradient[1:-1], gradient[:1], gradient[-1:]]),
    })


def fitted(case, generator, count, dimensions):
    """The best of eleven searches for the hyper-parameters of the largest likelihood."""
    points, values = samples(generator, count, dimensions)
    bounds = ((0.01, 100), (0.01, 20), (1e-8, 1))
    judge = GaussianProcessRegressor(
        covariance(np.full(dimensions, 0.5), 1, 1e-2, bounds), alpha=0, normalize_y=True,
        n_restarts_optimizer=10, random_state=0)
    judge.fit(points, values)
    store.save(case, {
        "points": points, "values": values,
        "logLikelihood": judge.log_marginal_likelihood_value_,
    })
