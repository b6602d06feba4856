"""McNemar's test by SciPy: exact by its binomial test, else by its χ² distribution."""

import numpy as np
from scipy import stats

from . import store


def p_value(first, second):
    """Two-sided, of the trials that only one of two methods got right."""
    count = first + second
    if count == 0:
        return 1.0
    if count < 25:
        return stats.binomtest(min(first, second), count, 0.5).pvalue
    return stats.chi2.sf(max(0, abs(first - second) - 1) ** 2 / count, 1)


def make():
    pairs = [
        (0, 0), (0, 1), (0, 5), (3, 3), (3, 9), (1, 12), (11, 13), (0, 24), (24, 0), (12, 13),
        (25, 0), (20, 20), (51, 21), (21, 51), (40, 60), (100, 30), (5, 95)]
    store.save("mcnemar", {
        "first": [pair[0] for pair in pairs], "second": [pair[1] for pair in pairs],
        "p": np.array([p_value(*pair) for pair in pairs])})
