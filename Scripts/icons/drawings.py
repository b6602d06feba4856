"""What the pictures of the themes look like: rendered by rsvg-convert, and compared."""

import base64
import hashlib
import struct
import subprocess
from typing import NamedTuple

import png

# Cells along a side by which drawings are compared: fine enough for what differs between designs,
# coarse enough to forget how edges were smoothed.
CELLS = 24
# The mean absolute difference, of 255, below which two drawings are one design.
NEAR = 6.0
# The mean absolute difference of the visible pixels from their mean color, of 255, below which a
# drawing is of one color.
ONE_COLOR = 8.0


class Drawing(NamedTuple):
    """A rendered picture: PNG, digest of the pixels, cells on white, whether it has colors."""

    png: bytes
    digest: str
    cells: bytes
    has_colors: bool


def render(job):
    """The drawing of a file, or the reason why there is none; `job` is a path and a size."""
    path, size = job
    is_raster = path.endswith(".png")
    command = ["rsvg-convert", "--keep-aspect-ratio", f"--width={size}", f"--height={size}"]
    try:
        done = subprocess.run(
            command if is_raster else [*command, path], timeout=30, capture_output=True,
            input=wrapped(path) if is_raster else b"")
        if done.returncode != 0:
            return f"{path}: {done.stderr.decode(errors='replace').strip()}"
        width, height, pixels = png.decode(done.stdout)
    except (subprocess.TimeoutExpired, ValueError, OSError) as error:
        return f"{path}: {error}"
    if not (0 < width <= size and 0 < height <= size):
        return f"{path}: rendered to {width}x{height}"
    pixels = png.centered(width, height, pixels, size)
    return Drawing(
        png.encode(size, size, pixels), hashlib.sha256(pixels).hexdigest(), cells(pixels, size),
        has_colors(pixels))


def wrapped(path):
    """A raster as an SVG, so that one program scales everything."""
    with open(path, "rb") as file:
        data = file.read()
    if data[:8] != png.SIGNATURE:
        raise ValueError("found no PNG")
    width, height = struct.unpack(">II", data[16:24])
    image = base64.b64encode(data).decode()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"><image width="{width}" '
        f'height="{height}" xlink:href="data:image/png;base64,{image}"/></svg>').encode()


def cells(pixels, size):
    """RGB of CELLS x CELLS cells on white, each the mean of its pixels."""
    edges = [i * size // CELLS for i in range(CELLS + 1)]
    alphas = pixels[3::4]
    result = bytearray()
    planes = [
        [(c * a + 255 * (255 - a)) // 255 for c, a in zip(pixels[k::4], alphas)] for k in range(3)]
    for top, bottom in zip(edges, edges[1:]):
        for left, right in zip(edges, edges[1:]):
            count = (bottom - top) * (right - left)
            for plane in planes:
                total = sum(
                    sum(plane[y * size + left:y * size + right]) for y in range(top, bottom))
                result.append(total // count)
    return bytes(result)


def has_colors(pixels):
    """Whether the pixels that can be seen are of more than one color."""
    visible = [i for i in range(0, len(pixels), 4) if pixels[i + 3] >= 128]
    if not visible:
        return False
    difference = 0
    for channel in range(3):
        values = [pixels[i + channel] for i in visible]
        mean = sum(values) / len(values)
        difference += sum(abs(value - mean) for value in values) / len(values)
    return difference / 3 >= ONE_COLOR


def is_near(a, b):
    """Whether two drawings are one design, perhaps moved by a cell."""
    plain = difference(a.cells, b.cells)
    if plain >= 5 * NEAR:
        return False
    return plain < NEAR or any(
        difference(moved, b.cells) < NEAR for moved in moved_by_a_cell(a.cells))


def difference(a, b):
    """The mean absolute difference of two drawings' cells, of 255."""
    return sum(abs(x - y) for x, y in zip(a, b)) / len(a)


def moved_by_a_cell(drawing):
    """The drawing's cells moved to each of the eight neighbors; white comes in."""
    stride = 3 * CELLS
    for right in (-3, 0, 3):
        rows = [drawing[i:i + stride] for i in range(0, len(drawing), stride)]
        white = b"\xff" * abs(right)
        if right > 0:
            rows = [white + row[:-right] for row in rows]
        elif right < 0:
            rows = [row[-right:] + white for row in rows]
        empty = b"\xff" * stride
        yield b"".join([empty, *rows[:-1]])
        yield b"".join([*rows[1:], empty])
        if right:
            yield b"".join(rows)
