"""The quiz, and a training as it goes."""

import base64
import math

from browser import Keys
from checks import equal


def the_quiz_by_keys(setting):
    browser, server = setting.browser, setting.server
    browser.open(f"{server.address}/quiz?seed=11&tasks=10", "document.querySelector('#seed').value === '11'")
    browser.find("#seed").send_keys(Keys.ENTER)
    queries = []
    for task in range(10):
        browser.until(f"document.querySelector('#task-title').textContent === 'Task {task + 1} of 10'"
                      " && document.querySelectorAll('.choice').length === 20 && document.activeElement.id === 'task-title'")
        queries.append(browser.js("return document.querySelector('#query').src"))
        if task == 3:
            browser.keys(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ENTER)
        else:
            browser.keys("abcdefghij"[task])
        browser.until("!document.querySelector('#next').hidden")
        equal(browser.js("return document.querySelectorAll('.choice[data-state=right]').length"), 1, "right answers")
        browser.keys(Keys.ENTER)
    browser.until("document.querySelector('#end').checkVisibility()")
    found = browser.text(".you .who")
    assert "of 10" in found, found
    browser.click("#player")
    browser.keys("Judge", Keys.ENTER)
    browser.until("document.querySelector('#rows th')?.textContent === 'Judge'")
    browser.open(f"{server.address}/quiz?seed=11&tasks=10", "document.querySelector('#rows th')?.textContent === 'Judge'")
    browser.click("#begin button")
    browser.until("document.querySelectorAll('.choice').length === 20")
    equal(browser.js("return document.querySelector('#query').src"), queries[0], "the first task of the same seed")
    assert len(set(queries)) == 10, "tasks repeat"
    before = server.get("/quiz/results")["results"][0]
    equal((before["name"], before["seed"], before["tasks"]), ("Judge", 11, 10), "the result")


def with_motion_pages_go_on_by_themselves(setting):
    """A right answer of the quiz leads to the next task; a sign is drawn before the visitor's eyes."""
    browser, server = setting.browser, setting.server
    browser.color(dark=False, motion=True)
    browser.open(f"{server.address}/quiz?seed=3&tasks=10", "document.querySelector('#seed').value === '3'")
    browser.click("#begin button")
    for task in range(2):
        browser.until(f"document.querySelector('#task-title').textContent === 'Task {task + 1} of 10'"
                      " && document.querySelectorAll('.choice').length === 20 && document.activeElement.id === 'task-title'")
        right = browser.js("return (await (await fetch(`/quiz/tasks/3/${arguments[0]}`, {method: 'POST', "
                           "headers: {'Content-Type': 'application/json'}, body: '{\"choice\": 0}'})).json()).answer", task)
        browser.keys("abcdefghijklmnopqrst"[right])
    browser.until("document.querySelector('#task-title').textContent === 'Task 3 of 10'")
    equal(browser.js("return document.querySelectorAll('.you .history .right').length"), 2, "right answers")
    browser.open(server.address + "/", "document.querySelector('#footer p')")
    browser.click("#watch")
    browser.until("!document.querySelector('#clear').disabled && !document.querySelector('#said').textContent.startsWith('Draw')")
    browser.color(dark=False)


def write_log(setting, epochs, start=0.6):
    rows = ["epoch,iteration,loss,validationLoss,oneShotAccuracy,learningRate,seconds"]
    for epoch in range(1, epochs + 1):
        fall = math.exp(-epoch / 12) * (1 + 0.06 * math.sin(epoch * 2.3))
        rows.append(f"{epoch},{epoch * 100},{0.08 + start * fall:.5f},"
                    f"{0.12 + 0.58 * fall + 0.004 * math.sin(epoch):.5f},{0.95 - 0.8 * fall:.4f},"
                    f"{0.001 * 0.5 * (1 + math.cos(math.pi * epoch / 60)):.7f},{epoch * 4.2 + math.sin(epoch):.2f}")
    path = setting.training / "training.csv"
    fresh = path.with_suffix(".new")
    fresh.write_text("\n".join(rows) + "\n")
    fresh.rename(path)


def a_training_is_followed(setting):
    browser = setting.browser
    write_log(setting, 20)
    browser.open(setting.server.address + "/training", "document.querySelectorAll('.chart').length >= 4")
    browser.until("document.querySelector('#lead').textContent.startsWith('20 rows')")
    write_log(setting, 40)
    browser.until("document.querySelector('#lead').textContent.startsWith('40 rows')")
    titles = browser.js("return [...document.querySelectorAll('.chart h3')].map(each => each.textContent)")
    for title in ("Loss", "Share of right answers", "Learning rate", "Steps per second"):
        assert title in titles, f"no chart {title}: {titles}"
    shot = browser.js("""const sheet = document.createElement('canvas'); sheet.width = 600; sheet.height = 300;
        const to = sheet.getContext('2d'); to.fillStyle = 'white'; to.fillRect(0, 0, 600, 300);
        to.fillStyle = 'black'; for (let i = 0; i < 21; i++) to.fillRect(20 + i % 7 * 80, 20 + i / 7 * 90, 50, 50);
        return sheet.toDataURL('image/png').split(',')[1]""")
    (setting.training / "tasks.png").write_bytes(base64.b64decode(shot))
    browser.until("document.querySelector('#tasks-picture').naturalWidth === 600")
    rows = browser.js("return (await fetch(document.querySelector('#csv').href)).text()").strip().split("\n")
    equal(len(rows), 41, "the lines of training.csv")
    # Another run begins anew.
    write_log(setting, 5, start=0.7)
    browser.until("document.querySelector('#lead').textContent.startsWith('5 rows')")
    write_log(setting, 60, start=0.7)
    browser.until("document.querySelector('#lead').textContent.startsWith('60 rows')")


def the_description_is_linked(setting):
    browser = setting.browser
    browser.open(setting.server.address + "/", "document.querySelector('#footer a')")
    for path in browser.js("return [...document.querySelectorAll('#footer a')].map(each => each.pathname)"):
        equal(browser.js("return (await fetch(arguments[0])).status", path), 200, path)
    assert "classes" in browser.text("#footer"), browser.text("#footer")


CHECKS = [
    the_quiz_by_keys, with_motion_pages_go_on_by_themselves, a_training_is_followed,
    the_description_is_linked]
