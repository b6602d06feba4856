"""How the pages look: light and dark, wide and narrow, to axe and to the console. Takes pictures."""

from checks import equal
from checks_pages import write_log

SIZES = {"wide": (1280, 900), "narrow": (390, 844)}


def first(browser, address):
    browser.open(address + "/", "document.querySelector('#footer p')")


def answered(browser, address):
    first(browser, address)
    if browser.js("return (await (await fetch('/classes')).json()).classes.length === 0"):
        browser.click("#teach")
    browser.until("document.querySelectorAll('.class').length > 0")
    browser.click("#watch")
    browser.until("document.querySelector('#bars').checkVisibility()")
    browser.js("for (const each of document.images) each.loading = 'eager'; scrollTo(0, 0)")
    browser.until("[...document.querySelectorAll('#classes img')].every(each => each.complete)")


def quiz(browser, address):
    browser.open(address + "/quiz?seed=5", "document.querySelector('#footer p')")


def playing(browser, address):
    quiz(browser, address)
    browser.click("#begin button")
    browser.until("document.querySelectorAll('.choice').length === 20 && document.activeElement.id === 'task-title'")
    browser.keys("d")
    browser.until("!document.querySelector('#next').hidden")
    browser.js("scrollTo(0, 0)")


def training(browser, address):
    browser.open(address + "/training", "document.querySelectorAll('.chart').length > 0")


STATES = {"draw": first, "answer": answered, "quiz": quiz, "task": playing, "training": training}


def every_page_in_every_light_and_width(setting):
    """No sideways scrolling, nothing serious for axe, a picture of each."""
    browser = setting.browser
    wrong, looked = [], 0
    write_log(setting, 60)
    for dark in (False, True):
        for size, (width, height) in SIZES.items():
            browser.color(dark)
            browser.resize(width, height)
            for state, reach in STATES.items():
                reach(browser, setting.server.address)
                name = f"{state}-{size}-{'dark' if dark else 'light'}"
                scroll = browser.js("return [document.documentElement.scrollWidth, innerWidth]")
                if scroll[0] > scroll[1]:
                    wrong.append(f"{name}: {scroll[0]} pixels on a screen of {scroll[1]}")
                browser.screenshot(setting.shots / f"{name}.png")
                wrong += [f"{name}: {line}" for line in browser.axe()]
                looked += 1
    browser.color(False)
    browser.resize(*SIZES["wide"])
    assert not wrong, "\n  ".join(wrong)
    return {"pages looked at": looked}


def no_page_scrolls_sideways(setting):
    """On the smallest telephones, on tablets, and with very large text."""
    browser, wrong = setting.browser, []
    write_log(setting, 60)
    for width, height, zoom in ((320, 568, 1), (768, 1024, 1), (1024, 768, 1), (640, 480, 2)):
        browser.resize(width, height)
        for state, reach in STATES.items():
            reach(browser, setting.server.address)
            browser.js("document.documentElement.style.fontSize = arguments[0] * 100 + '%'", zoom)
            scroll = browser.js("return [document.documentElement.scrollWidth, innerWidth]")
            if scroll[0] > scroll[1]:
                wrong.append(f"{state} at {width}, text {zoom}×: {scroll[0]} pixels")
    browser.resize(*SIZES["wide"])
    assert not wrong, "\n  ".join(wrong)


def the_keys_show_where_they_are(setting):
    """Whatever takes the focus by tab has a ring, and is large enough to be hit."""
    browser = setting.browser
    answered(browser, setting.server.address)
    problems = browser.js("""
        const found = [];
        for (const each of document.querySelectorAll('a, button, input, [tabindex="0"], label.button')) {
          if (!each.checkVisibility() || each.disabled || each.matches('.quiet, .skip, p a')) continue;
          const box = each.getBoundingClientRect();
          if (box.width < 24 || box.height < 24) found.push(`${each.id || each.className || each.textContent}: ${box.width}×${box.height}`);
        }
        return found""")
    equal(problems, [], "targets below 24 pixels")


def the_console_has_nothing_to_say(setting):
    equal(setting.browser.complaints(), [], "errors and warnings of the console in all checks")


CHECKS = [
    every_page_in_every_light_and_width, no_page_scrolls_sideways, the_keys_show_where_they_are, the_console_has_nothing_to_say]
