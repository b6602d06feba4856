#!/usr/bin/env python3
"""Checks what `ONNXComparison exports FOLDER` wrote with onnx.checker, and runs it in ONNX Runtime.

    onnx_exports.py FOLDER

The difference is the largest of all scalars over the largest magnitude. The command fails where the checker
does, or a difference is above 1e-5, or 1e-4 for networks of more than 40 nodes.
"""

import sys
import time
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from safetensors.numpy import load_file


def main():
    print("| network | nodes | largest difference |\n| --- | --- | --- |")
    fails = False
    for path in sorted(Path(sys.argv[1]).glob("*.onnx")):
        onnx.checker.check_model(str(path), full_check=True)
        nodes = len(onnx.load(str(path)).graph.node)
        session = onnxruntime.InferenceSession(str(path))
        tensors = load_file(str(path.with_suffix(".safetensors")))
        expected = tensors.pop("expected")
        found = session.run(None, tensors)[0]
        assert found.shape == expected.shape, (path, found.shape, expected.shape)
        difference = np.abs(found - expected).max() / np.abs(expected).max()
        print(f"| {path.stem} | {nodes} | {difference:.2g} |", flush=True)
        fails |= not difference <= (1e-4 if nodes > 40 else 1e-5)
    sys.exit(fails)


if __name__ == "__main__":
    main()
