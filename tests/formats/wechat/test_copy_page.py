"""The editor's page in Chromium: what 复制 puts on the clipboard is the article."""

from __future__ import annotations

import functools
import http.server
import json
import threading

import pytest
from playwright.sync_api import sync_playwright

# An element a line: its tag, its style, its own text.
OUTLINE = """html => {
  const text = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.querySelectorAll("*")].map(e => [e.tagName, e.getAttribute("style"), text(e)]);
}"""
WATCH = """document.addEventListener("paste", event => {
  const board = event.clipboardData;
  window.pasted = Object.fromEntries(board.types.map(type => [type, board.getData(type)]));
})"""
HINDRANCES = {
    "clipboard": "",
    "no clipboard": 'Object.defineProperty(navigator, "clipboard", {value: undefined})',
    "clipboard refused": 'navigator.clipboard.write = async () => { throw new DOMException("", "NotAllowedError") }',
}


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield browser
        browser.close()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@pytest.fixture(scope="module")
def addresses(finished):
    handler = functools.partial(_Quiet, directory=str(finished))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {
            "file": (finished / "wechat" / "index.html").as_uri(),
            "http": f"http://127.0.0.1:{server.server_port}/wechat/index.html",
        }
        server.shutdown()


def _copied(context, address, button, position, hindrance):
    """What a page pastes after the button was pressed with the keyboard."""
    page = context.new_page()
    page.add_init_script(hindrance)
    page.goto(address)
    page.get_by_role("button", name=button).nth(position).focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"已{button}").wait_for()
    target = context.new_page()
    target.set_content("<textarea></textarea>")
    target.evaluate(WATCH)
    target.click("textarea")
    target.keyboard.press("Control+V")
    target.wait_for_function("window.pasted")
    return target, target.evaluate("window.pasted")


@pytest.mark.parametrize("hindrance", HINDRANCES)
@pytest.mark.parametrize("door", ["file", "http"])
def test_what_is_copied_is_the_article(door, hindrance, browser, addresses, finished):
    folder = finished / "wechat"
    series = json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        for position, article in enumerate(series):
            page, pasted = _copied(context, addresses[door], "复制正文", position, HINDRANCES[hindrance])
            fragment = (folder / article["file"]).read_text(encoding="utf-8")
            assert page.evaluate(OUTLINE, pasted["text/html"]) == page.evaluate(OUTLINE, fragment)
            assert "<" not in pasted["text/plain"].replace("A-1 <b>", "")
            for button, field in (("复制标题", "title"), ("复制摘要", "digest")):
                _, pasted = _copied(context, addresses[door], button, position, HINDRANCES[hindrance])
                assert pasted["text/plain"] == article[field]


@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_fits_its_screen_and_says_nothing_to_the_console(width, browser, addresses):
    page = browser.new_page(viewport={"width": width, "height": 800})
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(addresses["file"])
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert said == []
    page.close()
