#!/usr/bin/env python3
"""Opens a report that OmniglotExample wrote in headless Chromium, from its file.

    python Tests/Browser/test_report.py report.html [--screenshots FOLDER]

Light and dark, wide and narrow: it must load nothing besides, fit the window, be below 3 MB, and neither
the console nor axe may find anything serious.
"""

import argparse
import pathlib
import sys

from browser import Browser
from checks import Report, equal

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}


def it_is_one_file_of_less_than_3_megabytes(browser, path, shots):
    size = path.stat().st_size
    assert size < 3e6, f"{size} bytes"
    browser.open(path.as_uri(), "document.readyState === 'complete'")
    equal(browser.js("return performance.getEntriesByType('resource').map(each => each.name)"
                     ".filter(each => !each.startsWith('data:'))"), [], "what it loads besides")
    return {"bytes": size}


def it_fits_the_window_and_satisfies_axe(browser, path, shots):
    wrong = []
    for dark in (False, True):
        for size, (width, height) in SIZES.items():
            browser.color(dark)
            browser.resize(width, height)
            browser.open(path.as_uri(), "document.readyState === 'complete'")
            name = f"report-{size}-{'dark' if dark else 'light'}"
            scroll = browser.js("return document.documentElement.scrollWidth")
            if scroll > width:
                wrong.append(f"{name}: {scroll} pixels on a screen of {width}")
            wrong += [f"{name}: {line}" for line in browser.axe()]
            if shots:
                browser.screenshot(shots / f"{name}.png")
    assert not wrong, "\n  ".join(wrong)


def the_console_has_nothing_to_say(browser, path, shots):
    equal(browser.complaints(), [], "errors and warnings of the console")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("report", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path, help="where pictures of the page go")
    given = parser.parse_args()
    if given.screenshots:
        given.screenshots.mkdir(parents=True, exist_ok=True)
    report, browser = Report(), Browser()
    try:
        for check in (it_is_one_file_of_less_than_3_megabytes, it_fits_the_window_and_satisfies_axe,
                      the_console_has_nothing_to_say):
            report.make(check, browser, given.report.resolve(), given.screenshots)
    finally:
        browser.close()
    sys.exit(1 if report.failed else 0)


if __name__ == "__main__":
    main()
