"""8-bit RGBA pictures as PNG, in plain Python: as much of the format as rsvg-convert writes."""

import struct
import zlib

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = 4


def decode(data):
    """Width, height and RGBA bytes of a PNG of 8 bits, in color and without interlacing."""
    if data[:8] != SIGNATURE:
        raise ValueError("found no PNG")
    position, compressed, header = 8, [], None
    while position + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[position:position + 8])
        body = data[position + 8:position + 8 + length]
        position += length + 12
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"IDAT":
            compressed.append(body)
    channels = {2: 3, 6: 4}.get(header[3]) if header else None
    if channels is None or (header[2], header[6]) != (8, 0):
        raise ValueError(f"found a PNG of header {header}, expected 8 bits of RGB or RGBA")
    width, height = header[:2]
    pixels = unfiltered(zlib.decompress(b"".join(compressed)), width * channels, height, channels)
    return width, height, pixels if channels == CHANNELS else opaque(pixels)


def opaque(pixels):
    """RGBA of RGB."""
    result = bytearray(b"\xff" * (len(pixels) // 3 * CHANNELS))
    for channel in range(3):
        result[channel::CHANNELS] = pixels[channel::3]
    return bytes(result)


def unfiltered(data, stride, height, channels):
    """The rows of a PNG without their filters; the left neighbor lies `channels` bytes back."""
    above, pixels = bytearray(stride), []
    for y in range(height):
        start = y * (stride + 1)
        row = bytearray(data[start + 1:start + 1 + stride])
        UNFILTERS[data[start]](row, above, channels)
        pixels.append(row)
        above = row
    return b"".join(pixels)


def none(row, above, channels):
    pass


def sub(row, above, channels):
    for i in range(channels, len(row)):
        row[i] = (row[i] + row[i - channels]) & 255


def up(row, above, channels):
    row[:] = bytes((x + b) & 255 for x, b in zip(row, above))


def average(row, above, channels):
    for i in range(len(row)):
        left = row[i - channels] if i >= channels else 0
        row[i] = (row[i] + (left + above[i]) // 2) & 255


def paeth(row, above, channels):
    for i in range(len(row)):
        a, c = (row[i - channels], above[i - channels]) if i >= channels else (0, 0)
        b = above[i]
        p = a + b - c
        to_a, to_b, to_c = abs(p - a), abs(p - b), abs(p - c)
        nearest = a if to_a <= to_b and to_a <= to_c else b if to_b <= to_c else c
        row[i] = (row[i] + nearest) & 255


UNFILTERS = [none, sub, up, average, paeth]


def encode(width, height, pixels):
    """A PNG of RGBA bytes, always the same for the same ones."""
    stride = width * CHANNELS
    rows = b"".join(b"\0" + pixels[y * stride:(y + 1) * stride] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)
    return SIGNATURE + b"".join(
        chunk(kind, body)
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 9)), (b"IEND", b"")))


def chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def centered(width, height, pixels, size):
    """The picture in the middle of a transparent square."""
    result = bytearray(size * size * CHANNELS)
    top, left, stride = (size - height) // 2, (size - width) // 2, width * CHANNELS
    for y in range(height):
        start = ((top + y) * size + left) * CHANNELS
        result[start:start + stride] = pixels[y * stride:(y + 1) * stride]
    return bytes(result)
