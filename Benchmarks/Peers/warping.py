"""Random affine and elastic distortions of images, of the distribution that ours have."""

import math

import torch
from torch.nn import functional

# The smoothness of elastic distortions: the standard deviation of the Gaussian.
SMOOTHNESS = 0.14


def uniform(count, low, high, random):
    return low + (high - low) * torch.rand(count, generator=random)


def maps(count, random, rotation, shear, scale, shift):
    """Affine maps `[count, 2, 3]` from target to source, in halves of the image's size.

    Points are scaled, then sheared, then rotated, then shifted; here that is undone.
    """
    angle = uniform(count, -rotation, rotation, random) * math.pi / 180
    shear_x, shear_y = (uniform(count, -shear, shear, random) for _ in range(2))
    scale_x, scale_y = (uniform(count, *scale, random) for _ in range(2))
    moved = 2 * torch.stack([uniform(count, -shift, shift, random) for _ in range(2)], 1)
    cosine, sine = angle.cos(), angle.sin()
    forward = torch.stack([
        (cosine + sine * shear_y) * scale_x, (cosine * shear_x + sine) * scale_y,
        (-sine + cosine * shear_y) * scale_x, (-sine * shear_x + cosine) * scale_y,
    ], 1).view(count, 2, 2)
    back = torch.linalg.inv(forward)
    return torch.cat([back, -back @ moved[:, :, None]], 2)


def splines(samples):
    """The weights `[samples, points]` of a cubic B-spline's numbers at samples over the image."""
    spacing = SMOOTHNESS * math.sqrt(3)
    points = int(1 / spacing) + 4
    place = (torch.arange(samples) + 0.5) / (samples * spacing)
    space = place.long().clamp(max=points - 4)
    t = place - space
    weights = torch.zeros(samples, points)
    cubics = [
        (1 - t) ** 3, 3 * t ** 3 - 6 * t ** 2 + 4, -3 * t ** 3 + 3 * t ** 2 + 3 * t + 1, t ** 3]
    for offset, cubic in enumerate(cubics):
        weights[torch.arange(samples), space + offset] = cubic / 6
    return weights


def fields(count, samples, amplitude, random):
    """Smooth displacements `[count, samples, samples, 2]`, in halves of the image's size."""
    weights = splines(samples)
    points = weights.shape[1]
    amplitude = uniform(count, 0, amplitude, random) / (151 / 315)
    # Three uniform numbers of mean 0 and together of variance 1.
    spread = 2 * torch.rand(count, 2, points, points, 3, generator=random).sum(-1) - 3
    bent = weights @ (spread * amplitude[:, None, None, None]) @ weights.T
    return 2 * bent.permute(0, 2, 3, 1)


def warped(images, affine, size, elastic=None):
    """The images through their maps, and bent if there is `elastic`, to `size`; 0 comes in.

    `elastic` is the largest amplitude and where the fields are drawn from.
    A pixel is the mean of several samples where the image shrinks.
    """
    taps = max(1, (images.shape[2] + size // 2) // size)
    count = images.shape[0]
    grid = functional.affine_grid(affine, [count, 1, size * taps, size * taps], align_corners=False)
    if elastic:
        grid = grid + fields(count, size * taps, *elastic)
    sampled = functional.grid_sample(images, grid, padding_mode="zeros", align_corners=False)
    return functional.avg_pool2d(sampled, taps) if taps > 1 else sampled
