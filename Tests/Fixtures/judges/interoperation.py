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
    # What single precision is rounded to: ties, subnormals, the ends of the range, random scalars.
    scalars = np.float32([
        1 + 2.0**-11, 1 + 3 * 2.0**-11, 1 + 2.0**-8, 1 + 3 * 2.0**-8, 2.0**-25, 3 * 2.0**-25,
        -1.5 * 2.0**-25, 65519, 65520, -7e4, 1e-8, -0.0, 3.3e38, 3.4e38, float("inf"), 0.1])
    scalars = np.concatenate([scalars, np.float32(generator.normal(size=64) * 0.05)])
    single = torch.tensor(scalars)
    rounded = {"single": single, "float16": single.half(), "bfloat16": single.bfloat16()}
    save_file(rounded, store.path("rounded"))
    integers = {"labels": torch.tensor(np.arange(4))}
    save_file(integers, store.path("integers"))
