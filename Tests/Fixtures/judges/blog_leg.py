"""The blog's leg at full size, by Keras: 38,947,648 parameters made from seeds, not stored.

Filters of 64, 128, 128 and 256 channels, a dense layer of 4096, on two images of 105 × 105. Each
parameter is `uniform(seed, low, high)` of the library's generator; so are the images and the
factors whose sum with the embeddings is the scalar that gradients are taken of. Of each parameter's
gradient the file keeps the norm and evenly spaced samples.
"""

import keras
import numpy as np
import tensorflow as tf

from . import random_stream, store

# Our parameters' paths, their seeds and the limit of their uniform range.
PARAMETERS = [
    ("0.weight", 100, 0.125), ("0.bias", 101, 0.125),
    ("2.weight", 102, 0.03125), ("2.bias", 103, 0.125),
    ("4.weight", 104, 0.046875), ("4.bias", 105, 0.125),
    ("6.weight", 106, 0.046875), ("6.bias", 107, 0.125),
    ("8.weight", 108, 0.03125), ("8.bias", 109, 0.125),
]
IMAGE_SEED, FACTOR_SEED, SAMPLES = 110, 111, 512


def make():
    leg = keras.Sequential([
        keras.Input((105, 105, 1)),
        keras.layers.Conv2D(64, 10, activation="relu"), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(128, 7, activation="relu"), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(128, 4, activation="relu"), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(256, 4, activation="relu"), keras.layers.Flatten(),
        keras.layers.Dense(4096, activation="sigmoid"),
    ])
    settings = {}
    for variable, (name, seed, limit) in zip(leg.trainable_variables, PARAMETERS):
        variable.assign(random_stream.uniform(seed, -limit, limit, variable.shape))
        settings[f"seed.{name}"], settings[f"limit.{name}"] = seed, limit
    images = tf.constant(
        random_stream.uniform(IMAGE_SEED, 0, 1, (2, 105, 105, 1)).astype(np.float64))
    factors = random_stream.uniform(FACTOR_SEED, -1, 1, (2, 4096)).astype(np.float64)
    variables = [variable.value for variable in leg.trainable_variables]
    with tf.GradientTape() as tape:
        tape.watch(images)
        embeddings = leg(images)
        scalar = tf.reduce_sum(embeddings * factors)
    found = tape.gradient(scalar, [images, *variables])
    spread = embeddings.numpy().std()
    assert 0.1 < spread < 0.4, f"embeddings should neither vanish nor saturate: {spread}"
    tensors = {
        "embeddings": embeddings.numpy(), "scalar": scalar.numpy(),
        "gradient.input": found[0].numpy(),
    }
    for (name, _, _), gradient in zip(PARAMETERS, found[1:]):
        flat = gradient.numpy().reshape(-1)
        tensors[f"norm.{name}"] = np.linalg.norm(flat)
        # An odd step, so that samples do not all belong to one filter.
        sample = flat[::(flat.size // SAMPLES) | 1]
        assert np.count_nonzero(sample) > sample.size / 8, f"{name}: the sample says little"
        tensors[f"sample.{name}"] = sample
    store.save("leg", tensors, **settings, imageSeed=IMAGE_SEED, factorSeed=FACTOR_SEED,
               samples=SAMPLES)
