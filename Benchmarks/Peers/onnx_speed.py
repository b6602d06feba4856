#!/usr/bin/env python3
"""How fast ONNXFiles runs the networks of onnx_models.py and onnx_keras.py beside ONNX Runtime.

    onnx_speed.py FOLDER [--program .build/release/ONNXComparison] [--rounds 3]

Both take turns at each network, on two threads; of each round's medians the median is shown, for a batch of
two images, and how many times as fast as ONNX Runtime ONNXFiles is. What it computes is checked, too: the
command fails where `ONNXComparison models` does.
"""

import argparse
import statistics
import subprocess
import sys
import time
from pathlib import Path

import onnxruntime
from safetensors.numpy import load_file


class Runtime:
    def __init__(self, path):
        settings = onnxruntime.SessionOptions()
        settings.intra_op_num_threads = 2
        self.session = onnxruntime.InferenceSession(str(path), settings)
        images = load_file(str(path.with_suffix(".safetensors")))["input"]
        value = self.session.get_inputs()[0]
        if value.shape[-1] != 3:
            images = images.transpose(0, 3, 1, 2).copy()
        self.inputs = {value.name: images}

    def seconds(self):
        self.session.run(None, self.inputs)
        times = []
        for _ in range(7):
            start = time.perf_counter()
            self.session.run(None, self.inputs)
            times.append(time.perf_counter() - start)
        return statistics.median(times)


def ours(program, path):
    """Seconds and the largest difference."""
    command = [program, "models", str(path.parent), "--only", path.stem]
    row = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()[-1]
    cells = [cell.strip() for cell in row.strip("| ").split("|")]
    return float(cells[2]), float(cells[1])


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder")
    parser.add_argument("--program", default=".build/release/ONNXComparison")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    print("| network | difference | ONNXFiles, ms | ONNX Runtime, ms | times as fast |")
    print("| --- | --- | --- | --- | --- |")
    ratios = []
    for path in sorted(Path(options.folder).glob("*.onnx")):
        runtime = Runtime(path)
        rounds = [(*ours(options.program, path), runtime.seconds()) for _ in range(options.rounds)]
        mine, off, theirs = (statistics.median(column) for column in zip(*rounds))
        ratios.append(theirs / mine)
        print(
            f"| {path.stem} | {off:.1g} | {1000 * mine:.1f} | {1000 * theirs:.1f} | "
            f"{theirs / mine:.2f} |", flush=True)
    print(f"geometric mean {statistics.geometric_mean(ratios):.2f}")


if __name__ == "__main__":
    sys.exit(main())
