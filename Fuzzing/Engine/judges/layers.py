"""Dense layers, embeddings, attention, and a block of a network."""

import torch
import torch.nn.functional as F
from torch.nn.attention import SDPBackend, sdpa_kernel

from .case import Case, from_torch, kind, to_torch
from .convolutions import ACTIVATIONS
from .normalization import epsilon

ELEMENTWISE = {
    "linear": lambda x: x, "relu": F.relu, "relu6": F.relu6, "sigmoid": torch.sigmoid,
    "tanh": torch.tanh, "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
    "softmax": lambda x: x.softmax(-1), "silu": F.silu, "gelu": F.gelu,
    "geluTanh": lambda x: F.gelu(x, approximate="tanh"), "hardSigmoid": lambda x: (x / 6 + 0.5).clamp(0, 1),
    "hardSwish": lambda x: x * (x / 6 + 0.5).clamp(0, 1),
}


@kind("activation", often=5)
def activation(draw):
    word = draw.of([*ELEMENTWISE, "elu", "leakyReLU"])
    number = draw.number(0.05, 1.5)
    function = ELEMENTWISE.get(word) or {
        "elu": lambda x: torch.where(x > 0, x, number * torch.expm1(x)),
        "leakyReLU": lambda x: F.leaky_relu(x, number),
    }[word]
    x = draw.normal(draw.shape()) * draw.of([1, 3, 3, 3 if word == "softmax" else 20, 1e-3])
    if word in ("linear", "relu", "relu6", "leakyReLU", "sigmoid", "tanh"):
        x = draw.extreme(tuple(x.shape)) if draw.chance(4) else x
    return Case([x], function, numbers={"number": number}, words={"activation": word})


@kind("dense", often=3)
def dense(draw):
    size = (draw.int(1, 9), draw.channels(200), draw.channels())
    word = draw.of(list(ACTIVATIONS))
    inputs = [draw.extreme(size[:2]), draw.extreme(size[1:])]
    if word != "linear":
        inputs = [draw.normal(size[:2]), draw.normal(size[1:]) / size[1] ** 0.5]
    if draw.chance(2):
        inputs.append(draw.normal((size[2],)))
    return Case(
        inputs, lambda x, w, b=0: ACTIVATIONS[word](x @ w + b), words={"activation": word})


@kind("embedding")
def embedding(draw):
    ids, features = draw.int(1, 40), draw.channels()
    rows = [draw.labels(draw.int(1, 4), ids) for _ in range(1)][0]
    rows = rows * draw.int(1, 3)
    return Case(
        [draw.normal((ids, features))], lambda w: F.embedding(torch.tensor([rows]), w),
        {"ids": rows})


@kind("prelu")
def prelu(draw):
    size = draw.shape(least=2)
    slopes = draw.of([1, size[-1]])
    return Case(
        [draw.normal(size), draw.normal((slopes,))],
        lambda x, slope: F.prelu(x.movedim(-1, 1), slope).movedim(1, -1),
        words={"sharing": "shared" if slopes == 1 else "perChannel"})


@kind("scales of layers")
def scale(draw):
    size = draw.shape(least=2)
    return Case([draw.extreme(size), draw.extreme((size[-1],))], lambda x, scale: x * scale)


@kind("squeeze and excitation")
def squeeze(draw):
    images, units = draw.image(largest=1500), draw.int(1, 17)
    channels = images[3]

    def function(x, reduce, reduce_bias, expand, expand_bias):
        gates = F.relu(x.mean((1, 2)) @ reduce + reduce_bias) @ expand + expand_bias
        return x * gates.sigmoid()[:, None, None, :]

    inputs = [
        draw.normal(images), draw.normal((channels, units)), draw.normal((units,)),
        draw.normal((units, channels)), draw.normal((channels,)),
    ]
    return Case(inputs, function, {"units": [units]})


def attend(x, heads, weight, bias, out_weight, out_bias):
    """PyTorch's multi-head attention with our transposed weights."""
    # The other ways have no second derivative.
    with sdpa_kernel(SDPBackend.MATH):
        return F.multi_head_attention_forward(
            *[x.transpose(0, 1)] * 3, x.shape[-1], heads, weight.T, bias, None, None, False, 0.0,
            out_weight.T, out_bias, need_weights=False)[0].transpose(0, 1)


def sequence(draw):
    heads = draw.int(1, 4)
    return heads, (draw.int(1, 4), draw.int(1, 12), heads * draw.int(1, 8))


def attention_weights(draw, features):
    return [
        draw.normal((features, 3 * features)) * 0.5, draw.normal((3 * features,)),
        draw.normal((features, features)), draw.normal((features,)),
    ]


@kind("attention", often=2)
def attention(draw):
    heads, size = sequence(draw)
    return Case(
        [draw.normal(size), *attention_weights(draw, size[2])],
        lambda x, *weights: attend(x, heads, *weights), {"heads": [heads]})


@kind("transformer block", often=2)
def transformer(draw):
    heads, size = sequence(draw)
    features, hidden, e = size[2], draw.int(1, 20), epsilon(draw)
    if features < 4:
        return None

    def function(x, scale, shift, *rest):
        weights, (scale2, shift2, w1, b1, w2, b2) = rest[:4], rest[4:]
        x = x + attend(F.layer_norm(x, (features,), scale, shift, e), heads, *weights)
        y = F.layer_norm(x, (features,), scale2, shift2, e)
        return x + F.gelu(y @ w1 + b1) @ w2 + b2

    norm = [draw.normal((features,)), draw.normal((features,))]
    inputs = [
        draw.normal(size), *norm, *attention_weights(draw, features),
        draw.normal((features,)), draw.normal((features,)), draw.normal((features, hidden)),
        draw.normal((hidden,)), draw.normal((hidden, features)), draw.normal((features,)),
    ]
    return Case(inputs, function, {"heads": [heads], "hidden": [hidden]}, {"epsilon": e})


@kind("class token and positions")
def token(draw):
    size = (draw.int(1, 5), draw.int(1, 9), draw.channels(30))
    return Case(
        [draw.normal(size), draw.normal((size[2],)), draw.normal((size[1] + 1, size[2]))],
        lambda x, token, positions: torch.cat(
            [token.expand(size[0], 1, size[2]), x], 1) + positions)


@kind("convolution block", often=3)
def block(draw):
    """Convolution, batch norm, ReLU and 2×2 pooling, as they are computed as one; while training or not."""
    images = draw.image(least=2, most=12, largest=700)
    images, filters = (images[0] + 1, *images[1:]), draw.channels(40)
    is_training, pools = draw.chance(2), draw.chance(2)

    def function(x, w, scale, shift, mean, variance):
        y = F.conv2d(to_torch(x), w.permute(3, 2, 0, 1).contiguous(), padding=1)
        if is_training:
            mean = variance = None
        else:
            # Of what is frozen there is no gradient.
            scale, shift, mean, variance = (t.detach() for t in (scale, shift, mean, variance))
        y = F.relu(F.batch_norm(y, mean, variance, scale, shift, training=is_training, eps=1e-5))
        return from_torch(F.max_pool2d(y, 2) if pools else y)

    inputs = [
        draw.normal(images), draw.normal((3, 3, images[3], filters)), draw.normal((filters,)),
        draw.normal((filters,)), draw.normal((filters,)), draw.uniform((filters,), 0.1, 3),
    ]
    return Case(
        inputs, function, {"pools": [int(pools)], "trains": [int(is_training)]},
        is_training=is_training)
