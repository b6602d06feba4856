"""Drawing, learning and forgetting, with pen, finger, keys, files and camera."""

import base64
import pathlib
import tempfile

from browser import Keys
from checks import equal
from checks_recognition import clean, labels

CROSS = [[(0.2, 0.2), (0.5, 0.5), (0.8, 0.8)], [(0.8, 0.2), (0.5, 0.5), (0.2, 0.8)]]
TRIANGLE = [[(0.5, 0.15), (0.85, 0.8), (0.15, 0.8), (0.5, 0.15)]]
TRIANGLE_NAME = "a triangle / Dreieck 三角"
ZIGZAG = [[(0.1, 0.3), (0.3, 0.7), (0.5, 0.3), (0.7, 0.7), (0.9, 0.3)]]


def classes(browser, count):
    browser.until(f"document.querySelectorAll('#classes > .class').length === {count}"
                  " && !document.querySelector('#known-count').hidden")


def with_a_cross(setting):
    """The page, on a recognizer that knows a cross as `sign 1` and a triangle."""
    browser = setting.browser
    if labels(browser) == [["sign 1", 1], [TRIANGLE_NAME, 1]]:
        return browser
    clean(setting)
    for count, (name, strokes) in enumerate((("sign 1", CROSS), (TRIANGLE_NAME, TRIANGLE)), 1):
        browser.draw(strokes)
        browser.click("#label")
        browser.keys(name, Keys.ENTER)
        classes(browser, count)
    browser.until("document.querySelector('#remember').disabled")
    return browser


def the_question_of_the_spatula(setting):
    browser = setting.browser
    clean(setting)
    browser.click(".choices [data-name='a whisk']")
    assert "whisk" in browser.text("#verdict"), "a wrong answer is not called wrong"
    assert not browser.shown("#go"), "the way on is shown after a wrong answer"
    browser.click(".choices [data-name='']")
    assert browser.text("#verdict").startswith("Yes"), "the right answer is not called right"
    browser.click("#go")
    equal(browser.focused(), "pad", "the focus after the question")
    browser.open(setting.server.address + "/")
    assert not browser.shown(".choices"), "the question is asked again"
    browser.click("#unfold")
    assert browser.shown(".choices"), "the question cannot be unfolded"
    browser.js("localStorage.clear()")


def one_click_learns_a_drawing(setting):
    browser = setting.browser
    clean(setting)
    browser.draw(CROSS)
    equal(browser.text("#said"), "A new sign.", "the answer before anything is known")
    browser.click("#remember")
    classes(browser, 1)
    equal(labels(browser), [["sign 1", 1]], "the class")
    browser.draw(CROSS, pointer="pen")
    said, best, _ = browser.answer()
    equal((said, best), ("sign 1", "sign 1"), "the same drawing again")
    assert browser.js("return document.querySelector('#seen img').naturalWidth") == 36, \
        "what the network sees is not its picture"
    browser.click("#clear")
    browser.draw(TRIANGLE)
    browser.answer()
    browser.click("#label")
    browser.keys(TRIANGLE_NAME, Keys.ENTER)
    classes(browser, 2)
    equal(labels(browser)[1][0], TRIANGLE_NAME, "a name with a slash")


def never_seen_that(setting):
    browser = with_a_cross(setting)
    browser.draw(ZIGZAG)
    said, _, _ = browser.answer()
    equal(said, "Never seen that.", "a third sign beside two others")
    browser.click("#ranking li:first-child .plus")
    browser.until("document.querySelectorAll('.thumb').length === 3")
    browser.until("document.querySelector('#remember').disabled")


def undo_and_clear(setting):
    browser = with_a_cross(setting)
    browser.draw(CROSS)
    browser.answer()
    browser.click("#undo")
    assert browser.js("return !document.querySelector('#undo').disabled"), "one stroke should be left"
    browser.click("#undo")
    browser.until("document.querySelector('#undo').disabled")
    assert is_blank(browser), "ink is left after undo"
    browser.draw(CROSS)
    browser.answer()
    browser.js("document.querySelector('#pad').focus()")
    browser.chord(Keys.CONTROL, "z")
    assert not is_blank(browser), "Control-Z took more than a stroke"
    browser.keys(Keys.DELETE)
    # The ring of the pen that the keys move is no ink, and goes with the focus.
    browser.js("document.activeElement.blur()")
    assert is_blank(browser), "ink is left after the key Delete"


def is_blank(browser):
    return browser.js("""const [pad, copy] = [document.querySelector('#pad'), new OffscreenCanvas(200, 200)];
        const to = copy.getContext('2d', {willReadFrequently: true}); to.drawImage(pad, 0, 0, 200, 200);
        return to.getImageData(0, 0, 200, 200).data.every(each => each === 0)""")


def a_finger_draws(setting):
    browser = with_a_cross(setting)
    browser.cdp("Emulation.setTouchEmulationEnabled", enabled=True)
    try:
        browser.js("document.querySelector('#pad').scrollIntoView({block: 'center'})")
        browser.touch(CROSS)
        equal(browser.answer()[1], "sign 1", "a cross by touch")
        assert browser.js("return document.querySelector('#pad').getBoundingClientRect().top >= 0"), \
            "the page scrolled under the finger"
    finally:
        browser.cdp("Emulation.setTouchEmulationEnabled", enabled=False)
    browser.click("#clear")


def the_keyboard_alone(setting):
    """Learns an angle, knows it again and forgets it, without pointer."""
    browser = with_a_cross(setting)
    before = len(labels(browser))
    browser.js("document.activeElement.blur(); scrollTo(0, 0)")
    browser.open(setting.server.address + "/", f"document.querySelectorAll('.class').length === {before}")
    for _ in range(60):
        browser.keys(Keys.TAB)
        if browser.focused() == "pad":
            break
    equal(browser.focused(), "pad", "the focus after some tabs")

    def angle():
        browser.keys(*[Keys.ARROW_UP] * 7, " ", *[Keys.ARROW_DOWN] * 13, *[Keys.ARROW_RIGHT] * 9, " ")

    angle()
    while browser.focused() != "label":
        browser.keys(Keys.TAB)
    browser.keys("angle", Keys.ENTER)
    classes(browser, before + 1)
    browser.until("document.querySelector('#remember').disabled")
    while browser.focused() != "pad":
        browser.chord(Keys.SHIFT, Keys.TAB)
    angle()
    browser.until("document.querySelector('#said').textContent === 'angle'")
    browser.keys(Keys.DELETE)
    for _ in range(80):
        browser.keys(Keys.TAB)
        if browser.focused() == "Delete angle":
            break
    browser.keys(Keys.ENTER)
    classes(browser, before)


def pictures_instead_of_drawings(setting):
    """By the button, dropped, pasted, and by the camera."""
    browser = with_a_cross(setting)
    browser.draw(CROSS)
    browser.answer()
    png = browser.js("""const sheet = document.createElement('canvas'); sheet.width = sheet.height = 300;
        const to = sheet.getContext('2d'); to.fillStyle = 'white'; to.fillRect(0, 0, 300, 300);
        to.drawImage(document.querySelector('#pad'), 0, 0, 300, 300);
        return sheet.toDataURL('image/png').split(',')[1]""")
    browser.click("#clear")
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(base64.b64decode(png))
        file.flush()
        browser.find("#picture").send_keys(file.name)
        browser.until("document.querySelector('#said').textContent === 'sign 1'")
    browser.click("#clear")
    for event, target in (("drop", "drop"), ("paste", "drop")):
        browser.js("""const bytes = Uint8Array.from(atob(arguments[0]), c => c.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], 'cross.png', {type: 'image/png'}));
            const event = arguments[1] === 'paste'
              ? new ClipboardEvent('paste', {clipboardData: transfer, bubbles: true, cancelable: true})
              : new DragEvent('drop', {dataTransfer: transfer, bubbles: true, cancelable: true});
            document.getElementById(arguments[2]).dispatchEvent(event)""", png, event, target)
        browser.until("document.querySelector('#said').textContent === 'sign 1'")
        browser.click("#clear")
        browser.until("document.querySelector('#undo').disabled")
    browser.click("#camera")
    browser.until("document.querySelector('dialog video')?.videoWidth > 0")
    browser.screenshot(setting.shots / "camera.png", whole=False)
    browser.click("dialog .primary")
    browser.until("!document.querySelector('#undo').disabled && !document.querySelector('#seen').hidden")
    browser.click("#clear")
    with tempfile.NamedTemporaryFile(suffix=".png") as file:
        file.write(b"no picture")
        file.flush()
        browser.find("#picture").send_keys(file.name)
        browser.until("document.querySelector('#classify-error').textContent.includes('no picture')")
    browser.draw(CROSS)
    browser.answer()
    browser.click("#clear")


def errors_stand_where_they_happen(setting):
    browser = with_a_cross(setting)
    browser.draw(CROSS)
    browser.js("document.querySelector('#label').value = '語'.repeat(100)")
    browser.click("#remember")
    browser.until("document.querySelector('#enroll-error').checkVisibility()")
    assert "300 bytes" in browser.text("#enroll-error"), browser.text("#enroll-error")
    browser.js("document.querySelector('#label').value = ''")
    browser.click("#clear")
    with tempfile.NamedTemporaryFile(suffix=".safetensors") as file:
        file.write(b"no recognizer")
        file.flush()
        browser.find("#load").send_keys(file.name)
        browser.until("document.querySelector('#load-error').checkVisibility()")
    # The refusals are what this check provokes: the console speaks of them, too.
    kept = [line for line in browser.complaints() if "422" not in line and "400" not in line]
    equal(kept, [], "the console")


def the_threshold_can_be_moved(setting):
    browser = with_a_cross(setting)
    browser.draw(CROSS)
    equal(browser.answer()[0], "sign 1", "at the threshold of the network")
    set_threshold(browser, 99)
    browser.until("document.querySelector('#said').textContent === 'Never seen that.'")
    browser.click("#as-trained")
    browser.until("document.querySelector('#said').textContent === 'sign 1'")
    assert browser.text("#tune-done"), "nothing is said of the threshold"
    browser.click("#clear")


def set_threshold(browser, value):
    browser.js("""const slider = document.querySelector('#threshold'); slider.value = arguments[0];
        for (const name of ['input', 'change']) slider.dispatchEvent(new Event(name))""", value)


def saved_and_loaded_it_is_the_same(setting):
    browser = with_a_cross(setting)
    before = labels(browser)
    data = browser.js("""const file = await (await fetch(document.querySelector('#save').href)).blob();
        const reader = new FileReader(); reader.readAsDataURL(file);
        await new Promise(done => reader.onload = done); return reader.result.split(',')[1]""")
    clean(setting)
    equal(labels(browser), [], "after clearing")
    path = pathlib.Path(setting.folder) / "saved.safetensors"
    path.write_bytes(base64.b64decode(data))
    browser.find("#load").send_keys(str(path))
    classes(browser, len(before))
    equal(labels(browser), before, "the classes of the file")
    browser.until("document.querySelector('#load-done').textContent.includes('is loaded')")
    browser.draw(CROSS)
    equal(browser.answer()[1], "sign 1", "a drawing after loading")
    browser.click("#clear")


def eight_signs_to_begin_with(setting):
    """One click teaches them; other hands' drawings of each are then known."""
    browser = setting.browser
    clean(setting)
    browser.click("#teach")
    classes(browser, 8)
    right = 0
    names = [name for name, _ in labels(browser)]
    for name in names:
        for _ in range(3):
            browser.js("performance.clearMeasures()")
            browser.click(f"[aria-label='Draw the {name}']")
            browser.until("performance.getEntriesByName('oneshot.answer').length > 0")
            right += browser.text("#ranking .name") == name
            browser.click("#clear")
    assert right >= 22, f"{right} of 24 right"
    browser.click("#watch")
    browser.until("document.querySelector('#said').dataset.kind !== 'idle'")
    return {"signs by other hands": f"{right} of 24"}


CHECKS = [
    the_question_of_the_spatula, one_click_learns_a_drawing, never_seen_that, undo_and_clear,
    a_finger_draws, the_keyboard_alone, pictures_instead_of_drawings, the_threshold_can_be_moved,
    errors_stand_where_they_happen, saved_and_loaded_it_is_the_same, eight_signs_to_begin_with]
