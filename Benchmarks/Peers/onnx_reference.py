"""What ONNX Runtime gives for a network and how long it takes, as `ONNXComparison models` reads it."""

import time

import numpy as np
import onnxruntime
from safetensors.numpy import save_file


def write_reference(path, inputs, images):
    """Runs the network of an ONNX file and writes FILE.safetensors beside it.

    inputs: for the network, by name. images: the same images as [count, height, width, channels].
    The file holds `input`, `output` and `seconds`, the median time of seven runs on two threads.
    """
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = 2
    session = onnxruntime.InferenceSession(str(path), settings)
    output = session.run(None, inputs)[0]
    seconds = []
    for _ in range(7):
        start = time.perf_counter()
        session.run(None, inputs)
        seconds.append(time.perf_counter() - start)
    save_file(
        {"input": np.ascontiguousarray(images), "output": output,
         "seconds": np.array([sorted(seconds)[3]], dtype=np.float32)},
        str(path.with_suffix(".safetensors")))
