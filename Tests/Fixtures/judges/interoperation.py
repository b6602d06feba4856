"""Files written by the reference implementation of safetensors, in every type we read."""

import numpy as np
import torch
from safetensors.torch import save_file

from . import store


def make():
    generator = store.random("Safetensors")
    values = store.normal(generator, 3, 4)
    # Every kind of half: zeros, the smallest subnormal, a subnormal, the largest, infinity.
    special = [0.0, -0.0, 2.0**-24, -(2.0**-15), 65504.0, float("inf"), -float("inf"), 0.5]
    tensors = {
        "single": torch.tensor(values, dtype=torch.float32),
        "double": torch.tensor(values, dtype=torch.float64),
        "half": torch.tensor(special, dtype=torch.float16),
        "bfloat": torch.tensor([0.0, 1.0, -2.5, 3.140625, 1e38, float("inf")]).bfloat16(),
        "scalar": torch.tensor(42.0),
        "empty": torch.zeros(0, 3),
    }
    text = {"text": 'Ελληνικά ᚠ 𝄞 "\\ / \n\t'}
    save_file(tensors, store.path("python"), metadata=text)
    integers = {"labels": torch.tensor(np.arange(4))}
    save_file(integers, store.path("integers"))
