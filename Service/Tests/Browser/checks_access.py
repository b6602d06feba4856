"""Servers that want a token, or let nobody change anything."""

from browser import Keys
from checks import equal
from checks_drawing import CROSS
from server import Server


def a_token_is_asked_for_and_kept(setting):
    browser = setting.browser
    with Server(setting.program, "--token", "open sesame".replace(" ", "-")) as server:
        browser.open(server.address + "/", "document.querySelector('#footer p')")
        assert "token" in browser.text("#footer"), browser.text("#footer")
        browser.draw(CROSS)
        browser.click("#remember")
        browser.until("document.querySelector('dialog[open] #token')")
        browser.keys("wrong", Keys.ENTER)
        browser.until("document.querySelector('dialog[open] #token-why')?.textContent === 'That token was refused.'")
        browser.screenshot(setting.shots / "token.png", whole=False)
        found = browser.axe()
        browser.keys("open-sesame", Keys.ENTER)
        browser.until("document.querySelectorAll('.class').length === 1")
        browser.click(".class .class-head .ghost")
        browser.until("document.querySelectorAll('.class').length === 0")
        equal(found, [], "axe on the dialog")
    unasked = [line for line in browser.complaints() if "401" not in line]
    equal(unasked, [], "the console")


def read_only_is_said(setting):
    browser = setting.browser
    with Server(setting.program, "--read-only") as server:
        browser.open(server.address + "/", "document.querySelector('#footer p')")
        browser.until("document.querySelector('#read-only').checkVisibility()")
        for selector in ("#enroll", "#teach"):
            assert not browser.shown(selector), f"{selector} is shown"
        assert browser.js("return document.querySelector('#threshold').disabled"), "the threshold can be moved"
        browser.screenshot(setting.shots / "read-only.png")
        equal(browser.axe(), [], "axe")
    equal(browser.complaints(), [], "the console")


def a_server_that_is_gone_is_named(setting):
    browser = setting.browser
    server = Server(setting.program).start()
    browser.open(server.address + "/", "document.querySelector('#footer p')")
    server.close()
    browser.draw(CROSS)
    browser.click("#remember")
    browser.until("document.querySelector('#enroll-error').textContent.includes('cannot be reached')")
    browser.complaints()


CHECKS = [a_token_is_asked_for_and_kept, read_only_is_said, a_server_that_is_gone_is_named]
