"""Makes the files in Pictures/Kinds, one for each kind of picture, and kinds.json: what Pillow shows.

    pip install pillow==13.0.0 && python3 Tests/DatasetFilesTests/Fixtures/kinds.py

Each entry of kinds.json has the file's name, the size of the upright picture, and base64 of its bytes
as RGB and as gray, on white; on black too if something is transparent. `least` is the size that
Pillow's `draft` was asked for.

Pillow is asked about another file where it does not do what the format says: gray of 16 bits (it
cuts off what is above 255) as v/257 rounded, and a transparent color of 2, 4 or 16 bits (which it
compares with 8 bits) as an alpha channel.
"""

import base64
import io
import json
import random
import shutil
import struct
import warnings
import zlib
from pathlib import Path

from PIL import Image, ImageFile, ImageOps

FOLDER = Path(__file__).resolve().parent / "Pictures" / "Kinds"
WIDTH, HEIGHT = 8, 6
TABLE = []


def red(x, y):
    return 255 - 30 * x if (x, y) != (0, 0) else 10


def green(x, y):
    return 17 + 45 * y


def blue(x, y):
    return (x * 37 + y * 91) % 256


def alpha(x, y):
    return [0, 64, 128, 192, 255, 1, 254, 100][(x + y) % 8]


def picture(mode="RGB"):
    colors = Image.new("RGBA", (WIDTH, HEIGHT))
    places = [(x, y) for y in range(HEIGHT) for x in range(WIDTH)]
    colors.putdata([(red(*p), green(*p), blue(*p), alpha(*p)) for p in places])
    if mode in ("RGBA", "LA"):
        return colors.convert(mode)
    colors.putalpha(255)
    return colors.convert("RGB").convert(mode)


def pixels(file, least=None, gray=False):
    """What Pillow shows: an image of mode RGBA, or L or RGB where nothing is transparent."""
    image = Image.open(io.BytesIO(file))
    if gray or least:
        image.draft("L" if gray else None, least)
    image.load()
    turned = ImageOps.exif_transpose(image)
    if turned.mode.startswith("I"):
        values = [round(v / 257) for v in turned.getdata()]
        turned = Image.new("L", turned.size)
        turned.putdata(values)
    has_alpha = "transparency" in turned.info or turned.mode[-1:] in ("A", "a")
    return turned.convert("RGBA" if has_alpha else "L" if turned.mode in ("1", "L") else "RGB")


def text(data):
    return base64.b64encode(data).decode()


def over(image, level):
    if image.mode != "RGBA":
        return image
    background = Image.new("RGBA", image.size, (level, level, level, 255))
    return Image.alpha_composite(background, image).convert("RGB")


def add(name, file, judged=None, least=None):
    """`judged` is the file that Pillow is asked about instead, or the image itself."""
    FOLDER.mkdir(exist_ok=True)
    (FOLDER / name).write_bytes(file)
    judged = judged or file
    shown = judged if isinstance(judged, Image.Image) else pixels(judged, least)
    entry = {"name": name, "width": shown.width, "height": shown.height}
    if least:
        entry["least"] = least
    # JPEG stores gray itself, and Pillow gives it if asked before.
    is_jpeg = file.startswith(b"\xff\xd8")
    for level, word in [(255, "white"), (0, "black")]:
        seen = over(shown, level)
        gray = pixels(judged, least, gray=True).convert("L") if is_jpeg else seen.convert("L")
        if word == "white" or shown.mode == "RGBA":
            entry[word + "Gray"] = text(gray.tobytes())
            if seen.mode != "L":
                entry[word] = text(seen.convert("RGB").tobytes())
    TABLE.append(entry)


def saved(image, kind, **options):
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def exif(orientation, order="<", is_long=False):
    """A TIFF header and a directory of one entry."""
    kind, form = (4, "I") if is_long else (3, "HH")
    values = [orientation] if is_long else [orientation, 0]
    return (b"II" if order == "<" else b"MM") + struct.pack(
        order + "HIHHHI" + form + "I", 42, 8, 1, 274, kind, 1, *values, 0)


def xmp(orientation):
    return f'<x:xmpmeta><rdf:Description tiff:Orientation="{orientation}"/></x:xmpmeta>'.encode()


# PNG


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def packed(values, depth):
    """Numbers of 1 to 16 bits as the bytes of a row."""
    bits = "".join(format(value, f"0{depth}b") for value in values)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(rows, size):
    """Each row by another one of the five filters."""
    before = bytes(len(rows[0])) if rows else b""
    for index, row in enumerate(rows):
        kind = index % 5
        left = bytes(size) + row
        corner = bytes(size) + before
        result = bytearray([kind])
        for i, value in enumerate(row):
            a, b, c = left[i], before[i], corner[i]
            distances = [abs(b - c), abs(a - c), abs(a + b - 2 * c)]
            guess = [0, a, b, (a + b) // 2, [a, b, c][distances.index(min(distances))]][kind]
            result.append((value - guess) % 256)
        before = row
        yield bytes(result)


def png(depth, kind, pixel, interlaced=False, before=b"", after=b""):
    """`pixel(x, y)` lists the numbers of a pixel, of `depth` bits."""
    passes = [(0, 0, 1, 1)]
    if interlaced:
        passes = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
                  (0, 1, 1, 2)]
    data = b""
    for left, top, across, down in passes:
        columns = range(left, WIDTH, across)
        rows = [packed([v for x in columns for v in pixel(x, y)], depth)
                for y in range(top, HEIGHT, down)] if columns else []
        data += b"".join(filtered(rows, max(1, depth * len(pixel(0, 0)) // 8)))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, depth, kind, 0, 0, interlaced)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + before
            + chunk(b"IDAT", zlib.compress(data, 9)) + after + chunk(b"IEND", b""))


def scaled(value, depth):
    """A byte as a number of another depth; 16 bits are no multiple of it."""
    return value * 256 + (value * 7) % 256 if depth == 16 else value >> (8 - depth)


def palette(count, seed=5):
    numbers = random.Random(seed)
    return bytes(numbers.randrange(256) for _ in range(3 * count))


def png_kinds():
    kinds = {"gray": (0, [1, 2, 4, 8, 16]), "rgb": (2, [8, 16]), "palette": (3, [1, 2, 4, 8]),
             "la": (4, [8, 16]), "rgba": (6, [8, 16])}
    for name, (kind, depths) in kinds.items():
        for depth in depths:
            def pixel(x, y):
                parts = {0: [blue], 2: [red, green, blue], 3: [blue], 4: [blue, alpha],
                         6: [red, green, blue, alpha]}[kind]
                return [scaled(part(x, y), depth) for part in parts]

            before = chunk(b"PLTE", palette(1 << depth)) if kind == 3 else b""
            for interlaced in [False, True]:
                file = png(depth, kind, pixel, interlaced, before)
                add(f"{name}-{depth}{'-interlaced' * interlaced}.png", file)
            png_transparent(name, kind, depth, pixel, before)


def png_transparent(name, kind, depth, pixel, before):
    """One color, or colors of the palette, that are transparent."""
    if kind in (4, 6):
        return
    key = pixel(3, 2)
    if kind == 3:
        alphas = bytes((0, 128, 255, 77)[i % 4] for i in range(min(1 << depth, 100)))
        add(f"{name}-{depth}-transparent.png",
            png(depth, kind, pixel, before=before + chunk(b"tRNS", alphas)))
        return
    file = png(depth, kind, pixel, before=chunk(b"tRNS", struct.pack(f">{len(key)}H", *key)))
    image = pixels(png(depth, kind, pixel)).convert("RGBA")
    image.putdata([
        (*color[:3], 0 if pixel(i % WIDTH, i // WIDTH) == key else 255)
        for i, color in enumerate(image.getdata())])
    add(f"{name}-{depth}-transparent.png", file, judged=image)


def png_others():
    gray = lambda x, y: [blue(x, y)]
    colors = lambda x, y: [red(x, y), green(x, y), blue(x, y)]
    wide = lambda x, y: [scaled(v, 16) for v in colors(x, y)]
    for name, gamma in [("1", 100000), ("0.45", 45455), ("0.56", 55560)]:
        notes = chunk(b"gAMA", struct.pack(">I", gamma))
        add(f"gamma-{name}-gray.png", png(8, 0, gray, before=notes))
        add(f"gamma-{name}-rgb.png", png(8, 2, colors, before=notes))
        add(f"gamma-{name}-rgb-16.png", png(16, 2, wide, before=notes))
        add(f"gamma-{name}-gray-16.png",
            png(16, 0, lambda x, y: [scaled(blue(x, y), 16)], before=notes))
    chroma = chunk(b"cHRM", struct.pack(">8I", 31270, 32900, 64000, 33000, 30000, 60000, 15000, 6000))
    add("srgb.png", png(8, 2, colors, before=chunk(b"sRGB", b"\0") + chroma))
    profile = chunk(b"iCCP", b"any\0\0" + zlib.compress(b"no profile"))
    add("profile.png", png(8, 2, colors, before=profile))
    for orientation in [3, 6, 8]:
        add(f"exif-{orientation}-before.png",
            png(8, 2, colors, before=chunk(b"eXIf", exif(orientation))))
    add("exif-6-after.png", png(8, 0, gray, after=chunk(b"eXIf", exif(6, ">"))))
    add("exif-5-long.png", png(8, 0, gray, before=chunk(b"eXIf", exif(5, ">", is_long=True))))
    noted = lambda orientation: chunk(b"iTXt", b"XML:com.adobe.xmp" + b"\0" * 5 + xmp(orientation))
    add("xmp-8.png", png(8, 0, gray, before=noted(8)))
    add("xmp-8-exif-3.png", png(8, 0, gray, before=noted(8) + chunk(b"eXIf", exif(3))))
    frames = [picture(), picture().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    add("animated.png", saved(frames[0], "PNG", save_all=True, append_images=frames[1:]))


# JPEG


def large():
    image = Image.new("RGB", (43, 29))
    image.putdata([(60 + 4 * x, 200 - 5 * y, 128 + 100 * ((x // 9 + y // 7) % 2))
                   for y in range(29) for x in range(43)])
    return image


def jpeg_kinds():
    plain = saved(picture(), "JPEG", quality=90, subsampling="4:4:4")
    add("444.jpg", plain)
    add("422.jpg", saved(picture(), "JPEG", quality=90, subsampling="4:2:2"))
    add("420.jpg", saved(picture(), "JPEG", quality=90, subsampling="4:2:0"))
    add("gray.jpg", saved(picture("L"), "JPEG", quality=90))
    add("rgb.jpg", saved(picture(), "JPEG", quality=90, keep_rgb=True))
    add("progressive.jpg", saved(picture(), "JPEG", quality=80, progressive=True))
    add("progressive-gray.jpg", saved(picture("L"), "JPEG", quality=80, progressive=True))
    add("restarts.jfif", saved(large(), "JPEG", quality=70, restart_marker_blocks=3))
    cmyk = saved(picture("CMYK"), "JPEG", quality=90)
    add("cmyk.jpg", cmyk)
    adobe = cmyk.index(b"Adobe") + 11
    add("ycck.jpg", cmyk[:adobe] + b"\2" + cmyk[adobe + 1:])
    quantization = plain.index(b"\xff\xdb")
    add("extraneous.jpg", plain[:quantization] + b"abc" + plain[quantization:])
    add("trailing.jpg", plain + b"more\xff\xd8\xff")
    add("filled.jpg", plain[:quantization] + b"\xff\xff\xff" + plain[quantization:])
    for orientation in range(1, 9):
        order, is_long = "<>"[orientation % 2], orientation > 4
        add(f"exif-{orientation}.jpg", saved(
            picture(), "JPEG", quality=90, subsampling="4:4:4",
            exif=b"Exif\0\0" + exif(orientation, order, is_long)))
    add("xmp-6.jpg", saved(picture("L"), "JPEG", xmp=xmp(6)))
    add("xmp-6-exif-3.jpg", saved(picture("L"), "JPEG", xmp=xmp(6), exif=b"Exif\0\0" + exif(3)))
    for kind, image in [("rgb", large()), ("gray", large().convert("L"))]:
        file = saved(image, "JPEG", quality=80, progressive=kind == "gray")
        for least in [(43, 29), (22, 14), (21, 14), (14, 14), (10, 7), (5, 3)]:
            add(f"large-{kind}.jpg", file, least=least)


# WebP


def riff(chunks):
    data = b"WEBP" + b"".join(
        name + struct.pack("<I", len(contents)) + contents + b"\0" * (len(contents) % 2)
        for name, contents in chunks)
    return b"RIFF" + struct.pack("<I", len(data)) + data


def webp_frame(still, left, top, across, down):
    """An animation of one image at a place of the canvas, of which it is the whole or a part."""
    start = 30 if still[12:16] == b"VP8X" else 12
    size = lambda width, height: struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    place = struct.pack("<I", left // 2)[:3] + struct.pack("<I", top // 2)[:3]
    frame = place + size(across, down) + b"\x64\0\0" + b"\2" + still[start:]
    return riff([(b"VP8X", b"\x12\0\0\0" + size(WIDTH, HEIGHT)), (b"ANIM", b"\xff" * 4 + b"\0\0"),
                 (b"ANMF", frame)])


def webp_kinds():
    small = (4, 3)
    for kind in ["RGB", "RGBA"]:
        image = picture(kind)
        lossy = saved(image, "WEBP", quality=80)
        lossless = saved(image, "WEBP", lossless=True, exact=True)
        add(f"lossy-{kind}.webp", lossy)
        add(f"lossless-{kind}.webp", lossless)
        add(f"animated-lossy-{kind}.webp", webp_frame(lossy, 0, 0, WIDTH, HEIGHT))
        part = saved(image.crop((0, 0, *small)), "WEBP", quality=80)
        add(f"animated-part-{kind}.webp", webp_frame(part, 2, 2, *small))
    add("gray.webp", saved(picture("L"), "WEBP", quality=60))
    add("exif-6.webp", saved(picture(), "WEBP", lossless=True, exif=exif(6)))
    add("exif-7.webp", saved(picture(), "WEBP", quality=80, exif=b"Exif\0\0" + exif(7, ">")))
    add("xmp-3.webp", saved(picture(), "WEBP", lossless=True, xmp=xmp(3)))
    frames = [picture(), picture().transpose(Image.Transpose.FLIP_LEFT_RIGHT)]
    add("animated.webp", saved(frames[0], "WEBP", save_all=True, append_images=frames[1:],
                               lossless=True))


def main():
    warnings.simplefilter("ignore")
    shutil.rmtree(FOLDER, ignore_errors=True)
    png_kinds()
    png_others()
    jpeg_kinds()
    webp_kinds()
    import more_kinds

    more_kinds.make(add)
    lines = ",\n".join(json.dumps(entry) for entry in TABLE)
    (FOLDER.parent / "kinds.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
