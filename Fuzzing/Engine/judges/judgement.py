"""What PyTorch says about a case, in double precision, and how exact anybody can be about it."""

import numpy as np
import torch

STEP = 2.0**-20
STEPS = 3
SHARE = 16
"""Which part of the largest error of single precision is added to a unit; of 64 units, four such errors."""


def judge(case, draw):
    """The tensors of a case by name: inputs `in0` …, the output `out`, a `seed` for the gradient of
    Σ seed · out, the gradients `grad0` … of the inputs, and now and then `probe0` … for the gradients
    `twice0` … of Σ probe · gradient; what 2⁻²⁴ is the relative
    error of is under `….unit`, see `units`.

    None if the case has no finite answer.
    """
    tensors = {f"in{place}": tensor for place, tensor in enumerate(case.inputs)}
    inputs = [tensor.double() for tensor in case.inputs]
    seed = None
    if case.has_gradient:
        with torch.no_grad():
            shape = case.function(*inputs).shape
        seed = draw.extreme(tuple(shape)) if not case.is_exact else draw.normal(tuple(shape))
        tensors["seed"] = seed
        seed = seed.double()
    probes = None
    if case.has_gradient and case.is_twice and draw.chance(3):
        probes = [draw.normal(tuple(value.shape)) for value in inputs]
        tensors.update({f"probe{place}": probe for place, probe in enumerate(probes)})
        probes = [probe.double() for probe in probes]
    expected = results(case, inputs, seed, probes)
    if case.is_finite and not all(is_judged(value) for value in expected.values()):
        return None
    tensors.update({name: value.float() for name, value in expected.items()})
    if not case.is_exact:
        for name, unit in units(case, inputs, seed, probes, expected, draw).items():
            tensors[name + ".unit"] = unit.float()
    return tensors


def units(case, inputs, seed, probes, expected, draw):
    """For each scalar, how large what goes into it is: the scalar itself; what relative errors of 1 in all
    operands, each of a sign of its own, would make of it, there and in the mean of all; and, for what is lost
    in between, a part of how far off PyTorch is at most in single precision."""
    if not case.is_finite:
        return {name: value.abs().nan_to_num(0, 0, 0) for name, value in expected.items()}
    found = {name: torch.zeros_like(value) for name, value in expected.items()}
    for _ in range(STEPS):
        moved = results(
            case, [moved_input(value, draw) for value in inputs],
            None if seed is None else moved_input(seed, draw), probes)
        for name, value in expected.items():
            found[name] = torch.maximum(found[name], (moved[name] - value).abs() / STEP)
    singles = results(
        case, [value.float() for value in inputs], None if seed is None else seed.float(),
        None if probes is None else [probe.float() for probe in probes])
    for name, unit in found.items():
        if unit.numel() > 0:
            error = (singles[name].double() - expected[name]).abs().max().nan_to_num(0, 0, 0)
            found[name] = (
                unit + unit.square().mean().sqrt() + expected[name].abs() + error * 2**24 / SHARE)
    return found


def results(case, inputs, seed, probes):
    """The output, gradients if there is a seed, and second ones if there are probes."""
    if seed is None:
        with torch.no_grad():
            return {"out": case.function(*inputs)}
    inputs = [value.clone().requires_grad_() for value in inputs]
    output = case.function(*inputs)
    found = {"out": output.detach()}
    gradients = slopes((output * seed).sum(), inputs, probes is not None)
    for place, gradient in enumerate(gradients):
        found[f"grad{place}"] = gradient.detach()
    if probes is not None:
        product = sum((probe * gradient).sum() for probe, gradient in zip(probes, gradients))
        for place, gradient in enumerate(slopes(product, inputs, False)):
            found[f"twice{place}"] = gradient.detach()
    return found


def slopes(scalar, inputs, keeps_graph):
    """The gradients, zeros where the scalar does not depend on an input."""
    if not scalar.requires_grad:
        return [torch.zeros_like(value) for value in inputs]
    return torch.autograd.grad(
        scalar, inputs, create_graph=keeps_graph, retain_graph=True, materialize_grads=True)


def moved_input(value, draw):
    """Each scalar by a part of `STEP` larger or smaller."""
    signs = draw.random.choice([-1.0, 1.0], tuple(value.shape))
    return value * (1 + STEP * torch.from_numpy(np.asarray(signs)))


def is_judged(value):
    """Whether all scalars are finite in single precision, with room for what they are made of."""
    return value.numel() == 0 or bool((value.abs() < 1e30).all())
