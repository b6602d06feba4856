"""Values and gradients by TensorFlow or PyTorch."""

import numpy as np
import tensorflow as tf
import torch

from . import store


def by_tensorflow(function, inputs, generator):
    """output, seed and gradient.<name> of `function(**inputs)`."""
    variables = {name: tf.Variable(value) for name, value in inputs.items()}
    with tf.GradientTape() as tape:
        output = function(**variables)
        seed = store.normal(generator, *output.shape)
        loss = tf.reduce_sum(output * tf.constant(seed, output.dtype))
    found = tape.gradient(loss, variables)
    return collected(inputs, output.numpy(), seed, {k: v.numpy() for k, v in found.items()})


def by_torch(function, inputs, generator):
    """output, seed and gradient.<name> of `function(**inputs)`."""
    variables = {name: torch.tensor(value, requires_grad=True) for name, value in inputs.items()}
    output = function(**variables)
    seed = store.normal(generator, *output.shape)
    (output * torch.tensor(seed, dtype=output.dtype)).sum().backward()
    found = {name: variable.grad.numpy() for name, variable in variables.items()}
    return collected(inputs, output.detach().numpy(), seed, found)


def collected(inputs, output, seed, gradients):
    assert all(np.isfinite(value).all() for value in gradients.values())
    named = {f"gradient.{name}": value for name, value in gradients.items()}
    return {**inputs, "output": output, "seed": seed, **named}
