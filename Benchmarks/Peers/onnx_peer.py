"""The blog's network in ONNX Runtime, which scores and does not train."""

import os
import subprocess
import sys
import tempfile

import measure

options = measure.read_options(["embed", "latency"])

import numpy as np
import onnxruntime


def session(images, has_head):
    """The network for so many images; made by another process, whose memory is not the peer's."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "blog.onnx")
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "onnx_network.py")
        subprocess.run([sys.executable, script, path, str(images), str(int(has_head))], check=True)
        return onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])


def job(images, items, has_head):
    network = session(images, has_head)
    random = np.random.default_rng(1)
    inputs = {"images": random.random((images, 1, 105, 105), dtype=np.float32)}
    return dict(items=items, step=lambda: network.run(None, inputs))


jobs = {"embed": lambda batch: job(batch, batch, False), "latency": lambda batch: job(2, 1, True)}
library = f"ONNX Runtime {onnxruntime.__version__}"
measure.report(library, options, **jobs[options.workload](options.batch))
