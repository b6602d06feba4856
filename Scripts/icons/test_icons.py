"""Run by: python3 -m unittest discover Scripts/icons"""

import unittest
import zlib

import folds
import png
from classes import by_name, designs, merged
from drawings import CELLS, Drawing, cells, has_colors, is_near
from sources import Source


def filtered(rows, channels):
    """PNG's five filters by their definition, one row each in turn."""
    stride, result = len(rows[0]), b""
    for y, row in enumerate(rows):
        kind = y % 5
        result += bytes([kind])
        for i in range(stride):
            a = row[i - channels] if i >= channels else 0
            b = rows[y - 1][i] if y else 0
            c = rows[y - 1][i - channels] if y and i >= channels else 0
            nearest = min((a, b, c), key=lambda x: abs(a + b - c - x))
            guess = [0, a, b, (a + b) // 2, nearest][kind]
            result += bytes([(row[i] - guess) % 256])
    return result


class PNGTests(unittest.TestCase):
    def test_reads_every_filter(self):
        for channels, color in ((4, 6), (3, 2)):
            rows = [
                bytes((x * x * 7 + y * 91 + x * y * 13) % 256 for x in range(5 * channels))
                for y in range(10)]
            body = zlib.compress(filtered(rows, channels))
            header = b"\0\0\0\5\0\0\0\12" + bytes([8, color, 0, 0, 0])
            data = png.SIGNATURE + b"".join(
                png.chunk(kind, part) for kind, part in
                ((b"IHDR", header), (b"IDAT", body[:9]), (b"IDAT", body[9:]), (b"IEND", b"")))
            width, height, pixels = png.decode(data)
            self.assertEqual((width, height), (5, 10))
            self.assertEqual(b"".join(pixels[k::4] for k in range(3)),
                             b"".join(b"".join(rows)[k::channels] for k in range(3)))
            if channels == 3:
                self.assertEqual(set(pixels[3::4]), {255})

    def test_reads_what_it_writes(self):
        pixels = bytes(range(24)) * 2
        self.assertEqual(png.decode(png.encode(3, 4, pixels)), (3, 4, pixels))

    def test_centers(self):
        self.assertEqual(
            png.centered(1, 3, b"abcdefghijkl", 3),
            b"\0\0\0\0abcd\0\0\0\0" b"\0\0\0\0efgh\0\0\0\0" b"\0\0\0\0ijkl\0\0\0\0")


def picture(color, left=6, size=CELLS):
    """A square of a color on transparency."""
    return b"".join(
        bytes([*color, 255]) if left <= x < left + 12 and 6 <= y < 18 else b"\0\0\0\0"
        for y in range(size) for x in range(size))


def drawing(name, pixels, colored=True):
    return Drawing(name.encode(), name, cells(pixels, CELLS), colored)


class DrawingTests(unittest.TestCase):
    def test_cells_are_on_white(self):
        found = cells(picture((10, 20, 30)), CELLS)
        self.assertEqual(found[:3], b"\xff\xff\xff")
        middle = 3 * (CELLS * 12 + 12)
        self.assertEqual(tuple(found[middle:middle + 3]), (10, 20, 30))

    def test_colors(self):
        two = picture((200, 0, 0))[:CELLS * CELLS * 2] + picture((0, 0, 200))[CELLS * CELLS * 2:]
        self.assertTrue(has_colors(two))
        self.assertFalse(has_colors(picture((200, 0, 0))))
        self.assertFalse(has_colors(bytes(16)))

    def test_moved_drawings_are_near_and_others_not(self):
        here = drawing("a", picture((200, 0, 0)))
        self.assertTrue(is_near(here, drawing("b", picture((200, 0, 0), left=7))))
        self.assertFalse(is_near(here, drawing("c", picture((200, 0, 0), left=9))))
        self.assertFalse(is_near(here, drawing("d", picture((0, 0, 200)))))


class ClassTests(unittest.TestCase):
    def source(self, digest, context="actions"):
        return Source(context, f"/icons/{digest}.svg", digest)

    def test_aliases_are_one_class_and_a_drawing_is_of_one(self):
        themes = {}
        for number in range(4):
            trash, link = f"trash{number}", f"bin{number}"
            themes[f"t{number}"] = {
                "trash": self.source(trash),
                "gnome-bin": self.source(trash if number < 3 else link),
                "folder": self.source(f"folder{number}"),
                # One theme of four draws the folder for what is open as well: no alias.
                "open": self.source("folder0" if number == 0 else f"open{number}"),
            }
        classes = merged(by_name(themes), 3)
        self.assertEqual(
            [(icons.name, icons.names) for icons in classes],
            [("folder", ["folder"]), ("trash", ["gnome-bin", "trash"]), ("open", ["open"])])
        files = {source.digest for icons in classes for source in icons.sources.values()}
        drawings = {
            name: drawing(name, picture((i * 40 % 256, i * 90 % 256, i * 170 % 256)))
            for i, name in enumerate(sorted(files))}
        found = designs(classes, drawings, list(themes), 1)
        self.assertEqual(set(found["actions", "open"]), {"t1", "t2", "t3"})
        self.assertEqual(set(found["actions", "folder"]), set(themes))

    def test_one_drawing_of_two_themes_counts_once(self):
        themes = {theme: {"x": self.source(theme)} for theme in ("a", "b", "c")}
        drawings = {
            "a": drawing("a", picture((200, 0, 0))), "b": drawing("b", picture((200, 2, 0))),
            "c": drawing("c", picture((0, 0, 200)), colored=False)}
        classes = merged(by_name(themes), 1)
        order = ["b", "a", "c"]
        self.assertEqual(list(designs(classes, drawings, order, 1)["actions", "x"]), ["b"])
        self.assertEqual(designs(classes, drawings, order, 2), {})


THEMES = sorted({theme for _, themes in folds.FOLDS for theme in themes})
IMAGES = sorted(
    f"{context}/{context}-{number}/{theme}.png"
    for contexts, _ in folds.FOLDS for context in contexts for number in range(40)
    for place, theme in enumerate(THEMES) if (number + place) % 3)


class FoldTests(unittest.TestCase):
    def test_tasks_keep_to_what_is_held_out(self):
        found = folds.folds(IMAGES)
        for fold in found:
            test, validation = fold["test"], fold["validation"]
            self.assertFalse(set(test["contexts"]) & set(validation["contexts"]))
            self.assertFalse(set(test["themes"]) & set(validation["themes"]))
            for part in (test, validation):
                for task in part["tasks"]:
                    self.check(task, part)
        self.assertEqual(len(found[0]["test"]["tasks"]), 400)
        self.assertEqual(found, folds.folds(IMAGES))

    def check(self, task, part):
        parts = [IMAGES[index][:-4].split("/") for index in task["support"]]
        context, name, theme = IMAGES[task["query"]][:-4].split("/")
        self.assertEqual(len({other for _, other, _ in parts}), 20)
        self.assertEqual({group for group, _, _ in parts}, {context})
        self.assertIn(context, part["contexts"])
        self.assertTrue({drawer for _, _, drawer in parts} | {theme} <= set(part["themes"]))
        self.assertNotIn(theme, {drawer for _, _, drawer in parts})
        self.assertEqual(parts[task["answer"]][1], name)

    def test_too_few_classes_are_an_error(self):
        with self.assertRaises(ValueError):
            folds.folds([path for path in IMAGES if "actions-" not in path])


if __name__ == "__main__":
    unittest.main()
