"""Ten steps of each optimizer on a small least-squares problem.

A dense layer, `input · weight + bias`, and its mean squared error from `target`: gradients have a
closed form, so that Keras and PyTorch optimizers are driven by the same ones. `weight`, `bias` and
`loss` have 11 rows: before the first step and after each.
"""

import keras
import numpy as np
import tensorflow as tf
import torch

from . import store

STEPS = 10


class Problem:
    def __init__(self, scale=1.0):
        generator = store.random("Optimizers")
        self.input = store.normal(generator, 8, 4) * scale
        self.target = store.normal(generator, 8, 3)
        self.start = [store.normal(generator, 4, 3), store.normal(generator, 3)]

    def gradients(self, weight, bias):
        error = self.input @ weight + bias - self.target
        slope = 2 * error / error.size
        return float((error**2).mean()), [self.input.T @ slope, slope.sum(axis=0)]

    def record(self, case, step, **settings):
        """Calls `step(number, values, gradients)` ten times; it returns the new values."""
        values, history, losses = list(self.start), [], []
        for number in range(STEPS + 1):
            loss, found = self.gradients(*values)
            history.append(values)
            losses.append(loss)
            values = step(number, values, found)
        tensors = {
            "input": self.input, "target": self.target,
            "weight": np.stack([weight for weight, _ in history]),
            "bias": np.stack([bias for _, bias in history]), "loss": losses,
        }
        store.save(case, tensors, **settings)
        return tensors


def keras_steps(optimizer, problem, dtype=None):
    variables = [keras.Variable(value, dtype=dtype) for value in problem.start]

    def step(_, values, found):
        optimizer.apply([tf.constant(gradient, dtype) for gradient in found], variables)
        return [variable.numpy() for variable in variables]

    return step


def torch_steps(make, problem, clip=None):
    parameters = [torch.tensor(value, requires_grad=True) for value in problem.start]
    optimizer = make(parameters)

    def step(_, values, found):
        for parameter, gradient in zip(parameters, found):
            parameter.grad = torch.tensor(gradient)
        if clip:
            torch.nn.utils.clip_grad_norm_(parameters, clip)
        optimizer.step()
        return [parameter.detach().numpy().copy() for parameter in parameters]

    return step


def old_keras_sgd(rate, momentum, nesterov, decay):
    """Keras 1 and 2: the rate is divided by 1 + decay · iterations, counted from 0."""
    velocity = [0, 0]

    def step(number, values, found):
        lr = rate / (1 + decay * number)
        result = []
        for i, (value, gradient) in enumerate(zip(values, found)):
            velocity[i] = momentum * velocity[i] - lr * gradient
            change = momentum * velocity[i] - lr * gradient if nesterov else velocity[i]
            result.append(value + change)
        return result

    return step


def make():
    problem = Problem()
    sgd(problem)
    adaptive(problem)
    clipping()


def sgd(problem):
    for case, rate, momentum, nesterov, decay in [
        ("sgd", 0.1, 0.0, False, 0.0), ("sgd-momentum", 0.1, 0.9, False, 0.0),
        ("sgd-nesterov", 0.1, 0.9, True, 0.0), ("sgd-decay", 0.1, 0.0, False, 0.5),
        ("sgd-blog", 0.009, 0.6, True, 3e-4), ("sgd-nesterov-decay", 0.1, 0.6, True, 0.3)]:
        schedule = keras.optimizers.schedules.InverseTimeDecay(rate, 1, decay) if decay else rate
        optimizer = keras.optimizers.SGD(schedule, momentum=momentum, nesterov=nesterov)
        settings = dict(
            learningRate=rate, momentum=momentum, nesterov=str(nesterov).lower(), decay=decay)
        modern = problem.record(case, keras_steps(optimizer, problem), **settings)
        step = old_keras_sgd(rate, momentum, nesterov, decay)
        old = problem.record(case, step, **settings)
        # The optimizer holds its rate and momentum in single precision.
        assert np.allclose(old["weight"], modern["weight"], rtol=1e-6, atol=1e-7)


def adaptive(problem):
    for case, optimizer, settings in [
        ("adam-keras", keras.optimizers.Adam(0.05), dict(epsilon=1e-7)),
        ("adamw-keras", keras.optimizers.AdamW(0.05, weight_decay=0.1),
         dict(epsilon=1e-7, weightDecay=0.1)),
        ("rmsprop-keras", keras.optimizers.RMSprop(0.01), dict(epsilon=1e-7, rho=0.9)),
        ("rmsprop-keras-momentum", keras.optimizers.RMSprop(0.01, rho=0.8, momentum=0.7),
         dict(epsilon=1e-7, rho=0.8, momentum=0.7)),
        ("rmsprop-keras-large-epsilon", keras.optimizers.RMSprop(0.01, epsilon=1e-2),
         dict(epsilon=1e-2, rho=0.9))]:
        rate = float(optimizer.learning_rate.numpy())
        problem.record(
            case, keras_steps(optimizer, problem), learningRate=f"{rate:g}", **settings)
    for case, decay, settings in [
        ("muon-keras", None, dict(momentum=0.95, nesterov="true")),
        ("muon-keras-decay", 0.1, dict(momentum=0.8, nesterov="false"))]:
        optimizer = keras.optimizers.Muon(
            0.05, weight_decay=decay, adam_weight_decay=decay, momentum=settings["momentum"],
            nesterov=settings["nesterov"] == "true")
        problem.record(
            # In double precision it stops at its own rate, which is single.
            case, keras_steps(optimizer, problem, "float32"), learningRate=0.05, epsilon=1e-7,
            weightDecay=decay or 0, **settings)
    for case, make_optimizer, settings in [
        ("adam-torch", lambda p: torch.optim.Adam(p, 0.05), dict(learningRate=0.05, epsilon=1e-8)),
        ("adam-torch-large-epsilon",
         lambda p: torch.optim.Adam(p, 0.05, betas=(0.8, 0.99), eps=1e-2),
         dict(learningRate=0.05, epsilon=1e-2, beta1=0.8, beta2=0.99)),
        ("adamw-torch", lambda p: torch.optim.AdamW(p, 0.05, weight_decay=0.1),
         dict(learningRate=0.05, epsilon=1e-8, weightDecay=0.1)),
        ("rmsprop-torch", lambda p: torch.optim.RMSprop(p, 0.01, alpha=0.9),
         dict(learningRate=0.01, epsilon=1e-8, rho=0.9))]:
        problem.record(case, torch_steps(make_optimizer, problem), **settings)


def clipping():
    """With large inputs, so that the first steps are clipped and the last ones are not."""
    problem = Problem(scale=3.0)
    optimizer = keras.optimizers.SGD(0.05, global_clipnorm=1.5)
    problem.record(
        "clipping-keras", keras_steps(optimizer, problem), learningRate=0.05, clippingNorm=1.5)
    problem.record(
        "clipping-torch", torch_steps(lambda p: torch.optim.SGD(p, 0.05), problem, clip=1.5),
        learningRate=0.05, clippingNorm=1.5)
