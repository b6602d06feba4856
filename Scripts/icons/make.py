"""Makes the data set; Scripts/icons.sh installs what this needs and says how it is used."""

import collections
import json
import multiprocessing
import os
import sys

from classes import by_name, designs, merged
from drawings import Drawing, render
from folds import WAYS, folds
from sources import THEMES, best_sources

ROOT = "/usr/share/icons"
FEWEST_DESIGNS = 6
PROCESSES = 2


def main():
    folder, size = sys.argv[1].rstrip("/"), int(sys.argv[2])
    list_path = folder + ".folds.json"
    earlier = images_of_earlier(folder, list_path)
    themes = {name: best_sources(os.path.join(ROOT, THEMES[name]), size) for name in THEMES}
    classes = merged(by_name(themes), FEWEST_DESIGNS)
    drawings, failures = rendered(classes, size)
    found = designs(classes, drawings, list(THEMES), FEWEST_DESIGNS)
    images = written(found, folder)
    for path in sorted(set(earlier) - set(images)):
        remove(folder, path)
    write(list_path, listing(images, size).encode())
    summarize(found, failures, folder, list_path)


def images_of_earlier(folder, list_path):
    """What an earlier run wrote into the folder; stops at a folder of another origin."""
    if not os.path.exists(folder) or (os.path.isdir(folder) and not os.listdir(folder)):
        return []
    try:
        with open(list_path, encoding="utf-8") as file:
            return json.load(file)["images"]
    except (OSError, ValueError, KeyError, TypeError):
        sys.exit(
            f"icons: {folder}: found something of another origin, expected an empty folder, none "
            f"or one of an earlier run with its {list_path}")


def rendered(classes, size):
    """The drawings of all files, by digest, and the reasons why others could not be rendered."""
    paths = {}
    for icons in classes:
        for source in icons.sources.values():
            paths.setdefault(source.digest, source.path)
    print(f"icons: rendering {len(paths)} files", flush=True)
    with multiprocessing.Pool(PROCESSES) as pool:
        results = pool.map(render, [(path, size) for path in paths.values()], chunksize=16)
    pairs = list(zip(paths, results))
    drawings = {digest: result for digest, result in pairs if isinstance(result, Drawing)}
    return drawings, sorted(result for _, result in pairs if not isinstance(result, Drawing))


def written(found, folder):
    """Writes a file for each design; returns their paths within the folder, sorted."""
    images = []
    for (context, name), drawn in found.items():
        os.makedirs(os.path.join(folder, context, name), exist_ok=True)
        for theme, drawing in drawn.items():
            images.append(f"{context}/{name}/{theme}.png")
            write(os.path.join(folder, images[-1]), drawing.png)
    return sorted(images)


def write(path, data):
    """Writes a file whole or not at all."""
    with open(path + ".part", "wb") as file:
        file.write(data)
    os.replace(path + ".part", path)


def remove(folder, path):
    """Removes what an earlier run wrote, and the folders that it leaves empty."""
    if os.path.isfile(os.path.join(folder, path)):
        os.remove(os.path.join(folder, path))
    for parent in (os.path.dirname(path), os.path.dirname(os.path.dirname(path))):
        parent = os.path.join(folder, parent)
        if os.path.isdir(parent) and not os.listdir(parent):
            os.rmdir(parent)


def listing(images, size):
    """The folds as JSON: one image, and one task, a line."""
    document = {"size": size, "ways": WAYS, "images": images, "folds": folds(images)}
    text = json.dumps(document, separators=(",", ":"), ensure_ascii=False)
    return text.replace('.png",', '.png",\n').replace('},{"support"', '},\n{"support"') + "\n"


def summarize(found, failures, folder, list_path):
    contexts = collections.Counter(context for context, _ in found)
    counts = collections.Counter(len(drawn) for drawn in found.values())
    themes = collections.Counter(theme for drawn in found.values() for theme in drawn)
    print(f"{folder}: {len(found)} classes, {themes.total()} designs of {len(themes)} themes")
    for title, counter in (
        ("classes of each context", contexts), ("classes by number of designs", counts),
        ("designs of each theme", themes)
    ):
        print(f"{title}: " + ", ".join(f"{key} {counter[key]}" for key in sorted(counter)))
    print(f"files that could not be rendered: {len(failures)}")
    for failure in failures:
        print(f"  {failure.splitlines()[0]}")
    print(f"{list_path}: five folds with their tasks")


if __name__ == "__main__":
    main()
