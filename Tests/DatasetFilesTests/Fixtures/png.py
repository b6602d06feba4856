"""Prints the files in PNGFixtures.swift: one PNG of each kind, of 4x2 pixels, in base64.

Written after the PNG specification with zlib alone, so that neither libpng nor we judge ourselves.
"""

import base64
import struct
import zlib


def chunk(name, data):
    crc = zlib.crc32(name + data)
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", crc)


def png(depth, kind, rows, palette=b""):
    header = struct.pack(">IIBBBBB", 4, 2, depth, kind, 0, 0, 0)
    data = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + palette
        + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


def repeated(levels, times):
    return [level for level in levels for _ in range(times)]


levels = [0, 85, 170, 255]
opaque = [255, 255, 255, 0]
colors = [[9, 9, 9, 0] if alpha == 0 else [gray] * 3 + [alpha] for gray, alpha in zip(levels, opaque)]
files = {
    "gray, 1 bit": png(1, 0, [[0b01010000], [0b11000000]]),
    "gray, 2 bits": png(2, 0, [[0b00011011], [0b11100100]]),
    "gray, 4 bits": png(4, 0, [[0x05, 0xAF], [0xFA, 0x50]]),
    "gray, 8 bits": png(8, 0, [levels, levels[::-1]]),
    "gray, 16 bits": png(16, 0, [repeated(levels, 2), repeated(levels[::-1], 2)]),
    "RGB": png(8, 2, [repeated(levels, 3), repeated(levels[::-1], 3)]),
    "palette": png(
        2, 3, [[0b00011011], [0b11100100]], chunk(b"PLTE", bytes(repeated(levels, 3)))
    ),
    "gray, transparent": png(
        8, 4, [[0, 255, 85, 255, 170, 255, 9, 0], [9, 0, 170, 255, 85, 255, 0, 255]]
    ),
    "RGB, transparent": png(8, 6, [sum(colors, []), sum(colors[::-1], [])]),
}
for name, file in files.items():
    print(name, base64.b64encode(file).decode())
