#!/usr/bin/env python3
"""Writes the node tests of the package `onnx`: each a graph of one node or few, its inputs and its outputs.

    onnx_nodes.py FOLDER

Taken are those in which an input or an output is of single precision, and all others floats, integers or
booleans. CASE.safetensors has `input.NAME` and `output.NAME`. `ONNXComparison nodes` reads both.
"""

import sys
from pathlib import Path

import numpy as np
from onnx.backend.test.case.node import collect_testcases
from safetensors.numpy import save_file


def main():
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for case in collect_testcases(None):
        graph = case.model.graph
        inputs, outputs = case.data_sets[0]
        arrays = list(inputs) + list(outputs)
        if not all(isinstance(array, (np.ndarray, np.generic)) for array in arrays):
            continue
        if not all(np.asarray(array).dtype.kind in "fiub" for array in arrays):
            continue
        if not any(np.asarray(array).dtype == np.float32 for array in arrays):
            continue
        tensors = {}
        for kind, ports, values in [("input", graph.input, inputs), ("output", graph.output, outputs)]:
            for port, value in zip(ports, values):
                tensors[f"{kind}.{port.name}"] = np.array(value, dtype=np.float32, order="C")
        (folder / f"{case.name}.onnx").write_bytes(case.model.SerializeToString())
        save_file(tensors, str(folder / f"{case.name}.safetensors"))
        count += 1
    print(count, "cases")


if __name__ == "__main__":
    main()
