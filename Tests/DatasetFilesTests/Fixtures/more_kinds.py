"""The kinds of kinds.py without a chunk of their own there: GIF, BMP, PBM to PPM, and TIFF."""

import random
import struct

from kinds import (
    HEIGHT, WIDTH, alpha, blue, exif, green, palette, picture, pixels, red, saved, scaled)
from PIL import Image

PLACES = [(x, y) for y in range(HEIGHT) for x in range(WIDTH)]


def indexed(count=16):
    image = Image.new("P", (WIDTH, HEIGHT))
    image.putpalette(palette(count))
    image.putdata([(x + 3 * y) % count for x, y in PLACES])
    return image


# GIF


def moved(file, screen, place):
    """The first image at another place of a canvas of another size."""
    file = bytearray(file)
    file[6:10] = struct.pack("<HH", *screen)
    image = file.index(b"\x2c", 13 + 3 * (2 << (file[10] & 7)))
    file[image + 1:image + 5] = struct.pack("<HH", *place)
    return bytes(file)


def gif_local(file):
    """The palette with the image instead of the whole file."""
    size = 3 * (2 << (file[10] & 7))
    colors, flags = file[13:13 + size], file[10]
    image = file.index(b"\x2c", 13 + size)
    head = file[:10] + bytes([flags & 0x70]) + file[11:13] + file[13 + size:image + 9]
    return head + bytes([0x80 | flags & 7 | file[image + 9] & 0x40]) + colors + file[image + 10:]


def gif_kinds(add):
    plain = saved(indexed(), "GIF", interlace=0)
    transparent = saved(indexed(), "GIF", transparency=5, interlace=0)
    add("plain.gif", plain)
    add("interlaced.gif", saved(indexed(), "GIF", interlace=1))
    add("transparent.gif", transparent)
    add("transparent-interlaced.gif", saved(indexed(), "GIF", transparency=5, interlace=1))
    add("two.gif", saved(indexed(2), "GIF"))
    add("gray.gif", saved(picture("L"), "GIF"))
    add("local.gif", gif_local(plain))
    add("local-interlaced.gif", gif_local(saved(indexed(), "GIF", interlace=1)))
    add("part.gif", moved(plain, (11, 9), (2, 1)))
    add("part-transparent.gif", moved(transparent, (11, 9), (2, 1)))
    add("beyond.gif", moved(plain, (5, 4), (1, 2)))
    add("comment.gif", saved(indexed(), "GIF", comment=b"c" * 300))
    flipped = indexed().transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    add("animated.gif", saved(indexed(), "GIF", save_all=True, append_images=[flipped]))
    add("unended.gif", plain[:-1])
    numbers = random.Random(3)
    # More codes than the table of 12 bits holds.
    noise = Image.new("L", (72, 64))
    noise.putdata([numbers.randrange(256) for _ in range(72 * 64)])
    add("noise.gif", saved(noise, "GIF"))


# BMP


def bmp(bits, rows, compression=0, colors=b"", header=40, masks=b"", top_down=False, count=0):
    """`rows` from the top, without what fills them up to four bytes; or one string of runs."""
    if isinstance(rows, bytes):
        data = rows
    else:
        data = b"".join(row + b"\0" * (-len(row) % 4) for row in (rows if top_down else rows[::-1]))
    if header == 12:
        info = struct.pack("<IHHHH", 12, WIDTH, HEIGHT, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, WIDTH, -HEIGHT if top_down else HEIGHT, 1, bits,
                           compression, len(data), 0, 0, count, 0)
        info = (info + masks).ljust(header, b"\0")
    offset = 14 + len(info) + len(colors)
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + colors + data


def quads(count):
    """A palette as BMP stores it."""
    colors = palette(count)
    return b"".join(colors[i:i + 3][::-1] + b"\0" for i in range(0, 3 * count, 3))


def fields(*forms):
    """A number of the parts of each pixel, each `(value, shift, bits)`."""
    def row(y, size):
        return b"".join(
            sum(scaled(f(x, y), b) << s for f, s, b in forms).to_bytes(size, "little")
            for x in range(WIDTH))

    return row


def bmp_kinds(add):
    add("1.bmp", saved(picture("1"), "BMP"))
    add("8-gray.bmp", saved(picture("L"), "BMP"))
    add("8.bmp", saved(indexed(), "BMP"))
    add("24.bmp", saved(picture(), "BMP"))
    add("32.dib", saved(picture("RGBA"), "BMP"))
    nibbles = [bytes(((2 * x + y) % 16) << 4 | (2 * x + 1 + y) % 16 for x in range(WIDTH // 2))
               for y in range(HEIGHT)]
    add("4.bmp", bmp(4, nibbles, colors=quads(16)))
    add("4-few.bmp", bmp(4, nibbles, colors=quads(9), count=9))
    add("1-colors.bmp", bmp(1, [bytes([0x5A ^ y]) for y in range(HEIGHT)], colors=quads(2)))
    indices = [bytes((5 * x + y) % 16 for x in range(WIDTH)) for y in range(HEIGHT)]
    add("8-top-down.bmp", bmp(8, indices, colors=quads(16), count=16, top_down=True))
    old = palette(256)
    old = b"".join(old[i:i + 3][::-1] for i in range(0, 768, 3))
    add("8-os2.bmp", bmp(8, indices, colors=old, header=12))
    triples = [bytes(v for x in range(WIDTH) for v in (blue(x, y), green(x, y), red(x, y)))
               for y in range(HEIGHT)]
    add("24-os2.bmp", bmp(24, triples, header=12))
    add("24-top-down.bmp", bmp(24, triples, top_down=True, header=124))
    five = fields((red, 10, 5), (green, 5, 5), (blue, 0, 5))
    six = fields((red, 11, 5), (green, 5, 6), (blue, 0, 5))
    add("16.bmp", bmp(16, [five(y, 2) for y in range(HEIGHT)]))
    add("16-555.bmp", bmp(16, [five(y, 2) for y in range(HEIGHT)], 3,
                          struct.pack("<3I", 0x7C00, 0x3E0, 0x1F)))
    add("16-565.bmp", bmp(16, [six(y, 2) for y in range(HEIGHT)], 3, header=56,
                          masks=struct.pack("<4I", 0xF800, 0x7E0, 0x1F, 0)))
    bgrx = fields((red, 16, 8), (green, 8, 8), (blue, 0, 8), (alpha, 24, 8))
    add("32-unused.bmp", bmp(32, [bgrx(y, 4) for y in range(HEIGHT)]))
    add("32-alpha.bmp", bmp(32, [bgrx(y, 4) for y in range(HEIGHT)], 3, header=108,
                            masks=struct.pack("<4I", 0xFF0000, 0xFF00, 0xFF, 0xFF000000)))
    rgba = fields((red, 0, 8), (green, 8, 8), (blue, 16, 8), (alpha, 24, 8))
    add("32-rgba.bmp", bmp(32, [rgba(y, 4) for y in range(HEIGHT)], 3, header=124,
                           masks=struct.pack("<4I", 0xFF, 0xFF00, 0xFF0000, 0xFF000000)))
    # Runs, single values, a jump and rows that end early.
    runs = (b"\x05\x03\0\x03\1\2\7\0\0\0" + b"\x08\x0a\0\0" + b"\0\2\3\1\2\6\0\0"
            + b"\4\1\0\4\1\2\3\4\0\0" + b"\x08\5\0\1")
    add("8-runs.bmp", bmp(8, runs, 1, colors=quads(256)))
    halves = (b"\x05\x3c\0\x03\x12\x70\0\0" + b"\x08\xab\0\0" + b"\0\2\2\1\3\x6d\0\0"
              + b"\4\x12\0\4\x12\x34\0\0" + b"\x08\x55\0\1")
    add("4-runs.bmp", bmp(4, halves, 2, colors=quads(16)))


# PBM, PGM and PPM


def pnm_kinds(add):
    size = f"{WIDTH} {HEIGHT}\n"
    bits = [[(x * y + x) % 2 for x in range(WIDTH)] for y in range(HEIGHT)]
    add("plain.pbm", f"P1\n# a comment\n{size}".encode()
        + b"\n".join(" ".join(map(str, row)).encode() for row in bits) + b"\n")
    add("dense.pbm", f"P1 {size}".encode() + b"".join(b"%d" % v for row in bits for v in row))
    add("bytes.pbm", f"P4 {size}".encode()
        + bytes(sum(v << 7 - i for i, v in enumerate(row)) for row in bits))
    gray, colors = [blue(*p) for p in PLACES], [f(*p) for p in PLACES for f in (red, green, blue)]
    for largest in [1, 7, 100, 255, 1000, 65535]:
        form = "B" if largest < 256 else "H"
        for kind, values in [(2, gray), (3, colors)]:
            values = [v * largest // 255 for v in values]
            ending = "pgm" if kind == 2 else "ppm"
            judged = None
            if kind == 2 and largest > 255:
                judged = Image.new("L", (WIDTH, HEIGHT))
                judged.putdata([round(v / largest * 255) for v in values])
            head = f"P{kind} # one\n#two\n{size}{largest}\n"
            add(f"plain-{largest}.{ending}",
                head.encode() + b"  ".join(b"%d" % v for v in values), judged)
            add(f"bytes-{largest}.{ending}", f"P{kind + 3}\n{size}{largest}\n".encode()
                + struct.pack(f">{len(values)}{form}", *values), judged)
    over = bytes(range(0, 48 * 4, 4))
    add("beyond.pnm", f"P5 {size}100 ".encode() + over)


# TIFF


def tiff_kinds(add):
    for name, compression in [("plain", None), ("lzw", "tiff_lzw"), ("deflate", "tiff_deflate"),
                              ("packbits", "packbits")]:
        for mode in ["L", "RGB", "RGBA", "LA"]:
            add(f"{name}-{mode}.tiff", saved(picture(mode), "TIFF", compression=compression))
    add("palette.tif", saved(indexed(), "TIFF"))
    add("bits.tif", saved(picture("1"), "TIFF"))
    add("fax.tif", saved(picture("1"), "TIFF", compression="group4"))
    add("cmyk.tif", saved(picture("CMYK"), "TIFF"))
    add("jpeg.tif", saved(picture(), "TIFF", compression="jpeg", quality=90))
    add("big.tif", saved(picture(), "TIFF", big_tiff=True))
    wide = Image.new("I;16", (WIDTH, HEIGHT))
    wide.putdata([scaled(blue(*p), 16) for p in PLACES])
    add("gray-16.tif", saved(wide, "TIFF"))
    add("gray-16-lzw.tif", saved(wide, "TIFF", compression="tiff_lzw"))
    for orientation in [3, 6, 7]:
        add(f"exif-{orientation}.tif", saved(picture(), "TIFF", tiffinfo={274: orientation}))
    add("exif-5-lzw.tif", saved(picture(), "TIFF", compression="tiff_lzw", tiffinfo={274: 5}))
    add("two.tif", saved(picture(), "TIFF", save_all=True, append_images=[picture("L")]))
    add("rgb-16.tif", tiff_wide())


def tiff_wide():
    """Three channels of 16 bits, highest byte first, in two strips."""
    values = [scaled(f(*p), 16) for p in PLACES for f in (red, green, blue)]
    data = struct.pack(f">{len(values)}H", *values)
    entries = [(256, 3, 1, WIDTH << 16), (257, 3, 1, HEIGHT << 16), (258, 3, 3, 8),
               (259, 3, 1, 1 << 16), (262, 3, 1, 2 << 16), (273, 4, 2, 14), (277, 3, 1, 3 << 16),
               (278, 3, 1, 3 << 16), (279, 4, 2, 22)]
    half, start = len(data) // 2, 30
    extra = struct.pack(">3H4I", 16, 16, 16, start, start + half, half, half)
    directory = struct.pack(">H", len(entries)) + b"".join(
        struct.pack(">HHII", *entry) for entry in entries) + struct.pack(">I", 0)
    return b"MM" + struct.pack(">HI", 42, start + len(data)) + extra + data + directory


def make(add):
    gif_kinds(add)
    bmp_kinds(add)
    pnm_kinds(add)
    tiff_kinds(add)
