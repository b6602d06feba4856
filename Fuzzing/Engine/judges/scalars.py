"""Types of scalars in files: read to single precision, and rounded to half, to the bit."""

import numpy as np
import torch

from .case import Case, kind
from .store import TYPES


@kind("scalars that are read")
def read(draw):
    type = draw.of([name for name in TYPES if name != "F32"])
    size = draw.shape(largest=300)
    if TYPES[type].is_floating_point:
        # Of all sizes that halves have, subnormals and infinities included.
        x = draw.normal(size).double() * 2.0 ** draw.random.integers(-30, 20, size)
    elif type == "BOOL":
        x = draw.normal(size) > 0
    else:
        limits = np.iinfo({"U16": np.uint16, "U32": np.uint32}.get(type) or str(TYPES[type])[6:])
        x = torch.from_numpy(
            draw.random.integers(limits.min, limits.max, size, endpoint=True, dtype=limits.dtype))
    return Case(
        [x.to(TYPES[type])], lambda x: x, has_gradient=False, is_exact=True)


@kind("scalars that are rounded")
def rounded(draw):
    word = draw.of(["float16", "bfloat16"])
    size = draw.shape(largest=300)
    x = draw.normal(size) * torch.from_numpy(2.0 ** draw.random.integers(-26, 15, size)).float()
    # Halfway between two halves now and then.
    if draw.chance(3):
        x = x.to(getattr(torch, word)).float() * (1 + draw.of([2.0**-9, 2.0**-12, 3 * 2.0**-12]))
    return Case(
        [x], lambda x: x.float().to(getattr(torch, word)).double(), words={"type": word},
        has_gradient=False, is_exact=True)
