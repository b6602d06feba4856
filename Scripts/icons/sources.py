"""Which picture files the icon themes have for which names."""

import configparser
import hashlib
import os
from typing import NamedTuple

# The drawers: the name of each in the data set, and the folder of the theme. Where two themes share
# drawings the earlier one keeps them, so that an original comes before the themes that build on it.
THEMES = {
    "oxygen": "oxygen",
    "breeze": "breeze",
    "papirus": "Papirus",
    "deepin": "bloom",
    "numix": "Numix",
    "paper": "Paper",
    "faenza": "Faenza",
    "tango": "Tango",
    "gnome": "gnome",
    "mate": "mate",
    "elementary": "elementary",
    "elementary-xfce": "elementary-xfce",
    "faba": "Faba",
    "lxde": "nuoveXT2",
    "suru": "suru",
    "gartoon": "gartoon",
    "nuovo": "Nuovo",
    "yasis": "yasis",
}

# Contexts by the folders' names: what index.theme calls them differs more, and has misprints.
# Animations are strips of many frames.
CONTEXTS = {
    "actions": "actions",
    "stock": "actions",
    "apps": "apps",
    "categories": "categories",
    "preferences": "categories",
    "devices": "devices",
    "emblems": "emblems",
    "emotes": "emotes",
    "mimes": "mimetypes",
    "mimetypes": "mimetypes",
    "places": "places",
    "filesystems": "places",
    "status": "status",
    "notifications": "status",
}

# Names whose picture shows another thing in each theme.
LEFT_OUT = ("distributor-logo", "gnome-main-menu", "novell-button", "start-here")

# An SVG made for less than this is a sketch of a few pixels, often in one color.
SMALLEST_SVG = 32


class Source(NamedTuple):
    """The best file of a theme for a name."""

    context: str
    path: str
    digest: str


def best_sources(folder, size):
    """The best file for each name of a theme: SVG for the largest size, else the largest raster."""
    best = {}
    for context, nominal, directory in sorted(directories(folder)):
        for entry in sorted(os.listdir(directory)):
            name, extension = os.path.splitext(entry)
            is_svg = extension in (".svg", ".svgz")
            if not (is_svg or extension == ".png") or is_left_out(name):
                continue
            # A raster is enlarged to at most twice its size.
            if nominal < (SMALLEST_SVG if is_svg else size / 2):
                continue
            rank = (is_svg, nominal)
            if name not in best or rank > best[name][0]:
                best[name] = (rank, context, os.path.join(directory, entry))
    sources = {}
    for name, (_, context, path) in sorted(best.items()):
        if os.path.isfile(path):
            sources[name] = Source(context, os.path.realpath(path), digest_of(path))
    return sources


def directories(folder):
    """The context, size and path of each of the theme's directories with pictures in color."""
    index = configparser.RawConfigParser(strict=False, interpolation=None)
    if not index.read(os.path.join(folder, "index.theme"), encoding="utf-8"):
        raise FileNotFoundError(f"{folder}/index.theme: found no such file, expected an icon theme")
    for section in index.sections():
        directory = os.path.join(folder, section)
        parts = [part.partition("@")[0] for part in section.split("/")]
        context = next((CONTEXTS[part] for part in parts if part in CONTEXTS), None)
        if context is None or "symbolic" in section or not os.path.isdir(directory):
            continue
        nominal = index.getint(section, "Size", fallback=0)
        yield context, nominal * index.getint(section, "Scale", fallback=1), directory


def is_left_out(name):
    """Whether the name says that its picture is of one color, a mirror image, or of anything."""
    return name in LEFT_OUT or "symbolic" in name or name.endswith(("-rtl", "-ltr"))


def digest_of(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()
