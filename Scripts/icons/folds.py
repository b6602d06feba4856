"""Five folds of contexts and themes, and the tasks by which methods are compared."""

import hashlib

# What each fold holds out: contexts of about a fifth of the classes, and themes of which none
# builds on another one beside it (gnome and mate, elementary and elementary-xfce, papirus and
# deepin).
FOLDS = [
    (["actions"], ["oxygen", "numix", "elementary", "lxde", "mate"]),
    (["mimetypes"], ["deepin", "faenza", "elementary-xfce", "gartoon", "yasis"]),
    (["apps"], ["breeze", "papirus", "gnome", "nuovo", "faba"]),
    (["emblems", "emotes", "status"], ["paper", "tango", "suru", "elementary", "mate"]),
    (["categories", "devices", "places"], ["papirus", "oxygen", "yasis", "gnome", "numix"]),
]
WAYS = 20
TEST_TASKS = 400
VALIDATION_TASKS = 200


def folds(images):
    """The folds of a list of paths `context/name/theme.png`, ready for JSON.

    What is tested in a fold is never trained on in it: neither the contexts nor the themes. Its
    validation, for choosing settings, has the contexts of the next fold, and that one's themes but
    those that are tested here; a training by which settings are chosen leaves them out as well.
    """
    result = []
    for number, (contexts, themes) in enumerate(FOLDS):
        next_contexts, next_themes = FOLDS[(number + 1) % len(FOLDS)]
        others = [theme for theme in next_themes if theme not in themes]
        result.append({
            "test": part(images, contexts, themes, TEST_TASKS, f"test {number}"),
            "validation": part(
                images, next_contexts, others, VALIDATION_TASKS, f"validation {number}"),
        })
    return result


def part(images, contexts, themes, count, seed):
    """Tasks of some contexts and themes, each within one context of at least `WAYS` classes."""
    groups = [classes_of(images, context, themes) for context in contexts]
    possible = [group for group in groups if is_enough(group, themes)]
    if not possible:
        raise ValueError(f"{seed}: found no context of {WAYS} classes among {', '.join(contexts)}")
    tasks = [task(possible[i % len(possible)], f"{seed} {i}") for i in range(count)]
    return {"contexts": contexts, "themes": themes, "tasks": tasks}


def classes_of(images, context, themes):
    """The indices of a context's images in the given themes, by class and theme."""
    result = {}
    for index, path in enumerate(images):
        group, name, theme = path.removesuffix(".png").split("/")
        if group == context and theme in themes:
            result.setdefault(name, {})[theme] = index
    return result


def is_enough(classes, themes):
    """Whether there are enough classes for every theme that may draw the query."""
    return any(len(drawn) > 1 for drawn in classes.values()) and all(
        sum(any(other != theme for other in drawn) for drawn in classes.values()) >= WAYS
        for theme in themes)


def task(classes, seed):
    """One query and `WAYS` examples of as many classes, none of them by the query's theme."""
    name = shuffled([name for name in classes if len(classes[name]) > 1], seed, "class")[0]
    theme = shuffled(classes[name], seed, "theme")[0]
    examples = {}
    for other, drawn in classes.items():
        drawers = [drawer for drawer in drawn if drawer != theme]
        if drawers:
            examples[other] = drawn[shuffled(drawers, seed, other)[0]]
    others = shuffled([other for other in examples if other != name], seed, "others")[:WAYS - 1]
    names = shuffled([name, *others], seed, "order")
    return {
        "support": [examples[each] for each in names],
        "query": classes[name][theme],
        "answer": names.index(name),
    }


def shuffled(items, *seed):
    """The items in an order that the seed determines, whatever the version of Python."""
    def key(item):
        return hashlib.sha256("\n".join([*seed, item]).encode()).digest()
    return sorted(items, key=key)
