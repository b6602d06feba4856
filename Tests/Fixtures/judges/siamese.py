"""Three training steps of a narrow copy of the blog's Siamese network, by Keras.

Two legs that share convolutions of 4, 8, 8 and 16 filters of the blog's sizes and a dense layer of
32, the L1 distance of the embeddings, a head of one sigmoid; binary cross-entropy of probabilities
with the L2 penalties, and the blog's SGD. Names are those of our parameters.
"""

import keras
import numpy as np
import tensorflow as tf

from . import store

L2 = keras.regularizers.L2
PAIRS = 4
NAMES = [
    f"leg.{layer}.{part}" for layer in [0, 2, 4, 6, 8] for part in ["weight", "bias"]
] + ["head.weight", "head.bias"]


def network():
    convolution = dict(activation="relu", kernel_regularizer=L2(2e-4))
    leg = keras.Sequential([
        keras.Input((105, 105, 1)),
        keras.layers.Conv2D(4, 10, **convolution), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(8, 7, **convolution), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(8, 4, **convolution), keras.layers.MaxPool2D(),
        keras.layers.Conv2D(16, 4, **convolution), keras.layers.Flatten(),
        keras.layers.Dense(32, activation="sigmoid", kernel_regularizer=L2(1e-3)),
    ])
    left, right = keras.Input((105, 105, 1)), keras.Input((105, 105, 1))
    distance = keras.ops.abs(leg(left) - leg(right))
    probability = keras.layers.Dense(1, activation="sigmoid")(distance)
    return keras.Model([left, right], probability)


def make():
    generator = store.random("Siamese")
    model = network()
    start = [initial(generator, variable.shape) for variable in model.trainable_variables]
    model.set_weights(start)
    left, right = blocks(generator), blocks(generator)
    target = np.array([[1], [0], [1], [0]], dtype=np.float64)
    store.save("pairs", {"left": left, "right": right, "target": target})
    schedule = keras.optimizers.schedules.InverseTimeDecay(0.009, 1, 3e-4)
    optimizer = keras.optimizers.SGD(schedule, momentum=0.6, nesterov=True)
    optimizer.build(model.trainable_variables)
    loss_function = keras.losses.BinaryCrossentropy()
    for step in range(4):
        with tf.GradientTape() as tape:
            probability = model([left, right])
            penalty = tf.add_n(model.losses)
            loss = loss_function(target, probability) + penalty
        variables = [variable.value for variable in model.trainable_variables]
        found = tape.gradient(loss, variables)
        tensors = dict(zip(NAMES, [variable.numpy() for variable in variables]))
        tensors.update(
            probability=probability.numpy(), loss=loss.numpy(), penalty=penalty.numpy())
        if step == 0:
            tensors.update({f"gradient.{n}": g.numpy() for n, g in zip(NAMES, found)})
        if step != 2:
            store.save(f"after-{step}", tensors, step=step)
        optimizer.apply(found, model.trainable_variables)


def initial(generator, shape):
    """He's range for weights; biases away from 0."""
    if len(shape) == 1:
        return store.uniform(generator, -0.1, 0.1, *shape)
    limit = np.sqrt(6 / np.prod(shape[:-1]))
    return store.uniform(generator, -limit, limit, *shape)


def blocks(generator):
    """Images of 7 × 7 squares with a little noise, all exact in single precision.

    Their embeddings differ well: of images that are all noise they would be nearly equal, and the
    gradients would be differences of nearly equal numbers, uncertain in single precision anywhere.
    """
    squares = generator.integers(0, 9, size=(PAIRS, 7, 7)) / 8
    image = squares.repeat(15, axis=1).repeat(15, axis=2)
    noise = generator.integers(0, 16, size=image.shape) / 64
    return store.single(image + noise)[..., None]
