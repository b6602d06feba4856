#!/usr/bin/env python3
"""Writes weights of Keras, and checks that Keras reads what OneShot makes of them, bit by bit.

    keras_weights.py FOLDER
    swift run KerasWeights FOLDER/leg.weights.h5 FOLDER/trained.weights.h5
    keras_weights.py --check FOLDER
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("KERAS_BACKEND", "torch")

import keras  # noqa: E402
import numpy as np  # noqa: E402
from keras import layers  # noqa: E402


def leg():
    network = keras.Sequential([
        keras.Input((28, 28, 1)), layers.Conv2D(16, 3, padding="same"), layers.BatchNormalization(),
        layers.ReLU(), layers.MaxPooling2D(), layers.Flatten(), layers.Dense(64)])
    random = np.random.default_rng(1)
    for weight in network.weights:
        values = random.normal(size=weight.shape)
        weight.assign(np.abs(values) + 0.5 if "variance" in weight.path else values)
    return network


def main():
    checks = sys.argv[1] == "--check"
    folder = Path(sys.argv[1 + checks])
    network = leg()
    if not checks:
        return network.save_weights(folder / "leg.weights.h5")
    x = np.random.default_rng(2).normal(size=(2, 28, 28, 1)).astype("float32")
    values = [weight.numpy() for weight in network.weights]
    output = keras.ops.convert_to_numpy(network(x, training=False))
    for weight in network.weights:
        weight.assign(np.zeros(weight.shape))
    network.load_weights(folder / "trained.weights.h5")
    same = all(np.array_equal(a, b.numpy()) for a, b in zip(values, network.weights))
    again = keras.ops.convert_to_numpy(network(x, training=False))
    if not same or not np.array_equal(output, again):
        sys.exit("other weights or another output")
    print(len(values), "arrays, bit by bit")


if __name__ == "__main__":
    main()
