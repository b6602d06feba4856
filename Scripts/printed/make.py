"""Renders characters by many fonts: see Scripts/printed.sh."""

import os
import shutil
import subprocess
import sys
import unicodedata

from PIL import Image, ImageChops, ImageDraw, ImageFont, ImageStat

SIDE = 105
# The longer side of a glyph, in pixels: about what characters of Omniglot have.
GLYPH = 70
# A font takes part in a script if it has so much of it.
COVERAGE = 0.95
# Two fonts draw a script alike if their ink differs by less than this on average, of 255.
ALIKE = 40.0
# Words of styles that are not the regular one.
STYLES = ("bold", "italic", "oblique", "slanted", "extra", "light", "heavy")

KOREAN = "가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허고노도로모보소오조초코토포호"
CHINESE = (
    "一人大天木林水火山川日月目田口中心手足耳王玉石金土雨雪風花草竹米車門馬魚鳥牛羊犬虫貝"
    "男女子父母友先生年上下左右東西南北白黒")

SCRIPTS = {
    "Thai": range(0x0E01, 0x0E2F),
    "Khmer": range(0x1780, 0x17A3),
    "Telugu": [*range(0x0C05, 0x0C0C), *range(0x0C0E, 0x0C11), *range(0x0C12, 0x0C29),
               *range(0x0C2A, 0x0C34), *range(0x0C35, 0x0C3A)],
    "Tamil": [code for code in range(0x0B85, 0x0BBA) if unicodedata.name(chr(code), "")],
    "Sinhala": [code for code in range(0x0D85, 0x0DC7) if unicodedata.name(chr(code), "")],
    "Korean": [ord(character) for character in KOREAN],
    "Chinese": [ord(character) for character in CHINESE],
}


def files(packages):
    """The font files of Debian packages."""
    listed = subprocess.run(["dpkg", "-L", *packages], capture_output=True, text=True, check=True)
    return {line for line in listed.stdout.splitlines() if line.endswith((".ttf", ".otf", ".ttc"))}


def fonts(codes, known):
    """The file of each family's regular font that has most of the characters; `known` are the files."""
    having = {}
    for code in codes:
        listed = subprocess.run(
            ["fc-list", f":charset={code:x}", "file", "family", "style"], capture_output=True,
            text=True, check=True).stdout
        for line in set(listed.splitlines()):
            path, _, rest = line.partition(": ")
            if path in known and not any(word in rest.lower() for word in STYLES):
                having.setdefault((rest.split(":")[0].split(",")[0], path), set()).add(code)
    result = {}
    for family, path in sorted(having):
        if len(having[family, path]) >= COVERAGE * len(codes):
            result.setdefault(family, path)
    return result


def glyph(font, code):
    """The character in the middle of white paper; None if the font draws nothing."""
    wide = Image.new("L", (6 * GLYPH, 6 * GLYPH), 255)
    ImageDraw.Draw(wide).text((2 * GLYPH, 2 * GLYPH), chr(code), font=font, fill=0)
    box = ImageChops.invert(wide).getbbox()
    if box is None:
        return None
    ink = wide.crop(box)
    scale = GLYPH / max(ink.size)
    size = [max(1, round(scale * length)) for length in ink.size]
    paper = Image.new("L", (SIDE, SIDE), 255)
    paper.paste(
        ink.resize(size, Image.LANCZOS), ((SIDE - size[0]) // 2, (SIDE - size[1]) // 2))
    return paper


def difference(one, other):
    """The mean difference of two fonts' pixels where either has ink, of 255."""
    total, ink = 0.0, 0.0
    for code in one.keys() & other.keys():
        total += ImageStat.Stat(ImageChops.difference(one[code], other[code])).sum[0]
        ink += 255 * SIDE * SIDE - ImageStat.Stat(ImageChops.darker(one[code], other[code])).sum[0]
    return 255 * total / max(1.0, ink)


def main(folder, packages):
    """Writes all scripts, under another name until all are there."""
    part = folder.rstrip("/") + ".part"
    shutil.rmtree(part, ignore_errors=True)
    known = files(packages)
    for script, codes in SCRIPTS.items():
        drawn = {}
        for family, path in fonts(list(codes), known).items():
            font = ImageFont.truetype(path, 2 * GLYPH)
            glyphs = {code: glyph(font, code) for code in codes}
            glyphs = {code: image for code, image in glyphs.items() if image}
            if all(difference(glyphs, other) >= ALIKE for other in drawn.values()):
                drawn[family] = glyphs
        for family, glyphs in drawn.items():
            for code, image in glyphs.items():
                place = os.path.join(part, script, f"U+{code:04X}")
                os.makedirs(place, exist_ok=True)
                image.save(os.path.join(place, family.replace("/", " ") + ".png"))
        print(f"{script}: {len(list(codes))} characters in {len(drawn)} fonts: {', '.join(drawn)}")
    os.rename(part, folder)


main(sys.argv[1], sys.argv[2:])
