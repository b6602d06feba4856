"""Layers, by Keras; batch norm by PyTorch too."""

import keras
import tensorflow as tf
import torch

from . import gradients, store


def conv():
    cases = {
        # name: input shape, filters, kernel, strides, padding, bias, activation
        "valid": ((2, 7, 8, 3), 4, (3, 3), (1, 1), "valid", True, "linear"),
        "valid-relu": ((2, 6, 6, 2), 3, (3, 3), (1, 1), "valid", True, "relu"),
        "valid-without-bias": ((2, 6, 5, 2), 3, (2, 2), (1, 1), "valid", False, "linear"),
        "valid-stride-2": ((2, 9, 8, 3), 4, (3, 3), (2, 2), "valid", True, "linear"),
        "valid-rectangular": ((1, 8, 9, 2), 3, (3, 5), (2, 1), "valid", True, "linear"),
        "same": ((2, 7, 6, 3), 4, (3, 3), (1, 1), "same", True, "linear"),
        "same-even-kernel": ((2, 6, 7, 2), 3, (4, 2), (1, 1), "same", True, "tanh"),
        "same-stride-2": ((2, 7, 8, 2), 3, (3, 3), (2, 2), "same", True, "sigmoid"),
        "same-even-kernel-stride-2": ((1, 8, 7, 2), 3, (4, 4), (2, 2), "same", True, "linear"),
        "same-stride-3-small-kernel": ((1, 8, 8, 2), 3, (2, 2), (3, 3), "same", True, "linear"),
        "kernel-as-large-as-input": ((2, 5, 4, 2), 3, (5, 4), (1, 1), "valid", True, "linear"),
        "pointwise": ((2, 5, 4, 3), 5, (1, 1), (1, 1), "valid", True, "linear"),
        "pointwise-stride-2": ((2, 5, 4, 3), 2, (1, 1), (2, 2), "same", True, "linear"),
        "one-channel-10x10": ((1, 24, 24, 1), 2, (10, 10), (1, 1), "valid", True, "relu"),
    }
    for case, (shape, filters, kernel, strides, padding, has_bias, activation) in cases.items():
        generator = store.random("Conv2D " + case)
        inputs = {
            "input": store.normal(generator, *shape),
            "weight": store.normal(generator, *kernel, shape[-1], filters),
        }
        if has_bias:
            inputs["bias"] = store.normal(generator, filters)
        function = keras.activations.get(activation)

        def layer(input, weight, bias=None):
            sums = keras.ops.conv(input, weight, strides, padding)
            return function(sums if bias is None else sums + bias)

        tensors = gradients.by_tensorflow(layer, inputs, generator)
        # The operation is what the layer computes.
        check = keras.layers.Conv2D(
            filters, kernel, strides, padding, use_bias=has_bias, activation=activation)
        check.build(shape)
        check.set_weights([inputs[name] for name in ["weight", "bias"] if name in inputs])
        assert abs(check(inputs["input"]).numpy() - tensors["output"]).max() < 1e-12
        store.save(
            case, tensors, strideHeight=strides[0], strideWidth=strides[1], padding=padding,
            activation=activation)


POOLS = {
    # name: input shape, size, strides, padding
    "valid": ((2, 6, 4, 3), 2, 2, "valid"),
    "valid-odd": ((2, 7, 5, 2), 2, 2, "valid"),
    "valid-overlapping": ((2, 7, 6, 2), 3, 2, "valid"),
    "valid-stride-1": ((1, 5, 6, 3), 2, 1, "valid"),
    "valid-gaps": ((1, 8, 8, 2), 2, 3, "valid"),
    "same-odd": ((2, 7, 5, 2), 2, 2, "same"),
    "same-overlapping": ((2, 7, 8, 2), 3, 2, "same"),
    "same-stride-1": ((1, 5, 6, 2), 4, 1, "same"),
}


def pool(subject, layer):
    for case, (shape, size, strides, padding) in POOLS.items():
        generator = store.random(subject + case)
        # Below zero, so that padding by zeros would win a maximum.
        inputs = {"input": store.normal(generator, *shape) - 3}
        function = layer(size, strides=strides, padding=padding)
        tensors = gradients.by_tensorflow(lambda input: function(input), inputs, generator)
        store.save(case, tensors, size=size, strides=strides, padding=padding)


def max_pool():
    pool("MaxPool2D ", keras.layers.MaxPool2D)
    # Where scalars are equal, TensorFlow gives the gradient to the first.
    generator = store.random("MaxPool2D ties")
    inputs = {"input": store.single(generator.integers(0, 2, size=(2, 6, 6, 2)))}
    function = keras.layers.MaxPool2D()
    tensors = gradients.by_tensorflow(lambda input: function(input), inputs, generator)
    store.save("ties", tensors, size=2, strides=2, padding="valid")


def average_pool():
    pool("AveragePool2D ", keras.layers.AveragePooling2D)


def global_average_pool():
    generator = store.random("GlobalAveragePool2D")
    inputs = {"input": store.normal(generator, 3, 5, 7, 4)}
    function = keras.layers.GlobalAveragePooling2D()
    store.save(
        "default", gradients.by_tensorflow(lambda input: function(input), inputs, generator))


def dense():
    cases = {"linear": True, "without-bias": False, "relu": True, "sigmoid": True, "softmax": True}
    for case, has_bias in cases.items():
        generator = store.random("Dense " + case)
        activation = case if case in ["relu", "sigmoid", "softmax"] else "linear"
        inputs = {
            "input": store.normal(generator, 6, 5), "weight": store.normal(generator, 5, 4)}
        if has_bias:
            inputs["bias"] = store.normal(generator, 4)
        function = keras.activations.get(activation)

        def layer(input, weight, bias=None):
            sums = keras.ops.matmul(input, weight)
            return function(sums if bias is None else sums + bias)

        tensors = gradients.by_tensorflow(layer, inputs, generator)
        check = keras.layers.Dense(4, use_bias=has_bias, activation=activation)
        check.build((6, 5))
        check.set_weights([inputs[name] for name in ["weight", "bias"] if name in inputs])
        assert abs(check(inputs["input"]).numpy() - tensors["output"]).max() < 1e-12
        store.save(case, tensors, activation=activation)


def batch_norm():
    for case, shape, offset in [
        ("images", (3, 4, 5, 2), 0.5), ("vectors", (8, 6), -1), ("far-from-zero", (16, 4), 30)]:
        for judge in [batch_norm_by_keras, batch_norm_by_torch]:
            generator = store.random("BatchNorm " + case)
            channels = shape[-1]
            inputs = {
                "input": store.single(store.normal(generator, *shape) * 2 + offset),
                "scale": store.uniform(generator, 0.5, 1.5, channels),
                "shift": store.normal(generator, channels),
            }
            running = {
                "runningMean": store.normal(generator, channels) + offset,
                "runningVariance": store.uniform(generator, 0.5, 4, channels),
            }
            judge(case, inputs, running, generator)


def batch_norm_by_keras(case, inputs, running, generator):
    layer = keras.layers.BatchNormalization()
    layer.build(inputs["input"].shape)
    running = {name: store.single(value) for name, value in running.items()}
    weights = [inputs["scale"], inputs["shift"], running["runningMean"], running["runningVariance"]]
    for mode in ["training", "inference"]:
        layer.set_weights(weights)
        variables = {name: tf.Variable(value) for name, value in inputs.items()}
        with tf.GradientTape() as tape:
            tape.watch(variables["input"])
            output = layer(variables["input"], training=mode == "training")
            seed = store.normal(generator, *output.shape)
            loss = tf.reduce_sum(output * seed)
        names = [variables["input"], layer.gamma.value, layer.beta.value]
        found = dict(zip(["input", "scale", "shift"], tape.gradient(loss, names)))
        tensors = gradients.collected(
            inputs, output.numpy(), seed, {name: value.numpy() for name, value in found.items()})
        updated = {
            "updatedMean": layer.moving_mean.numpy(),
            "updatedVariance": layer.moving_variance.numpy(),
        }
        store.save(
            f"keras-{mode}-{case}", {**tensors, **running, **updated}, mode=mode,
            momentum=layer.momentum, epsilon=layer.epsilon, runningEstimate="biased")


def batch_norm_by_torch(case, inputs, running, generator):
    running = {name: store.single(value) for name, value in running.items()}
    last = len(inputs["input"].shape) - 1
    for mode in ["training", "inference"]:
        kept = {name: torch.tensor(value) for name, value in running.items()}

        def layer(input, scale, shift):
            channels_first = torch.movedim(input, last, 1)
            output = torch.nn.functional.batch_norm(
                channels_first, kept["runningMean"], kept["runningVariance"], scale, shift,
                training=mode == "training", momentum=0.1, eps=1e-5)
            return torch.movedim(output, 1, last)

        tensors = gradients.by_torch(layer, inputs, generator)
        updated = {
            "updatedMean": kept["runningMean"].numpy(),
            "updatedVariance": kept["runningVariance"].numpy(),
        }
        store.save(
            f"torch-{mode}-{case}", {**tensors, **running, **updated}, mode=mode, momentum=0.9,
            epsilon=1e-5, runningEstimate="unbiased")
