"""The library's generator, SplitMix64 (Steele, Lea and Flood 2014), so that large weights can be
made from a seed on both sides instead of being stored."""

import numpy as np

GAMMA = np.uint64(0x9E3779B97F4A7C15)


def outputs(seed, count):
    """The first `count` outputs of 64 bits."""
    with np.errstate(over="ignore"):
        z = np.uint64(seed) + np.arange(1, count + 1, dtype=np.uint64) * GAMMA
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))


def uniform(seed, low, high, shape):
    """What `Tensor.uniform(shape, in: low..<high)` gives with a fresh generator, in float32."""
    top = (outputs(seed, int(np.prod(shape))) >> np.uint64(40)).astype(np.float32)
    low, high = np.float32(low), np.float32(high)
    return (low + top * np.float32(2**-24) * (high - low)).reshape(shape)
