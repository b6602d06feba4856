"""Omniglot's drawings as strokes, of an alphabet that the network in the box was not trained on.

The published strokes of the small sets are of background alphabets alone. Of those the network was
trained on all but three (Documentation/Handwriting.md); of the three only Korean has strokes in a
small set. Its weights have not seen Korean; its thresholds come from Korean and two others.
"""

import os
import pathlib
import random
import zipfile

ARCHIVE = "strokes_background_small1.zip"
ALPHABET = "Korean"


def folder(given=None):
    if given:
        return pathlib.Path(given)
    here = pathlib.Path(__file__).resolve().parents[3]
    return pathlib.Path(os.environ.get("ONESHOT_DATA") or here.parent / "shared/data/omniglot")


def strokes_of(text):
    """Strokes of points from 0 to 1, from the lines `START`, `x,y,t` and `BREAK`."""
    strokes, stroke = [], []
    for line in text.split():
        if line == "BREAK":
            strokes.append(stroke)
            stroke = []
        elif line != "START":
            x, y, _ = map(float, line.split(","))
            stroke.append((min(max(x / 105, 0), 1), min(max(-y / 105, 0), 1)))
    return [stroke for stroke in strokes + [stroke] if stroke]


def load(data):
    """All drawings as {character: [strokes by drawer]}, None without the archive."""
    path = data / ARCHIVE
    if not path.exists():
        return None
    characters = {}
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            parts = name.split("/")
            if parts[1:2] != [ALPHABET] or not name.endswith(".txt") or "__MACOSX" in name:
                continue
            characters.setdefault(parts[2], []).append(strokes_of(archive.read(name).decode()))
    return characters


def protocol(characters, seed, classes=20, queries=3):
    """Which are enrolled, and which are asked: for each character, drawings by other drawers."""
    choice = random.Random(seed)
    chosen = sorted(choice.sample(sorted(characters), classes))
    enrolled, asked = {}, []
    for name in chosen:
        first, *others = choice.sample(range(len(characters[name])), 1 + queries)
        enrolled[name] = characters[name][first]
        asked += [(name, characters[name][other]) for other in others]
    choice.shuffle(asked)
    strangers = [characters[name][0] for name in sorted(set(characters) - set(chosen))]
    return enrolled, asked, strangers
