"""What the peers' scripts share: options, measuring, and the report as JSON."""

import argparse
import json
import os
import resource
import statistics
import sys
import time

DEFAULT_BATCH = {
    "train": 32, "embed": 64, "official": 64, "official-loop": 20, "quick": 80, "latency": 1,
    "resnet12": 64, "conv4": 80, "embed-resnet12": 64, "mobilenet": 64, "augment": 80,
    "augment112": 80, "read": 1, "read-reduced": 1, "search": 1,
}
BLOG_PARAMETERS = 38_951_745
QUICK_PARAMETERS = 120_498


def read_options(workloads, numbers={}, **choices):
    """The options; `choices` are further ones, the first value of each its default, and `numbers` are
    further whole numbers with their defaults.

    To be called before the library is imported: it reads the number of threads only then.
    """
    parser = argparse.ArgumentParser()
    parser.add_argument("--workload", choices=workloads, required=True)
    parser.add_argument("--batch", type=int, help="pairs (train) or images of a step")
    parser.add_argument("--data", help="a folder of pictures")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=10, help="the least time to measure")
    parser.add_argument("--steps", type=int, default=5, help="the least number of steps")
    parser.add_argument("--json", action="store_true", help="for symmetry: it is always JSON")
    for name, values in choices.items():
        parser.add_argument("--" + name, choices=values, default=values[0])
    for name, default in numbers.items():
        parser.add_argument("--" + name, type=int, default=default)
    options = parser.parse_args()
    if options.batch is None:
        options.batch = DEFAULT_BATCH[options.workload]
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(options.threads)
    return options


def times(step, steps, seconds):
    """The time of each of at least `steps` steps, which take at least `seconds` together."""
    result = []
    while len(result) < steps or sum(result) < seconds:
        start = time.perf_counter()
        step()
        result.append(time.perf_counter() - start)
    return result


def report(library, options, items, step, scale=1, note=None):
    """Measures `step`, which does one `scale`-th of the work on `items` items, and prints JSON."""
    times(step, 2, options.seconds / 10)  # to warm up
    seconds = statistics.median(times(step, options.steps, options.seconds)) * scale
    # Linux counts in kilobytes, macOS in bytes.
    unit = 1 if sys.platform == "darwin" else 1024
    result = {
        "library": library,
        "workload": options.workload,
        "batch": options.batch,
        "threads": options.threads,
        "medianSeconds": seconds,
        "itemsPerSecond": items / seconds,
        "peakMemoryBytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit,
    }
    if note:
        result["note"] = note
    print(json.dumps(result))


def check_parameters(found, expected):
    """Stops unless the peer's network is ours."""
    if found != expected:
        sys.exit(f"the network has {found} parameters, expected {expected}")
