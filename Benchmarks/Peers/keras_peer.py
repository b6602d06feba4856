"""The blog's network in Keras 3 on TensorFlow's CPU backend."""

import os

import measure

options = measure.read_options(["train", "embed", "official", "official-loop", "latency"])
os.environ.update(KERAS_BACKEND="tensorflow", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="-1")

import keras
import numpy as np
import tensorflow as tf
from keras import layers

SHAPE = (105, 105, 1)
random = np.random.default_rng(1)


def images(count):
    return random.random((count, *SHAPE), dtype=np.float32)


def blog_network():
    """The pair's network, its leg, and its head on the distances of embeddings."""
    leg = keras.Sequential([
        keras.Input(SHAPE),
        layers.Conv2D(64, 10, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(128, 7, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(128, 4, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(256, 4, activation="relu"),
        layers.Flatten(),
        layers.Dense(4096, activation="sigmoid"),
    ])
    head = keras.Sequential([keras.Input((4096,)), layers.Dense(1, activation="sigmoid")])
    left, right = keras.Input(SHAPE), keras.Input(SHAPE)
    distance = keras.ops.absolute(leg(left) - leg(right))
    network = keras.Model([left, right], head(distance))
    rate = keras.optimizers.schedules.InverseTimeDecay(0.009, 1, 0.0003)
    network.compile(
        loss="binary_crossentropy",
        optimizer=keras.optimizers.SGD(rate, momentum=0.6, nesterov=True))
    measure.check_parameters(network.count_params(), measure.BLOG_PARAMETERS)
    return network, leg, head


def train(batch):
    network, _, _ = blog_network()
    pairs = [images(batch), images(batch)]
    targets = np.arange(batch, dtype=np.float32)[:, None] % 2
    return dict(items=batch, step=lambda: network.train_on_batch(pairs, targets))


def embed(batch):
    _, leg, _ = blog_network()
    inputs = images(batch)
    return dict(items=batch, step=lambda: leg.predict_on_batch(inputs))


def latency(batch):
    network, _, _ = blog_network()
    pair = [images(1), images(1)]
    return dict(items=1, step=lambda: network.predict_on_batch(pair))


def official(batch):
    """400 trials with embeddings kept: 800 embeddings, and the head on 20 times 400 pairs."""
    _, leg, head = blog_network()
    inputs = images(800)

    def step():
        runs = leg.predict(inputs, batch_size=batch, verbose=0).reshape(20, 2, 20, 4096)
        for queries, supports in runs:
            distances = np.abs(queries[:, None] - supports[None]).reshape(400, 4096)
            head.predict_on_batch(distances)

    return dict(items=400, step=step)


def official_loop(batch):
    """The blog's own loop: in each trial, the network predicts 20 pairs anew."""
    network, _, _ = blog_network()
    trials = [[np.repeat(images(1), 20, axis=0), images(20)] for _ in range(8)]

    def step():
        for pairs in trials:
            network.predict(pairs, verbose=0)

    return dict(items=400, step=step, scale=50, note="8 trials measured, scaled to 400")


tf.config.threading.set_intra_op_parallelism_threads(options.threads)
tf.config.threading.set_inter_op_parallelism_threads(options.threads)
jobs = {
    "train": train, "embed": embed, "latency": latency, "official": official,
    "official-loop": official_loop,
}
library = f"Keras {keras.__version__} on TensorFlow {tf.__version__}"
measure.report(library, options, **jobs[options.workload](options.batch))
