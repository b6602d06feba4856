"""Receiver operating characteristics, by scikit-learn; the equal error rate by SciPy on its curve."""

import numpy as np
from scipy.interpolate import interp1d
from scipy.optimize import brentq
from sklearn.metrics import roc_auc_score, roc_curve

from . import store


def save(case, scores, same):
    false_accepts, true_accepts, thresholds = roc_curve(same, scores, drop_intermediate=False)
    line = interp1d(false_accepts, true_accepts)
    # Ties make vertical steps, which the bisection sees as jumps; it still ends where the sign changes.
    equal = brentq(lambda rate: 1 - rate - line(rate), 0, 1)
    distance = np.abs(false_accepts - (1 - true_accepts))
    tensors = {
        "scores": scores,
        "same": same,
        "thresholds": thresholds,
        "falseAcceptRates": false_accepts,
        "trueAcceptRates": true_accepts,
        "areaUnderCurve": roc_auc_score(same, scores),
        "equalErrorRate": equal,
        "equalErrorThreshold": thresholds[np.argmin(np.round(distance, 12))],
    }
    for rate in (0.0, 0.01, 0.1, 0.5):
        within = thresholds[false_accepts <= rate]
        tensors[f"threshold.{rate}"] = within[-1]
    store.save(case, tensors)


def make():
    for case, same, different, shift, digits in [
        ("overlapping", 60, 90, 1.5, None),
        ("tied", 80, 50, 1.0, 0),
        ("hopeless", 40, 40, 0.0, None),
        ("separate", 12, 15, 30.0, None),
        ("reversed", 30, 20, -1.0, 1),
    ]:
        generator = store.random("ROC " + case)
        scores = np.concatenate(
            [store.normal(generator, same) + shift, store.normal(generator, different)]
        )
        if digits is not None:
            scores = np.round(scores, digits)
        truths = np.concatenate([np.ones(same), np.zeros(different)])
        order = generator.permutation(same + different)
        save(case, store.single(scores[order]), truths[order])
