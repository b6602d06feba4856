"""Operations on tensors."""

import torch

from .case import Case, kind

POSITIVE = {"log": torch.log, "sqrt": torch.sqrt, "reciprocal": torch.reciprocal}
ANY = {
    "abs": torch.abs, "exp": torch.exp, "square": torch.square, "sigmoid": torch.sigmoid,
    "tanh": torch.tanh, "errorFunction": torch.erf, "negate": torch.neg,
    "softplus": lambda x: torch.logaddexp(x, torch.zeros_like(x)),
}


@kind("function of scalars", often=3)
def function(draw):
    size = draw.shape()
    word = draw.of([*POSITIVE, *ANY])
    if word in POSITIVE:
        return Case([draw.uniform(size, 0.01, 50)], POSITIVE[word], words={"function": word})
    x = draw.normal(size) * draw.of([1, 1, 5, 1e-4])
    return Case([x], ANY[word], words={"function": word})


@kind("power and clipping")
def power(draw):
    size, word = draw.shape(), draw.of(["pow", "clipped", "plus", "times", "minusFrom", "over"])
    number = draw.of([0.5, 2.0, 3.0, -1.0, draw.number(-2, 2)])
    if word == "pow":
        x = draw.uniform(size, 0.1, 4)
        return Case([x], lambda x: x**number, numbers={"number": number}, words={"function": word})
    functions = {
        "clipped": lambda x: x.clamp(-abs(number), abs(number)), "plus": lambda x: x + number,
        "times": lambda x: x * number, "minusFrom": lambda x: number - x,
        "over": lambda x: number / x,
    }
    x = draw.normal(size)
    if word == "over":
        x = draw.uniform(size, 0.1, 4)
    return Case([x], functions[word], numbers={"number": number}, words={"function": word})


def broadcast_pair(draw):
    """Two shapes that are broadcast together."""
    size = draw.shape(largest=1500)
    first, second = ([s if draw.int(0, 2) else 1 for s in size] for _ in range(2))
    for place, axis in enumerate(size):
        if first[place] == 1 and second[place] == 1 and draw.chance(2):
            second[place] = axis
    pair = [tuple(first), tuple(second[draw.int(0, len(size) - 1) if draw.chance(3) else 0:])]
    return pair if draw.chance(2) else pair[::-1]


BINARY = {
    "plus": torch.add, "minus": torch.sub, "times": torch.mul, "over": torch.div,
    "maximum": torch.maximum, "minimum": torch.minimum,
    "reluOfSum": lambda a, b: (a + b).relu(),
    "leakyReLUOfSum": lambda a, b: torch.nn.functional.leaky_relu(a + b, 0.2),
}


@kind("function of two tensors", often=5)
def binary(draw):
    word = draw.of(list(BINARY))
    a, b = broadcast_pair(draw)
    x = draw.normal(a)
    y = draw.uniform(b, 0.1, 3) if word == "over" else draw.normal(b)
    if word in ("plus", "minus", "times") and draw.chance(4):
        x, y = draw.extreme(a), draw.extreme(b)
    return Case([x, y], BINARY[word], words={"function": word})


COMPARISONS = {
    "less": torch.lt, "lessOrEqual": torch.le, "greater": torch.gt, "greaterOrEqual": torch.ge,
    "equal": torch.eq, "notEqual": torch.ne,
}


@kind("comparison")
def comparison(draw):
    word = draw.of(list(COMPARISONS))
    x, y = (draw.normal(size).round() for size in broadcast_pair(draw))
    return Case(
        [x, y], lambda a, b: COMPARISONS[word](a, b).double(), words={"function": word},
        has_gradient=False, is_exact=True)


@kind("choice by a condition")
def where(draw):
    """What `where` is: a condition of 0 and 1, and the products with it."""
    a, b = broadcast_pair(draw)
    return Case([draw.normal(a), draw.normal(b)], lambda x, y: torch.where(x > y, x, x * y))


@kind("matrix product", often=4)
def matmul(draw):
    m, k, n = (draw.of([draw.size(), draw.channels(), draw.int(1, 130)]) for _ in range(3))
    word = draw.of(["matmul", "matmulTransposed"])
    other = (k, n) if word == "matmul" else (n, k)
    return Case(
        [draw.extreme((m, k)), draw.extreme(other)],
        lambda a, b: a @ (b if word == "matmul" else b.T), words={"function": word})


@kind("batched matrix product", often=3)
def batch_matmul(draw):
    count, m, k, n = draw.int(1, 7), draw.size(), draw.channels(40), draw.size()
    word = draw.of(["matmul", "matmulTransposed"])
    other = (count, k, n) if word == "matmul" else (count, n, k)
    return Case(
        [draw.extreme((count, m, k)), draw.extreme(other)],
        lambda a, b: a @ (b if word == "matmul" else b.mT), words={"function": word})


@kind("reduction", often=4)
def reduction(draw):
    size = draw.shape()
    word = draw.of(["sum", "mean", "max", "min"])
    axes = [axis for axis in range(len(size)) if draw.chance(2)] or [draw.int(0, len(size) - 1)]
    keeps = draw.chance(2)
    functions = {"sum": torch.sum, "mean": torch.mean, "max": torch.amax, "min": torch.amin}
    x = draw.normal(size)
    if word in ("sum", "mean"):
        x = draw.extreme(size) + draw.of([0.0, 0.0, 1.0])
    return Case(
        [x.float()], lambda x: functions[word](x, axes, keepdim=keeps),
        {"axes": [axis - len(size) if draw.chance(3) else axis for axis in axes],
         "keeps": [int(keeps)]}, words={"function": word}, is_twice=word in ("sum", "mean"))


@kind("softmax", often=2)
def softmax(draw):
    word = draw.of(["softmax", "logSoftmax", "logSumExp"])
    functions = {
        "softmax": lambda x: x.softmax(-1), "logSoftmax": lambda x: x.log_softmax(-1),
        "logSumExp": lambda x: x.logsumexp(-1),
    }
    # Of distributions that are nearly one scalar the gradient is all cancellation.
    scale = draw.of([1, 1, 3, 1e-3, 30, 300, 1e6])
    x = draw.normal(draw.shape()) * scale
    if scale > 3:
        x = x.round()
    return Case([x], functions[word], words={"function": word}, has_gradient=scale <= 3)


@kind("concatenation", often=2)
def concatenation(draw):
    size, count = list(draw.shape(largest=500)), draw.int(1, 4)
    axis = draw.int(0, len(size) - 1)
    stacks = draw.chance(3)
    inputs = []
    for _ in range(count):
        if not stacks:
            size[axis] = draw.size()
        inputs.append(draw.extreme(tuple(size)))
    function = torch.stack if stacks else torch.cat
    return Case(
        inputs, lambda *all: function(list(all), axis), {"axis": [axis]},
        words={"function": "stacked" if stacks else "concatenated"})


@kind("slice", often=2)
def slices(draw):
    size = draw.shape()
    axis = draw.int(0, len(size) - 1)
    start = draw.int(0, size[axis] - 1)
    end = draw.int(start, size[axis])
    return Case(
        [draw.extreme(size)], lambda x: x.narrow(axis, start, end - start),
        {"axis": [axis], "range": [start, end]})


@kind("gathering", often=2)
def gather(draw):
    size = draw.shape()
    rows = draw.labels(draw.int(1, 12), size[0])
    return Case([draw.extreme(size)], lambda x: x[rows], {"rows": rows})


@kind("transposition", often=2)
def transposition(draw):
    size = draw.shape()
    order = [int(axis) for axis in draw.random.permutation(len(size))]
    return Case([draw.extreme(size)], lambda x: x.permute(order), {"order": order})


@kind("broadcast")
def broadcast(draw):
    size = draw.shape(largest=1500)
    source = tuple(axis if draw.chance(2) else 1 for axis in size)
    return Case([draw.extreme(source)], lambda x: x.expand(size), {"target": size})


@kind("largest scalars")
def top(draw):
    size = draw.shape()
    k = draw.int(0, size[-1])
    return Case([draw.normal(size)], lambda x: x.topk(k).values, {"k": [k]})


@kind("place of the largest")
def argmax(draw):
    size = draw.shape()
    axis = draw.int(0, len(size) - 1)
    return Case(
        [draw.normal(size)], lambda x: x.argmax(axis).double().flatten(), {"axis": [axis]},
        has_gradient=False, is_exact=True)


@kind("distances", often=3)
def distances(draw):
    word = draw.of(["pairwiseL1", "pairwiseSquaredL2", "pairwiseCosine"])
    m, n, k = draw.size(), draw.size(), draw.channels() + (word == "pairwiseCosine")
    inputs = [draw.normal((m, k)), draw.normal((n, k))]
    if word == "pairwiseCosine":
        return Case(
            inputs,
            lambda a, b: torch.nn.functional.normalize(a) @ torch.nn.functional.normalize(b).T,
            words={"function": word})
    if draw.chance(2):
        inputs.append(draw.normal((k,)))

    def function(a, b, weights=1):
        d = a[:, None] - b[None]
        return ((d.abs() if word == "pairwiseL1" else d.square()) * weights).sum(-1)

    return Case(inputs, function, words={"function": word})


@kind("linear algebra")
def algebra(draw):
    size, word = draw.int(1, 12), draw.of(["solving", "cholesky"])
    matrix = draw.normal((size, size)) * 0.2
    if word == "cholesky":
        definite = (matrix @ matrix.T + torch.eye(size)).float()
        # The gradient is that of the lower triangle, the only one that is read.
        return Case(
            [definite], lambda a: torch.linalg.cholesky(a.tril() + a.tril(-1).T),
            words={"function": word}, is_twice=False)
    return Case(
        [matrix + torch.eye(size) * 2, draw.normal((size, draw.int(1, 5)))],
        lambda a, b: torch.linalg.solve(a, b), words={"function": word})


SPECIAL = [
    float("nan"), float("inf"), float("-inf"), 0.0, -0.0, 1.0, -1.0, 3e38, -3e38, 1e-38, -1e-38, 90.0,
    -90.0, 20.0, -20.0,
]


@kind("infinities and NaN", often=2)
def special(draw):
    """In single precision, whose range is what overflows; without what PyTorch lets overflow in between."""
    size = draw.shape(least=2, largest=300)
    x = torch.tensor(draw.random.choice(SPECIAL, size), dtype=torch.float32)
    y = torch.tensor(draw.random.choice(SPECIAL, size), dtype=torch.float32)
    functions = {
        **{word: ANY[word] for word in ANY}, **POSITIVE, "plus": torch.add, "minus": torch.sub,
        "times": torch.mul, "over": torch.div, "maximum": torch.maximum,
        "minimum": torch.minimum, "max": lambda x: x.amax(-1), "min": lambda x: x.amin(-1),
        "relu": torch.relu, "relu6": torch.nn.functional.relu6,
        "clipped": lambda x: x.clamp(-2, 2), "softmax": lambda x: x.double().softmax(-1),
        "logSoftmax": lambda x: x.double().log_softmax(-1),
        "logSumExp": lambda x: x.double().logsumexp(-1), "leakyReLU": torch.nn.functional.leaky_relu,
        "elu": torch.nn.functional.elu, "hardSigmoid": torch.nn.functional.hardsigmoid,
        "less": torch.lt, "greaterOrEqual": torch.ge, "equal": torch.eq, "notEqual": torch.ne,
        "silu": torch.nn.functional.silu,
    }
    word = draw.of(list(functions))
    inputs = [x, y] if word in BINARY or word in COMPARISONS else [x]
    return Case(
        inputs, lambda *all: functions[word](*(x.float() for x in all)).double(),
        words={"function": word}, has_gradient=False, is_finite=False)
