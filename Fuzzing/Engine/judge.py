#!/usr/bin/env python3
"""Draws cases of layers, operations and losses and writes what PyTorch says about them:

    judge.py --cases 10000 --seed 1 --output FOLDER

`EngineFuzz pytorch FOLDER` compares. The same seed gives the same cases, and `--only NUMBER` writes one of
them alone.
"""

import argparse
import json
import sys
from pathlib import Path

try:
    import torch
except ImportError:
    sys.exit(f"judge.py: no PyTorch in {sys.executable}; set PYTHON to an interpreter that has it")

from judges import case as cases
from judges import store
from judges.judgement import judge

# Each registers its kinds.
from judges import convolutions, layers, losses, normalization, operations, pooling, scalars  # noqa: F401

CASES_A_FILE = 250


def draw_case(seed, number):
    """The case of a number: its description and its tensors."""
    draw = cases.Draw(seed, number)
    names = [name for name, (_, often) in cases.KINDS.items() for _ in range(often)]
    while True:
        name = draw.of(names)
        try:
            case = cases.KINDS[name][0](draw)
            tensors = judge(case, draw) if case is not None else None
        except Exception as error:
            error.add_note(f"in case {number}, {name}")
            raise
        if tensors is not None:
            return {"number": number, "kind": name, **case.description()}, tensors


def write(folder, first, numbers, seed):
    described, tensors = [], {}
    for number in numbers:
        description, of_case = draw_case(seed, number)
        described.append(description)
        tensors.update({f"{number}.{name}": tensor for name, tensor in of_case.items()})
    path = folder / f"cases-{first:06}.safetensors"
    store.save(path, tensors, {"cases": json.dumps(described)})


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="the number of the only case to write")
    parser.add_argument("--output", type=Path, required=True, help="a folder")
    options = parser.parse_args()
    if options.cases < 1 or options.seed < 0 or (options.only or 1) < 1:
        parser.error("expected at least one case, a seed from 0 and a number from 1")
    torch.set_num_threads(1)
    options.output.mkdir(parents=True, exist_ok=True)
    if options.only:
        return write(options.output, options.only, [options.only], options.seed)
    for first in range(1, options.cases + 1, CASES_A_FILE):
        numbers = range(first, min(first + CASES_A_FILE, options.cases + 1))
        write(options.output, first, numbers, options.seed)


if __name__ == "__main__":
    main()
