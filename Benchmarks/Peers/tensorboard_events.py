#!/usr/bin/env python3
"""Lets TensorBoard and tbparse read a folder of event files, and compares the numbers with training.csv there.

    pip install tensorboard tbparse pillow
    tensorboard_events.py FOLDER
"""
import csv
import io
import math
import os
import sys

from PIL import Image
from tbparse import SummaryReader
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

folder = sys.argv[1]
events = EventAccumulator(folder, size_guidance={"histograms": 0, "images": 0, "scalars": 0}).Reload()
tags = events.Tags()
with open(os.path.join(folder, "training.csv"), newline="") as file:
    rows = list(csv.DictReader(file))


def same(a, b):
    return math.isclose(float(a), float(b), rel_tol=1e-6)


names = [name for name in rows[0] if name not in ("epoch", "iteration")]
assert set(names) <= set(tags["scalars"]), f"found {tags['scalars']}, expected {names}"
for name in names:
    found = [(event.step, event.value) for event in events.Scalars(name)]
    expected = [(int(row["iteration"]), row[name]) for row in rows if row[name]]
    assert len(found) == len(expected), f"{name}: found {found}, expected {expected}"
    for (step, value), (iteration, text) in zip(found, expected):
        assert step == iteration and same(value, text), f"{name}: found {found}, expected {expected}"

assert tags["histograms"], "found no histograms"
for name in tags["histograms"]:
    for event in events.Histograms(name):
        histogram = event.histogram_value
        assert sum(histogram.bucket) == histogram.num, f"{name}: buckets lack some of {histogram.num}"
        assert histogram.bucket_limit[-1] == histogram.max

assert tags["images"], "found no images"
for name in tags["images"]:
    for event in events.Images(name):
        picture = Image.open(io.BytesIO(event.encoded_image_string))
        picture.load()
        assert picture.size == (event.width, event.height)

table = SummaryReader(folder).scalars
for name in names:
    found = table[table["tag"] == name].sort_values("step")["value"].tolist()
    expected = [row[name] for row in rows if row[name]]
    assert len(found) == len(expected) and all(map(same, found, expected)), f"tbparse, {name}: {found}"
print(
    f"{len(names)} scalars, {len(tags['histograms'])} histograms and {len(tags['images'])} images "
    f"of {len(rows)} epochs, as TensorBoard and tbparse read them")
