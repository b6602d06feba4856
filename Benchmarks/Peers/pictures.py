#!/usr/bin/env python3
"""Makes a folder of 5,000 JPEGs of 500×375 in 20 classes: smooth noise, some grain, sharp shapes.

    pictures.py FOLDER
"""

import sys
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

WIDTH, HEIGHT, COUNT, CLASSES = 500, 375, 5000, 20


def noise(random, width, height):
    """Random colors at so many places, and smooth ones between them."""
    bytes_ = random.integers(0, 256, (height, width, 3), dtype=np.uint8)
    return np.float32(Image.fromarray(bytes_).resize((WIDTH, HEIGHT), Image.Resampling.BICUBIC))


def picture(random):
    field = 0.55 * noise(random, 5, 4) + 0.3 * noise(random, 20, 15) + 0.15 * noise(random, 90, 68)
    field = (field - field.mean()) * 1.6 + field.mean() + random.normal(0, 4, (HEIGHT, WIDTH, 1))
    image = Image.fromarray(np.clip(field, 0, 255).astype(np.uint8))
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = int(random.integers(0, WIDTH)), int(random.integers(0, HEIGHT))
        color = tuple(map(int, random.integers(0, 256, 3)))
        size, kind = int(random.integers(8, 70)), random.integers(0, 3)
        if kind == 0:
            draw.ellipse((x - size, y - size // 2, x + size, y + size // 2), fill=color)
        elif kind == 1:
            draw.rectangle((x - size, y - size, x + size // 2, y + size // 3), fill=color)
        else:
            end = (int(random.integers(0, WIDTH)), int(random.integers(0, HEIGHT)))
            draw.line(((x, y), end), fill=color, width=1 + size // 14)
    return image


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    random = np.random.default_rng(1)
    for index in range(COUNT):
        folder = Path(sys.argv[1]) / f"class{index % CLASSES:02d}"
        folder.mkdir(parents=True, exist_ok=True)
        picture(random).save(folder / f"{index:04d}.jpg", quality=90, subsampling="4:2:0")


if __name__ == "__main__":
    main()
