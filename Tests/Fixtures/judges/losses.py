"""Losses, by Keras where it has them, contrastive by PyTorch from the paper's formula."""

import keras
import numpy as np
import tensorflow as tf
import torch

from . import store


def save_loss(case, name, prediction, target, function, **settings):
    """`loss` and `gradient.<name>` of a scalar function, in the given precision."""
    variable = tf.Variable(prediction)
    with tf.GradientTape() as tape:
        loss = function(tf.constant(target, variable.dtype), variable)
    gradient = tape.gradient(loss, variable)
    tensors = {
        name: prediction, "target": target, "loss": loss.numpy(),
        f"gradient.{name}": tf.convert_to_tensor(gradient).numpy(),
    }
    store.save(case, tensors, **settings)


def make():
    binary()
    softmax()
    contrastive()
    all_pairs()
    generator = store.random("meanSquaredError")
    save_loss(
        "meanSquaredError", "prediction", store.normal(generator, 5, 3),
        store.normal(generator, 5, 3), keras.losses.MeanSquaredError())


def binary():
    generator = store.random("binaryCrossEntropy")
    # Where Keras clips probabilities depends on the precision: judged in ours.
    inner = generator.uniform(0.02, 0.98, size=(8, 1)).astype(np.float32)
    edges = np.array([0, 1, 0, 1, 1e-8, 1 - 6e-8, 1e-6, 0.5], dtype=np.float32).reshape(8, 1)
    target = generator.integers(0, 2, size=(8, 1)).astype(np.float32)
    edge_target = np.array([0, 1, 1, 0, 1, 0, 1, 1], dtype=np.float32).reshape(8, 1)
    soft = generator.uniform(size=(8, 1)).astype(np.float32)
    loss = keras.losses.BinaryCrossentropy(dtype="float32")
    save_loss("binaryCrossEntropy", "probability", inner, target, loss)
    save_loss("binaryCrossEntropy-soft-targets", "probability", inner, soft, loss)
    save_loss("binaryCrossEntropy-edges", "probability", edges, edge_target, loss)
    logits = store.normal(generator, 8, 1) * 4
    extremes = store.single([[-100], [100], [-100], [100], [-30], [30], [0], [1e-3]])
    loss = keras.losses.BinaryCrossentropy(from_logits=True)
    save_loss("binaryCrossEntropyFromLogits", "logits", logits, target, loss)
    save_loss("binaryCrossEntropyFromLogits-extremes", "logits", extremes, edge_target, loss)


def softmax():
    generator = store.random("softmaxCrossEntropy")
    logits = store.normal(generator, 6, 5) * 3
    labels = generator.integers(0, 5, size=6)
    soft = generator.uniform(size=(6, 5))
    one_hot = np.eye(5)[labels]
    integer = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    categorical = keras.losses.CategoricalCrossentropy(from_logits=True)
    save_loss("softmaxCrossEntropy-labels", "logits", logits, labels, integer)
    save_loss("softmaxCrossEntropy-one-hot", "logits", logits, one_hot, categorical)
    save_loss(
        "softmaxCrossEntropy-soft-targets", "logits", logits,
        store.single(soft / soft.sum(axis=1, keepdims=True)), categorical)
    save_loss("softmaxCrossEntropy-extremes", "logits", logits * 30, labels, integer)


def contrastive():
    """Hadsell, Chopra and LeCun 2006, eq. 4, with Y = 1 - same; averaged over the pairs."""
    for margin in [1.0, 2.0]:
        generator = store.random("contrastive")
        distance = store.uniform(generator, 0, 3, 12)
        same = store.single(generator.integers(0, 2, size=12))
        variable = torch.tensor(distance, requires_grad=True)
        y = 1 - torch.tensor(same)
        attraction = (1 - y) * variable**2 / 2
        repulsion = y * torch.clamp(margin - variable, min=0) ** 2 / 2
        loss = (attraction + repulsion).mean()
        loss.backward()
        tensors = {
            "distance": distance, "target": same, "loss": loss.detach().numpy(),
            "gradient.distance": variable.grad.numpy(),
        }
        store.save(f"contrastive-margin-{margin:g}", tensors, margin=margin)


def all_pairs():
    """Losses of all pairs of a batch, written out pair by pair."""
    for case, function in [
        ("supervisedContrastive", supervised_contrastive),
        ("allPairsBinaryCrossEntropy", all_pairs_binary)]:
        generator = store.random(case)
        logits = store.normal(generator, 7, 7) * 3
        labels = [0, 1, 0, 2, 1, 0, 3]
        variable = torch.tensor(logits, requires_grad=True)
        loss = function(variable, labels)
        loss.backward()
        tensors = {
            "logits": logits, "target": labels, "loss": loss.detach().numpy(),
            "gradient.logits": variable.grad.numpy(),
        }
        store.save(case, tensors)


def ordered_pairs(labels, same):
    everyone = range(len(labels))
    return [
        (i, j) for i in everyone for j in everyone if i != j and (labels[i] == labels[j]) == same]


def supervised_contrastive(logits, labels):
    """Khosla et al. 2020, eq. 2, but the mean is over ordered pairs of one class."""
    terms = []
    for i, j in ordered_pairs(labels, same=True):
        others = [k for k in range(len(labels)) if k != i]
        terms.append(torch.logsumexp(logits[i, others], dim=0) - logits[i, j])
    return torch.stack(terms).mean()


def all_pairs_binary(logits, labels):
    """The mean over pairs of one class and the mean over pairs of two, averaged."""
    def mean(same):
        sign = -1 if same else 1
        pairs = ordered_pairs(labels, same)
        return torch.stack([torch.nn.functional.softplus(sign * logits[p]) for p in pairs]).mean()

    return (mean(same=True) + mean(same=False)) / 2
