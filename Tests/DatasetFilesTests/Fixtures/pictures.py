"""Makes the files in Pictures: small PNG and JPEG images, and what Pillow says that they show.

    pip install pillow==13.0.0 && python3 Tests/DatasetFilesTests/Fixtures/pictures.py

`name.pgm` is the gray of `name.jpg` or `name.png`, upright; `resized-<height>x<width>.pgm` is
`picture.pgm` at another size, by area where it shrinks and linearly where it grows.
"""

import math
import struct
from pathlib import Path

from PIL import Image, ImageOps

FOLDER = Path(__file__).resolve().parent / "Pictures"
WIDTH, HEIGHT = 23, 17


def gray(x, y):
    """Waves, and a dark corner that tells what is up and what is left."""
    wave = 140 + 60 * math.sin(x / 3) + 40 * math.cos(y / 4 + x / 9)
    return 20 if x < 7 and y < 5 else round(wave)


def color(x, y):
    return (60 + 7 * x, 200 - 6 * y, gray(x, y) // 2 + 60)


def picture(mode, pixel):
    image = Image.new(mode, (WIDTH, HEIGHT))
    image.putdata([pixel(x, y) for y in range(HEIGHT) for x in range(WIDTH)])
    return image


def save(image, name, **options):
    """The file and its gray, which is taken from the decoded colors."""
    image.save(FOLDER / name, **options)
    with Image.open(FOLDER / name) as decoded:
        ImageOps.exif_transpose(decoded).convert("L").save((FOLDER / name).with_suffix(".pgm"))


def exif(orientation, order):
    """An EXIF directory of two entries: the software's name, then the orientation."""
    tiff = struct.pack(order + "HIHHHI4s", 42, 8, 2, 305, 2, 4, b"us\0\0")
    tiff += struct.pack(order + "HHIHHI", 274, 3, 1, orientation, 0, 0)
    return b"Exif\0\0" + (b"II" if order == "<" else b"MM") + tiff


def along(image, axis, length):
    """One axis at another length. Pillow's box takes whole pixels, so they are cut up before."""

    def sized(image, length, method):
        size = (length, image.height) if axis == 0 else (image.width, length)
        return image.resize(size, method)

    if length > image.size[axis]:
        return sized(image, length, Image.Resampling.BILINEAR)
    parts = sized(image, image.size[axis] * length, Image.Resampling.NEAREST)
    return sized(parts, length, Image.Resampling.BOX)


def resized(image, height, width):
    values = along(along(image.convert("F"), 0, width), 1, height)
    return values.point(lambda value: value * 1 + 0.5).convert("L")


def main():
    FOLDER.mkdir(exist_ok=True)
    plain, colors = picture("L", gray), picture("RGB", color)
    save(plain, "gray.jpg", quality=90)
    save(colors, "colors-444.jpg", quality=90, subsampling="4:4:4")
    save(colors, "colors-420.jpg", quality=90, subsampling="4:2:0")
    save(colors, "progressive.jpg", quality=80, progressive=True)
    save(colors, "rgb.jpg", quality=95, keep_rgb=True)
    save(colors, "colors.png")
    save(colors.quantize(16), "palette.png")
    colors.convert("CMYK").save(FOLDER / "cmyk.jpg")
    for orientation in range(1, 9):
        order = "<" if orientation % 2 else ">"
        save(plain, f"orientation-{orientation}.jpg", quality=80, exif=exif(orientation, order))
    save(colors, "turned-colors.jpg", quality=90, exif=exif(6, "<"))
    plain.save(FOLDER / "picture.pgm")
    for height, width in [(8, 10), (40, 50), (5, 40), (40, 7), (17, 23)]:
        resized(plain, height, width).save(FOLDER / f"resized-{height}x{width}.pgm")


if __name__ == "__main__":
    main()
