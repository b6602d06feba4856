"""What the judges share: a list of checks, each of which passes, fails, or is skipped with a reason."""

import traceback


class Skip(Exception):
    """Why a check cannot be made here."""


class Report:
    """The checks as they are made."""

    def __init__(self):
        self.failed, self.figures, self.skipped = [], {}, []

    def make(self, check, *arguments):
        """Runs a check, which raises if something is wrong."""
        name = check.__name__.replace("_", " ")
        try:
            figures = check(*arguments)
        except Skip as reason:
            self.skipped.append(name)
            print(f"SKIP {name}: {reason}", flush=True)
        except Exception as error:  # A check may fail in any way; the others are made all the same.
            self.failed.append(name)
            print(f"FAIL {name}: {error or type(error).__name__}", flush=True)
            if not isinstance(error, AssertionError):
                traceback.print_exc()
        else:
            text = "".join(f"; {key} {value}" for key, value in (figures or {}).items())
            self.figures.update(figures or {})
            print(f"pass {name}{text}", flush=True)


def equal(found, expected, what):
    assert found == expected, f"{what}: {found!r}, expected {expected!r}"
