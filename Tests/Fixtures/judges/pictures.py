"""What distortions make of pictures, by torchvision: colors, blur, flips, crops and affine maps.

A case holds a picture `x`, `[1, height, width, channels]`, and for each of its settings, 0, 1, 2, …, a
picture `output.<number>`; the setting of that number stands in the metadata, as numbers.
"""

import math

import numpy as np
import torch
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional as F

from . import store


def picture(height, width, channels=3):
    """Waves, noise and, where there are colors, pure ones and grays, in bytes of a file."""
    generator = store.random("picture")
    rows, columns = np.mgrid[:height, :width]
    waves = [np.sin(rows / (2 + c) + c) + np.cos(columns / (3 - c / 2)) for c in range(channels)]
    noise = generator.normal(0, 25, (height, width, channels))
    bytes_ = np.clip(np.stack(waves, -1) * 60 + 128 + noise, 0, 255).round()
    if channels == 3:
        pure = [(r, g, b) for r in (0, 255) for g in (0, 255) for b in (0, 255)]
        bytes_[0, :8] = pure
        bytes_[1, :3] = [(77, 77, 77), (200, 200, 13), (13, 200, 200)]
    return store.single(bytes_ / 255)


def planes(x):
    return torch.tensor(x).permute(2, 0, 1)


def save(case, x, settings, function):
    """One output for each of the settings, which are tuples of numbers."""
    outputs, texts = {}, {}
    for number, setting in enumerate(settings):
        output = function(planes(x), *setting)
        outputs[f"output.{number}"] = output.permute(1, 2, 0).numpy()[None]
        texts[f"setting.{number}"] = " ".join(f"{value:.9g}" for value in setting)
    store.save(case, {"x": x[None], **outputs}, count=len(settings), **texts)


def around(x, mode, color):
    """The picture with 40 pixels around it, so that no map below leads beyond them."""
    if mode == "color":
        value = torch.tensor(color, dtype=x.dtype)[:, None, None]
        result = value.expand(-1, x.shape[1] + 80, x.shape[2] + 80).clone()
        result[:, 40:-40, 40:-40] = x
        return result
    return torch.tensor(np.pad(x.numpy(), ((0, 0), (40, 40), (40, 40)), mode=mode))


def inverse_map(angle, shift_x, shift_y, scale, shear_x, shear_y):
    """From the result to the picture, both with their origin in the middle: xx, xy, x, yx, yy, y."""
    from torchvision.transforms.functional import _get_inverse_affine_matrix

    return _get_inverse_affine_matrix(
        [0, 0], angle, [shift_x, shift_y], scale, [shear_x, shear_y])


def affine(mode, color=(0, 0, 0)):
    """`affine` of torchvision with what surrounds the picture already around it."""
    maps = [(20, 0, 0, 1, 0, 0), (-75, 3.25, -2.5, 0.7, 10, -5), (0, 6.5, -4, 1.4, 0, 12)]
    x = picture(12, 10)
    outputs, texts = {}, {}
    for number, (angle, shift_x, shift_y, scale, *shear) in enumerate(maps):
        output = F.affine(
            around(planes(x), mode, color), angle, [shift_x, shift_y], scale, shear,
            interpolation=InterpolationMode.BILINEAR)[:, 40:-40, 40:-40]
        outputs[f"output.{number}"] = output.permute(1, 2, 0).numpy()[None]
        inverse = inverse_map(angle, shift_x, shift_y, scale, *shear)
        texts[f"setting.{number}"] = " ".join(f"{value:.9g}" for value in inverse)
    store.save(f"affine-{mode}", {"x": x[None], **outputs}, count=len(maps), **texts)


def crops():
    """`resized_crop`: enlarged, where it goes on as in the picture, and made smaller."""
    x = picture(12, 10)

    def enlarged(x, top, left, height, width):
        """Twice as large; one more pixel on each side, so that the border is no border."""
        size = [2 * height + 4, 2 * width + 4]
        larger = F.resized_crop(
            x, int(top) - 1, int(left) - 1, int(height) + 2, int(width) + 2, [int(s) for s in size])
        return larger[:, 2:-2, 2:-2]

    save("crop-enlarged", x, [(2, 1, 6, 5), (3, 4, 6, 5)], enlarged)
    save("crop-whole", x, [(0, 0, 12, 10)], lambda x, *_: F.resize(x, [24, 25]))
    save("crop-same", x, [(4, 3, 6, 5)], lambda x, *_: F.resized_crop(x, 4, 3, 6, 5, [6, 5]))
    save(
        "crop-reduced", picture(30, 27), [(0, 0, 30, 27), (2, 1, 24, 20), (5, 3, 16, 15)],
        lambda x, *box: F.resized_crop(x, *[int(b) for b in box], [10, 9], antialias=True))


def erase(x, top, left, height, width):
    """Covered by the mean of each channel."""
    value = x.mean((1, 2), keepdim=True)
    return F.erase(x, int(top), int(left), int(height), int(width), value)


def make():
    color, gray = picture(12, 10), picture(12, 10, channels=1)
    factors = [(0.,), (0.35,), (1.9,)]
    save("brightness", color, factors, F.adjust_brightness)
    save("contrast", color, factors, F.adjust_contrast)
    save("saturation", color, factors, F.adjust_saturation)
    save("hue", color, [(-0.5,), (-0.23,), (0.1,), (1 / 3,)], F.adjust_hue)
    save("brightness-gray", gray, factors[1:], F.adjust_brightness)
    save("contrast-gray", gray, factors[1:], F.adjust_contrast)
    save("gray", color, [()], lambda x: F.rgb_to_grayscale(x, num_output_channels=3))
    save(
        "blur", color, [(0.1,), (0.8,), (1.5,)],
        lambda x, sigma: F.gaussian_blur(x, [2 * math.ceil(3 * sigma) + 1] * 2, [sigma] * 2))
    save("erasing-zero", color, [(2, 3, 5, 4)], lambda x, *b: F.erase(x, *b, torch.zeros(3, 1, 1)))
    save("erasing-mean", color, [(0, 6, 12, 4), (7, 1, 1, 1)], erase)
    save("flip-horizontal", color, [()], F.horizontal_flip)
    save("flip-vertical", color, [()], F.vertical_flip)
    affine("color", (200 / 255, 100 / 255, 50 / 255))
    affine("edge")
    affine("reflect")
    crops()
