"""Schedules of a learning rate, by Keras, and by PyTorch where Keras has none."""

import keras
import torch

from . import store

schedules = keras.optimizers.schedules


def make():
    steps = range(60)

    def save(case, function, **settings):
        store.save(case, {"values": [float(function(step)) for step in steps]}, **settings)

    save("constant", lambda step: 0.1, initial=0.1)
    # The blog's: 1 % less after each epoch.
    save(
        "exponential-per-epoch", schedules.ExponentialDecay(0.1, 10, 0.99, staircase=True),
        initial=0.1, rate=0.99, stepsPerEpoch=10)
    save("exponential", schedules.ExponentialDecay(0.1, 10, 0.8), initial=0.1, rate=0.8, steps=10)
    save("step", by_torch(0.1, lambda o: torch.optim.lr_scheduler.StepLR(o, 15, 0.5)), initial=0.1,
         factor=0.5, every=15)
    save("cosine", schedules.CosineDecay(0.1, 40), initial=0.1, steps=40, final=0)
    save(
        "cosine-to-a-tenth", schedules.CosineDecay(0.1, 40, alpha=0.1), initial=0.1, steps=40,
        final=0.01)
    save("inverse-time", schedules.InverseTimeDecay(0.1, 1, 0.05), initial=0.1, decay=0.05)
    # Momentum in the paper: from 0.5, linearly.
    save("linear-ramp", schedules.PolynomialDecay(0.5, 30, end_learning_rate=0.9), initial=0.5,
         final=0.9, steps=30)


def by_torch(rate, make_scheduler):
    optimizer = torch.optim.SGD([torch.zeros(1, requires_grad=True)], rate)
    scheduler = make_scheduler(optimizer)
    rates = []
    for _ in range(60):
        rates.append(optimizer.param_groups[0]["lr"])
        optimizer.step()
        scheduler.step()
    return lambda step: rates[step]
