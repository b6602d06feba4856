#!/usr/bin/env python3
"""Drives the service's pages in headless Chromium, on a real server with a database of its own.

    python Tests/Browser/test_page.py [--server FILE] [--data FOLDER] [--screenshots FOLDER] [--within MS]

The drawings are Omniglot's; without them (`--data`, ONESHOT_DATA, ../shared/data/omniglot) the checks
that need them are skipped. Exits with 1 if a check fails.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import checks_access
import checks_drawing
import checks_look
import checks_pages
import checks_recognition
import drawings
from browser import Browser
from checks import Report
from server import Server, executable


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--server", type=pathlib.Path, default=executable(), help="the program")
    parser.add_argument("--data", type=pathlib.Path, help="the folder with Omniglot's archives")
    parser.add_argument("--screenshots", type=pathlib.Path, help="where pictures of the pages go")
    parser.add_argument("--rounds", type=int, default=3, help="of 20 characters and 60 drawings each")
    parser.add_argument(
        "--within", type=float, metavar="MS",
        help="the slowest answer that passes; for a machine that does nothing else (default: any)")
    parser.add_argument("--only", help="only checks whose name has this in it")
    parser.add_argument("--json", type=pathlib.Path, help="where the figures go")
    return parser.parse_args()


class Setting:
    """What the checks work with."""

    def __init__(self, given, folder):
        self.program, self.shots = given.server, given.screenshots or folder / "shots"
        self.shots.mkdir(parents=True, exist_ok=True)
        self.within = given.within
        self.folder = folder
        self.training = folder / "training"
        self.training.mkdir()
        characters = drawings.load(drawings.folder(given.data))
        self.rounds = [
            drawings.protocol(characters, seed) for seed in range(1, given.rounds + 1)] if characters else []
        self.server = Server(self.program, "--training", str(self.training)).start()
        self.browser = Browser()
        self.browser.open(self.server.address + "/")

    def close(self):
        self.browser.close()
        self.server.close()


def main():
    given = options()
    if given.server is None:
        sys.exit("no program: swift build --package-path Service, or --server FILE")
    report = Report()
    with tempfile.TemporaryDirectory(prefix="oneshot-judges-") as folder:
        setting = Setting(given, pathlib.Path(folder))
        try:
            for module in (checks_drawing, checks_recognition, checks_pages, checks_look, checks_access):
                for check in module.CHECKS:
                    if not given.only or given.only in check.__name__:
                        report.make(check, setting)
        finally:
            setting.close()
    if given.json:
        given.json.write_text(json.dumps(report.figures, indent=2) + "\n")
    print(f"{len(report.failed)} failed, {len(report.skipped)} skipped")
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
