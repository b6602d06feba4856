"""A case, the kinds that there are, and what a case is drawn from."""

from dataclasses import dataclass, field

import numpy as np
import torch

KINDS = {}
"""The function that draws a case, and how often, by the name of its kind."""


def kind(name, often=1):
    """Registers a function that draws a case."""

    def register(function):
        KINDS[name] = (function, often)
        return function

    return register


@dataclass
class Case:
    """Inputs in this library's layout, and the function of them that PyTorch computes."""

    inputs: list
    function: object
    sizes: dict = field(default_factory=dict)
    numbers: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)
    has_gradient: bool = True
    is_training: bool = False
    """The function is that of training; there is no other to compare the inference with."""
    is_twice: bool = True
    """Whether the gradient has a gradient."""
    is_exact: bool = False
    """Whether bits are compared."""
    is_finite: bool = True
    """Whether infinities and NaN are no answers."""

    def description(self):
        return {
            "sizes": {name: [int(size) for size in sizes] for name, sizes in self.sizes.items()},
            "numbers": self.numbers, "words": self.words, "isTraining": self.is_training,
            "isExact": self.is_exact,
        }


class Draw:
    """Random choices, all from one seed and the number of a case."""

    def __init__(self, seed, number):
        self.random = np.random.default_rng([seed, number])

    def int(self, low, high):
        return int(self.random.integers(low, high, endpoint=True))

    def chance(self, of):
        return self.int(1, of) == 1

    def of(self, choices):
        return choices[self.int(0, len(choices) - 1)]

    def number(self, low, high):
        """A single-precision number: what is passed to both."""
        return float(np.float32(self.random.uniform(low, high)))

    def channels(self, most=70):
        """Channels that do and do not fill vectors."""
        awkward = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 24, 31, 32, 33, 64, 67]
        if self.chance(3):
            return self.int(1, most)
        return self.of([size for size in awkward if size <= most])

    def size(self, most=24):
        return min(most, self.of([1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 16, 17, 20, 23]))

    def image(self, channels=None, least=1, most=24, largest=4000):
        """The shape of a batch of images, small enough for thousands of cases."""
        while True:
            count, height, width = self.int(1, 5), self.int(least, most), self.int(least, most)
            if self.chance(2):
                width = height
            shape = (count, height, width, channels or self.channels())
            if np.prod(shape) <= largest * count or max(height, width) <= least:
                return shape

    def shape(self, least=1, most=4, largest=3000):
        while True:
            shape = tuple(self.size() for _ in range(self.int(least, most)))
            if np.prod(shape) <= largest:
                return shape

    def normal(self, shape):
        return torch.from_numpy(self.random.standard_normal(shape).astype(np.float32).reshape(shape))

    def extreme(self, shape):
        """Normal scalars; now and then with many zeros, or of a scale far from 1."""
        result = self.normal(shape)
        if self.chance(10):
            result = result * (self.normal(shape) > 0)
        if self.chance(10):
            result = result * self.of([1e-20, 1e-6, 1e4])
        return result

    def uniform(self, shape, low, high):
        return torch.from_numpy(
            self.random.uniform(low, high, shape).astype(np.float32).reshape(shape))

    def labels(self, count, classes):
        return [self.int(0, classes - 1) for _ in range(count)]


def to_torch(images):
    """NHWC to NCHW."""
    return images.permute(0, 3, 1, 2).contiguous()


def from_torch(images):
    return images.permute(0, 2, 3, 1)
