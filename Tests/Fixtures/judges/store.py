"""Where the numbers go, and where random inputs come from."""

import json
import shutil
import zlib
from pathlib import Path

import numpy as np
from safetensors.numpy import save as encode

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
    data = encode(arrays, metadata={key: str(value) for key, value in settings.items()})
    Path(path(case)).write_bytes(with_sorted_settings(data))


def with_sorted_settings(data):
    """The same file with its settings in order, which otherwise differs from run to run."""
    end = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:end])
    settings = {"__metadata__": dict(sorted(header.pop("__metadata__", {}).items()))}
    text = json.dumps({**settings, **header}, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text + data[end:]


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
