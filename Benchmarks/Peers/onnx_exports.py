#!/usr/bin/env python3
"""Checks what `ONNXComparison exports FOLDER` wrote with onnx.checker, runs it in ONNX Runtime, and lets
PyTorch read it by onnx2torch.

    onnx_exports.py FOLDER

A difference is the largest of all scalars over the largest magnitude. The command fails where the checker
does, or a difference is above 1e-5, or 1e-4 for networks of more than 40 nodes. Where onnx2torch has no
converter for an operator, that is said; what it computes otherwise must be the same.
"""

import sys
from pathlib import Path

import numpy as np
import onnx
import onnx2torch
import onnxruntime
import torch
from safetensors.numpy import load_file


def of_runtime(path, tensors):
    session = onnxruntime.InferenceSession(str(path))
    return session.run(None, tensors)[0]


def of_torch(path, tensors):
    """What PyTorch computes, or why not."""
    try:
        module = onnx2torch.convert(onnx.load(str(path))).eval()
    except NotImplementedError as error:
        return str(error).splitlines()[0]
    names = [value.name for value in onnx.load(str(path)).graph.input]
    with torch.no_grad():
        return module(*(torch.from_numpy(tensors[name]) for name in names)).numpy()


def difference(path, found, expected):
    assert found.shape == expected.shape, (path, found.shape, expected.shape)
    return np.abs(found - expected).max() / np.abs(expected).max()


def main():
    print("| network | nodes | ONNX Runtime | PyTorch |\n| --- | --- | --- | --- |")
    fails = False
    for path in sorted(Path(sys.argv[1]).glob("*.onnx")):
        onnx.checker.check_model(str(path), full_check=True)
        nodes = len(onnx.load(str(path)).graph.node)
        tensors = load_file(str(path.with_suffix(".safetensors")))
        expected = tensors.pop("expected")
        bound = 1e-4 if nodes > 40 else 1e-5
        cells = []
        for found in (of_runtime(path, tensors), of_torch(path, tensors)):
            if isinstance(found, str):
                cells.append(found)
                continue
            off = difference(path, found, expected)
            cells.append(f"{off:.2g}")
            fails |= not off <= bound
        print(f"| {path.stem} | {nodes} | {' | '.join(cells)} |", flush=True)
    sys.exit(fails)


if __name__ == "__main__":
    main()
