"""The blog's network and few-shot papers' in ONNX Runtime, which scores and does not train."""

import os
import subprocess
import sys
import tempfile

import measure

options = measure.read_options(["embed", "latency", "embed-resnet12", "mobilenet"])

import numpy as np
import onnxruntime


def session(script, *arguments):
    """A network; its file is made by another process, whose memory is not the peer's."""
    settings = onnxruntime.SessionOptions()
    settings.intra_op_num_threads = options.threads
    settings.inter_op_num_threads = 1
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "network.onnx")
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), script)
        subprocess.run([sys.executable, script, path, *map(str, arguments)], check=True)
        return onnxruntime.InferenceSession(path, settings, providers=["CPUExecutionProvider"])


def job(network, items, *shape):
    inputs = {"images": np.random.default_rng(1).random(shape, dtype=np.float32)}
    return dict(items=items, step=lambda: network.run(None, inputs))


def blog(images, items, has_head):
    network = session("onnx_network.py", images, int(has_head))
    return job(network, items, images, 1, 105, 105)


def exported(name, batch, size):
    return job(session("onnx_export.py", name, batch, size), batch, batch, 3, size, size)


jobs = {
    "embed": lambda batch: blog(batch, batch, False), "latency": lambda batch: blog(2, 1, True),
    "embed-resnet12": lambda batch: exported("resnet12", batch, 84),
    "mobilenet": lambda batch: exported("mobilenet_v2", batch, 224),
}
library = f"ONNX Runtime {onnxruntime.__version__}"
measure.report(library, options, **jobs[options.workload](options.batch))
