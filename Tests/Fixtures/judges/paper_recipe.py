"""Six training steps of a narrow Siamese network by the recipe of Koch, Zemel and Salakhutdinov,
"Siamese neural networks for one-shot image recognition" (2015), by Keras.

Two legs that share two convolutions and a dense layer of sigmoids, the L1 distance, a head of one
sigmoid. Weights of the convolutions are drawn from N(0, 0.01²), those of the dense layers from
N(0, 0.2²), biases from N(0.5, 0.01²). The loss is binary cross-entropy with an L2 penalty of each
layer's own strength, on weights and biases, once for each parameter though the legs share it.
Every layer has its own learning rate, which falls by 1 % after each epoch, and its own momentum, to
which it rises from 0.5 in equal parts after each epoch. The paper leaves the numbers to a search;
these are from the ranges that it names.

Each layer has a Keras optimizer of its own, told its rate and momentum before each step. There are
three epochs of two batches; `epoch-<n>` has the weights after n epochs, `steps` what happened.
"""

import keras
import numpy as np
import tensorflow as tf

from . import store

SIZE, PAIRS, EPOCHS, BATCHES = 16, 4, 3, 2
# name: learning rate, momentum at last, L2
LAYERS = {
    "leg.0": (0.05, 0.9, 0.01),
    "leg.2": (0.08, 0.6, 0.1),
    "leg.4": (0.1, 0.95, 0.05),
    "head": (0.06, 0.7, 0.02),
}
FIRST_MOMENTUM, RATE_FACTOR, RISE = 0.5, 0.99, 2


def network():
    def penalties(name):
        penalty = keras.regularizers.L2(LAYERS[name][2])
        return dict(kernel_regularizer=penalty, bias_regularizer=penalty)

    leg = keras.Sequential([
        keras.Input((SIZE, SIZE, 1)),
        keras.layers.Conv2D(4, 5, activation="relu", **penalties("leg.0")),
        keras.layers.MaxPool2D(),
        keras.layers.Conv2D(6, 3, activation="relu", **penalties("leg.2")),
        keras.layers.Flatten(),
        keras.layers.Dense(12, activation="sigmoid", **penalties("leg.4")),
    ])
    left, right = keras.Input((SIZE, SIZE, 1)), keras.Input((SIZE, SIZE, 1))
    distance = keras.ops.abs(leg(left) - leg(right))
    head = keras.layers.Dense(1, activation="sigmoid", **penalties("head"))
    return keras.Model([left, right], head(distance))


def initial(generator, shape):
    if len(shape) == 1:
        return store.single(generator.normal(0.5, 0.01, size=shape))
    return store.single(generator.normal(0, 0.01 if len(shape) == 4 else 0.2, size=shape))


def images(generator):
    """Bold random blocks: of fine patterns all embeddings would be nearly equal, with weights so
    small, and gradients would be differences of nearly equal numbers."""
    blocks = generator.integers(0, 2, size=(PAIRS, 4, 4)) * 8.0
    return store.single(blocks.repeat(4, axis=1).repeat(4, axis=2))[..., None]


def make():
    generator = store.random("PaperRecipe")
    model = network()
    variables = model.trainable_variables
    model.set_weights([initial(generator, variable.shape) for variable in variables])
    paths = [f"{name}.{part}" for name in LAYERS for part in ["weight", "bias"]]
    batches = {f"{side}.{batch}": images(generator)
               for batch in range(BATCHES) for side in ["left", "right"]}
    target = np.array([[1], [0], [1], [0]], dtype=np.float64)

    def save_weights(epoch):
        weights = {path: variable.numpy() for path, variable in zip(paths, variables)}
        store.save(f"epoch-{epoch}", weights, epoch=epoch)

    optimizers = {}
    for index, (name, (rate, momentum, _)) in enumerate(LAYERS.items()):
        optimizers[name] = keras.optimizers.SGD(rate, momentum=momentum)
        optimizers[name].build(variables[2 * index:2 * index + 2])
    record = {"loss": [], "penalty": [], "rate": [], "momentum": []}
    loss_function = keras.losses.BinaryCrossentropy()
    save_weights(0)
    for epoch in range(EPOCHS):
        part = min(1, epoch / RISE)
        rates = [rate * RATE_FACTOR**epoch for rate, _, _ in LAYERS.values()]
        momenta = [FIRST_MOMENTUM + (last - FIRST_MOMENTUM) * part for _, last, _ in LAYERS.values()]
        for batch in range(BATCHES):
            with tf.GradientTape() as tape:
                probability = model([batches[f"left.{batch}"], batches[f"right.{batch}"]])
                penalty = tf.add_n(model.losses)
                loss = loss_function(target, probability) + penalty
            check_penalty(penalty.numpy(), variables)
            found = tape.gradient(loss, [variable.value for variable in variables])
            for index, optimizer in enumerate(optimizers.values()):
                optimizer.learning_rate = rates[index]
                optimizer.momentum = momenta[index]
                layer = slice(2 * index, 2 * index + 2)
                optimizer.apply(found[layer], variables[layer])
            record["loss"].append(loss.numpy())
            record["penalty"].append(penalty.numpy())
            record["rate"].append(rates)
            record["momentum"].append(momenta)
        save_weights(epoch + 1)
    settings = {}
    for name, (rate, momentum, l2) in LAYERS.items():
        settings.update({f"rate.{name}": rate, f"momentum.{name}": momentum, f"l2.{name}": l2})
    store.save("steps", {**batches, "target": target, **record}, **settings, epochs=EPOCHS,
               batches=BATCHES, firstMomentum=FIRST_MOMENTUM, rateFactor=RATE_FACTOR, rise=RISE)


def check_penalty(found, variables):
    """Once for each parameter; Keras holds the strengths in single precision."""
    strengths = [l2 for _, _, l2 in LAYERS.values() for _ in range(2)]
    expected = sum(l2 * (v.numpy() ** 2).sum() for l2, v in zip(strengths, variables))
    assert np.isclose(found, expected, rtol=1e-6), (found, expected)
