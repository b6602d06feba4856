"""Headless Chromium, and hands for it: a pen on the sheet, keys, screenshots, axe."""

import base64
import importlib.util
import pathlib
import time

from selenium import webdriver
from selenium.webdriver import ActionChains
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

# Packages that carry axe, the newer one first.
AXES = ("axe_playwright_python", "axe_core_python")
# What every page is watched for: when the pen last left the sheet.
WATCH = "addEventListener('pointerup', event => { window.penUp = event.timeStamp }, true)"


def axe_source():
    for name in AXES:
        package = importlib.util.find_spec(name)
        if package:
            return pathlib.Path(package.origin).with_name("axe.min.js").read_text()
    raise RuntimeError("no axe: pip install -r requirements.txt")


class Browser:
    """One window. `errors` collects what its console complains of."""

    def __init__(self, width=1280, height=900, dark=False):
        options = webdriver.ChromeOptions()
        for argument in (
                "--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu",
                "--disable-dev-shm-usage", "--force-prefers-reduced-motion",
                "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"):
            options.add_argument(argument)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        # axe looks at thousands of marks of a chart, and the machine may have other work.
        self.driver.set_script_timeout(300)
        self.errors = []
        self.cdp("Page.addScriptToEvaluateOnNewDocument", source=WATCH)
        self.resize(width, height)
        self.color(dark)

    def cdp(self, command, **arguments):
        return self.driver.execute_cdp_cmd(command, arguments)

    def resize(self, width, height, scale=1):
        self.cdp("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=scale, mobile=False)

    def color(self, dark, motion=False):
        self.cdp("Emulation.setEmulatedMedia", features=[
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "no-preference" if motion else "reduce"}])

    def open(self, address, ready=None):
        self.listen()
        self.driver.get(address)
        if ready:
            self.until(ready)

    def js(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def until(self, condition, seconds=30):
        """Waits for JavaScript to be true, and gives its value."""
        return WebDriverWait(self.driver, seconds, 0.03).until(
            lambda _: self.js(f"return ({condition})"), f"still not: {condition}")

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def text(self, selector):
        return self.js("return document.querySelector(arguments[0]).textContent.trim()", selector)

    def shown(self, selector):
        return self.js("return !!document.querySelector(arguments[0])?.checkVisibility()", selector)

    def click(self, selector):
        element = self.find(selector)
        self.js("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        element.click()

    def keys(self, *keys):
        """To whatever has the focus."""
        ActionChains(self.driver, duration=0).send_keys(*keys).perform()

    def chord(self, modifier, key):
        ActionChains(self.driver, duration=0).key_down(modifier).send_keys(key).key_up(modifier).perform()

    def focused(self):
        return self.js("return document.activeElement.id || document.activeElement.getAttribute('aria-label')")

    # The pen.

    def draw(self, strokes, pointer="mouse"):
        """Draws strokes of points from 0 to 1 on the sheet, by events that the browser trusts."""
        box = self.js("""const pad = document.getElementById('pad');
            if (pad.getBoundingClientRect().top < 0 || pad.getBoundingClientRect().bottom > innerHeight)
              pad.scrollIntoView({block: 'center'});
            const box = pad.getBoundingClientRect(); return [box.left, box.top, box.width]""")
        for stroke in strokes:
            places = [(box[0] + x * box[2], box[1] + y * box[2]) for x, y in thinned(stroke)]
            self.mouse("mousePressed", places[0], pointer)
            for place in places[1:]:
                self.mouse("mouseMoved", place, pointer)
            self.mouse("mouseReleased", places[-1], pointer)

    def mouse(self, kind, place, pointer):
        self.cdp("Input.dispatchMouseEvent", type=kind, x=place[0], y=place[1], button="left",
                 buttons=0 if kind == "mouseReleased" else 1, clickCount=1, pointerType=pointer)

    def touch(self, strokes):
        """The same with a finger."""
        box = self.js("const box = document.getElementById('pad').getBoundingClientRect();"
                      "return [box.left, box.top, box.width]")
        for stroke in strokes:
            for i, (x, y) in enumerate(thinned(stroke)):
                self.cdp("Input.dispatchTouchEvent", type="touchMove" if i else "touchStart",
                         touchPoints=[{"x": box[0] + x * box[2], "y": box[1] + y * box[2]}])
            self.cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])

    def answer(self, seconds=20):
        """What the page says of the drawing: (said, best class, milliseconds from pen-up to paint)."""
        milliseconds = self.until(
            "(performance.getEntriesByName('oneshot.answer').find("
            "each => each.startTime === window.penUp) || {}).duration", seconds)
        return self.text("#said"), self.text("#ranking .name"), milliseconds

    # Judging.

    def listen(self):
        self.errors += [entry for entry in self.driver.get_log("browser")
                        if entry["level"] in ("SEVERE", "WARNING")]

    def complaints(self):
        self.listen()
        found, self.errors = self.errors, []
        return [f"{entry['level']} {entry['message']}" for entry in found]

    def axe(self):
        """The serious and critical findings, as lines."""
        if not self.js("return !!window.axe"):
            self.cdp("Runtime.evaluate", expression=axe_source())
        result = self.driver.execute_async_script(
            "const done = arguments[arguments.length - 1];"
            "axe.run().then(done, error => done({violations: [], failed: String(error)}))")
        if result.get("failed"):
            raise RuntimeError(result["failed"])
        return [f"{each['impact']} {each['id']}: " + ", ".join(
                    str(node["target"]) for node in each["nodes"][:4])
                for each in result["violations"] if each["impact"] in ("serious", "critical")]

    def screenshot(self, path, whole=True):
        """The whole page, as a PNG."""
        time.sleep(0.15)
        size = self.cdp("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1}
        shot = self.cdp("Page.captureScreenshot", captureBeyondViewport=whole,
                        **({"clip": clip} if whole else {}))
        path.write_bytes(base64.b64decode(shot["data"]))

    def close(self):
        self.driver.quit()


def thinned(stroke, least=0.012):
    """Points some way from each other; with all of them the hand would be slower than a hand."""
    kept = [stroke[0]]
    for x, y in stroke[1:]:
        if max(abs(x - kept[-1][0]), abs(y - kept[-1][1])) >= least:
            kept.append((x, y))
    return kept


__all__ = ["Browser", "Keys", "thinned"]
