"""Pictures brought to a size: by Pillow on bytes, by torchvision on scalars with antialiasing.

Pictures are smooth with some noise, so that a shift by a part of a pixel shows. torchvision rounds the
longer side of a resized picture and the crop's corner in a way of its own, which is judged too.
"""

import numpy as np
import torch
from PIL import Image
from torchvision.transforms import v2
from torchvision.transforms.v2 import functional

from . import store

FILTERS = {
    "bilinear": (Image.Resampling.BILINEAR, v2.InterpolationMode.BILINEAR),
    "bicubic": (Image.Resampling.BICUBIC, v2.InterpolationMode.BICUBIC),
}


def make():
    sizes = [((19, 27), (8, 8)), ((27, 19), (8, 12)), ((9, 7), (16, 16)), ((12, 12), (12, 12))]
    for channels in [1, 3]:
        for name in FILTERS:
            for source, target in sizes:
                stretched(source, target, channels, name)
    for source, side, target in [
        ((19, 27), 10, (8, 8)), ((27, 19), 9, (8, 8)), ((20, 37), 8, (8, 8)),
        ((11, 8), 20, (20, 17)),
    ]:
        cropped(source, side, target, "bilinear")
    normalized()


def picture(height, width, channels):
    generator = store.random(f"{height}x{width}x{channels}")
    y, x = np.mgrid[0:height, 0:width].astype(np.float64)
    planes = []
    for channel in range(channels):
        wave = np.sin(x / (3 + channel) + channel) * np.cos(y / 4 - channel)
        planes.append(128 + 90 * wave + generator.normal(0, 25, size=(height, width)))
    return np.clip(np.stack(planes, -1), 0, 255).round().astype(np.uint8)


def stretched(source, target, channels, name):
    pixels = picture(*source, channels)
    pillow, mode = FILTERS[name]
    image = Image.fromarray(pixels if channels == 3 else pixels[:, :, 0])
    resized = np.asarray(image.resize(target[::-1], pillow)).reshape(*target, channels)
    scalars = functional.resize(planes(pixels), list(target), mode, antialias=True)
    case = f"stretched-{name}-{channels}-{source[0]}x{source[1]}-to-{target[0]}x{target[1]}"
    save(case, pixels, resized, scalars, target, interpolation=name)


def cropped(source, side, target, name):
    pixels = picture(*source, 3)
    pillow, mode = FILTERS[name]
    transform = v2.Compose([v2.Resize(side, mode, antialias=True), v2.CenterCrop(target)])
    resized = np.asarray(transform(Image.fromarray(pixels)))
    case = f"cropped-{name}-{source[0]}x{source[1]}-{side}-to-{target[0]}x{target[1]}"
    save(case, pixels, resized, transform(planes(pixels)), target, interpolation=name, side=side)


def save(case, pixels, resized, scalars, target, **settings):
    # torchvision clamps what a cubic makes of bytes, but not of scalars.
    scalars = scalars.clamp(0, 255).permute(1, 2, 0).numpy()
    store.save(
        case, {"picture": pixels, "pillow": resized, "torchvision": scalars}, height=target[0],
        width=target[1], **settings)


def planes(pixels):
    return torch.tensor(pixels, dtype=torch.float32).permute(2, 0, 1)


def normalized():
    pixels = picture(4, 5, 3)
    transform = v2.Compose([
        v2.ToImage(), v2.ToDtype(torch.float32, scale=True),
        v2.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ])
    scalars = transform(pixels).permute(1, 2, 0).numpy()
    store.save("imageNet", {"picture": pixels, "torchvision": scalars})
