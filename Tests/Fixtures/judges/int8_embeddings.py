"""Embeddings as bytes with a scale for each row, by NumPy in single precision."""

import numpy as np

from . import store


def make():
    generator = store.random("Int8Embeddings")
    rows = np.float32(store.normal(generator, 6, 20) * store.uniform(generator, 1e-3, 50, 6, 1))
    rows[3] = 0
    # Ties: with the scale 1 halves lie between two numbers.
    rows[4] = np.concatenate([[127, -127], np.arange(18) - 8.5])
    scales = np.abs(rows).max(axis=1) / np.float32(127)
    values = np.rint(rows / np.where(scales == 0, np.float32(1), scales)[:, None])
    tensors = {"input": rows, "scales": scales, "values": values, "output": values * scales[:, None]}
    store.save("rows", tensors)
