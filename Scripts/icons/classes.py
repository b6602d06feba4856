"""Classes from names: aliases are one class, and a drawing is of one class only."""

import collections
import itertools
import os

from drawings import is_near

# How names begin that themes keep for old programs; a class has another name if it can.
LEGACY = ("gnome-", "gtk-", "stock-")


class IconClass:
    """A thing that themes draw, under one or several names."""

    def __init__(self, names, sources):
        # The first one is the center, the others follow by how often their drawing is the same.
        self.names = names
        self.name = min(names, key=lambda name: (is_legacy(name), -len(sources[name]), name))
        # The best file of each theme, by the theme's name.
        self.sources = {}
        for name in names:
            for theme, source in sources[name].items():
                self.sources.setdefault(theme, source)
        counts = collections.Counter(source.context for source in self.sources.values())
        self.context = max(sorted(counts), key=counts.get)

    def owns(self, theme):
        """Whether the theme's file is one of its own and no link to that of another class."""
        path = self.sources[theme].path
        return os.path.splitext(os.path.basename(path))[0] in self.names


def is_legacy(name):
    return name.startswith(LEGACY) or "_" in name


def by_name(themes):
    """The sources of each name, by theme: `themes` has the sources of each theme, by name."""
    result = {}
    for theme, sources in themes.items():
        for name, source in sources.items():
            result.setdefault(name, {})[theme] = source
    return result


def merged(sources, fewest):
    """Classes of at least `fewest` themes, whose names are aliases of each other.

    The name of the most themes takes those that are its aliases, then the next one that is left. An
    alias of an alias is not taken: a chain of them leads from the calendar to the clock.
    """
    aliases = aliases_of(sources)
    taken, classes = set(), []
    for name in sorted(sources, key=lambda name: (-len(sources[name]), name)):
        if name in taken:
            continue
        names = [name] + [alias for alias in aliases.get(name, []) if alias not in taken]
        taken.update(names)
        icons = IconClass(names, sources)
        if len(icons.sources) >= fewest:
            classes.append(icons)
    return classes


def aliases_of(sources):
    """The aliases of each name: of the themes that have both, most have one file for both.

    Two themes at least must say so. Those that most themes agree on come first.
    """
    files = collections.defaultdict(list)
    for name in sorted(sources):
        for theme, source in sources[name].items():
            files[theme, source.digest].append(name)
    agreeing = collections.Counter(
        pair for names in files.values() for pair in itertools.combinations(names, 2))
    aliases = collections.defaultdict(list)
    for (a, b), count in agreeing.items():
        both = sum(theme in sources[b] for theme in sources[a])
        if count >= 2 and 2 * count > both:
            aliases[a].append((-count, b))
            aliases[b].append((-count, a))
    return {name: [alias for _, alias in sorted(found)] for name, found in aliases.items()}


def designs(classes, drawings, order, fewest):
    """The different drawings of each class in color, by theme, for classes of at least `fewest`.

    `drawings` are by digest of the file; `order` says which theme keeps a drawing that two have.
    """
    shown = {icons.name: colored(icons, drawings) for icons in classes}
    for theme in order:
        owners = {}
        having = [icons for icons in classes if theme in icons.sources]
        for icons in sorted(having, key=lambda icons: not icons.owns(theme)):
            drawing = shown[icons.name].get(theme)
            if drawing and owners.setdefault(drawing.digest, icons) is not icons:
                del shown[icons.name][theme]
    result = {}
    for icons in sorted(classes, key=lambda icons: (icons.context, icons.name)):
        different = {}
        for theme in order:
            drawing = shown[icons.name].get(theme)
            if drawing and not any(is_near(drawing, other) for other in different.values()):
                different[theme] = drawing
        if len(different) >= fewest:
            result[icons.context, icons.name] = different
    return result


def colored(icons, drawings):
    """The drawings of a class that could be rendered and are of more than one color, by theme."""
    found = {theme: drawings.get(source.digest) for theme, source in icons.sources.items()}
    return {theme: drawing for theme, drawing in found.items() if drawing and drawing.has_colors}
