"""Where the numbers go, and where random inputs come from."""

import shutil
import zlib
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

_folder = Path()


def begin(folder):
    """Starts an empty folder for a subject."""
    global _folder
    _folder = folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


def finish():
    """The number of files and bytes written."""
    files = list(_folder.iterdir())
    return f"{len(files)} files, {sum(file.stat().st_size for file in files)} bytes"


def path(case):
    return str(_folder / f"{case}.safetensors")


def save(case, tensors, **settings):
    """Writes one case: tensors in single precision, settings as text."""
    arrays = {
        # Not `ascontiguousarray`, which makes a vector of a scalar.
        name: np.array(value, dtype=np.float32, order="C")
        for name, value in tensors.items()
    }
    save_file(arrays, path(case), metadata={key: str(value) for key, value in settings.items()})


def random(case):
    """A generator that depends on the name of the case alone."""
    return np.random.default_rng(zlib.crc32(case.encode()))


def single(values):
    """Double-precision values that single precision holds exactly, as Swift will read them."""
    return np.asarray(values, dtype=np.float32).astype(np.float64)


def normal(generator, *shape):
    return single(generator.normal(size=shape))


def uniform(generator, low, high, *shape):
    return single(generator.uniform(low, high, size=shape))
