"""The editor's page in Chromium: what 复制 puts on the clipboard is the article."""

from __future__ import annotations

import contextlib
import functools
import http.server
import json
import threading

import lxml.html
import pytest
from axe_playwright_python.sync_playwright import Axe

from pipeline.formats.wechat.rules import RULES, Subject, examined
from pipeline.handbook import without_space

# An element a line: its tag, its style, its picture, its own text.
OUTLINE = """html => {
  const text = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data.trim()).join("");
  const body = new DOMParser().parseFromString(html, "text/html").body;
  return [...body.querySelectorAll("*")].map(e => [e.tagName, e.getAttribute("style"), e.getAttribute("src"), text(e)]);
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


@pytest.fixture
def browser(chromium):
    return chromium


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


@contextlib.contextmanager
def _two_pages(browser, hindrance=""):
    """A page to copy from, hindered, and one to paste into. To open one takes longer than to use it."""
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        page, target = context.new_page(), context.new_page()
        page.add_init_script(hindrance)
        yield page, target


def _copied(pages, address, button, position):
    """What the second page pastes after the button of the first was pressed with the keyboard."""
    page, target = pages
    page.bring_to_front()
    page.goto(address)
    page.get_by_role("button", name=button).nth(position).focus()
    page.keyboard.press("Enter")
    page.get_by_text(f"已{button}").wait_for()
    target.bring_to_front()
    target.goto("about:blank")
    target.set_content("<textarea></textarea>")
    target.evaluate(WATCH)
    target.click("textarea")
    target.keyboard.press("Control+V")
    target.wait_for_function("window.pasted")
    return target.evaluate("window.pasted")


@pytest.mark.parametrize("hindrance", HINDRANCES)
@pytest.mark.parametrize("door", ["file", "http"])
def test_what_is_copied_is_the_article(door, hindrance, browser, addresses, finished):
    folder = finished / "wechat"
    series = json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]
    with _two_pages(browser, HINDRANCES[hindrance]) as pages:
        for position, article in enumerate(series):
            page, pasted = pages[1], _copied(pages, addresses[door], "复制正文", position)
            fragment = (folder / article["file"]).read_text(encoding="utf-8")
            assert page.evaluate(OUTLINE, pasted["text/html"]) == page.evaluate(OUTLINE, fragment)
            assert "<" not in pasted["text/plain"].replace("A-1 <b>", "")
            for button, field in (("复制标题", "title"), ("复制摘要", "digest")):
                pasted = _copied(pages, addresses[door], button, position)
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


@pytest.mark.parametrize("address", ["file", "http"])
def test_without_the_older_command_no_folder_of_this_computer_is_copied(address, browser, addresses):
    """``ClipboardItem`` makes addresses absolute: pictures go without one, for they are uploaded in any case."""
    refused = "document.execCommand = () => false"
    with _two_pages(browser, refused) as pages:
        pasted = _copied(pages, addresses[address], "复制正文", 1)
        assert "<img" in pasted["text/html"]
        assert "file:" not in pasted["text/html"]
        assert " src=" not in pasted["text/html"]


@pytest.mark.parametrize("which", ["finished", "finished_nasty"])
def test_what_is_pasted_reads_the_same_and_keeps_the_rules(which, browser, request):
    """Pasted into an editable page by Chromium itself, which rewrites styles as it likes."""
    folder = request.getfixturevalue(which) / "wechat"
    series = json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]
    with browser.new_context(permissions=["clipboard-read", "clipboard-write"]) as context:
        for position, article in enumerate(series):
            source = context.new_page()
            source.goto((folder / "index.html").as_uri())
            source.get_by_role("button", name="复制正文").nth(position).click()
            source.get_by_text("已复制正文").wait_for()
            target = context.new_page()
            target.set_content('<body style="margin:0"><div contenteditable></div></body>')
            target.click("div")
            target.keyboard.press("Control+V")
            target.wait_for_selector("div section")
            pasted = lxml.html.fragment_fromstring(target.inner_html("div"))
            wanted = lxml.html.fragment_fromstring((folder / article["file"]).read_text(encoding="utf-8"))
            assert without_space(pasted.text_content()) == without_space(wanted.text_content())
            assert _blocks(pasted) == _blocks(wanted)
            found = examined(Subject(pasted))
            # Chromium takes away a span that changes nothing, and writes out properties of its own.
            assert {one.code for one in found} <= {"W2.2", "WS-property", "WS-attribute", "WS-data"}, found
            source.close()
            target.close()


def _blocks(root):
    return [
        element.tag for element in root.iter("section", "p", "h2", "h3", "table", "tr", "th", "td", "img")
    ]


def test_the_page_previews_day_and_night_at_both_widths(browser, addresses):
    page = browser.new_page(viewport={"width": 1400, "height": 900})
    page.goto(addresses["file"])
    frame = page.frame_locator("iframe")
    frame.locator("h1").get_by_text("①").wait_for()
    assert frame.locator("section").first.evaluate("e => getComputedStyle(e).color") == "rgb(51, 51, 51)"
    page.get_by_role("button", name="预览").nth(1).click()
    page.get_by_role("button", name="夜间").click()
    frame.locator("h1").get_by_text("②").wait_for()
    assert frame.locator("body").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(25, 25, 25)"
    assert frame.locator("section").first.evaluate("e => getComputedStyle(e).color") == "rgb(163, 163, 163)"
    for name, width in (("电脑 677", 677), ("手机 375", 375)):
        page.get_by_role("button", name=name).click()
        assert page.locator("iframe").evaluate("e => e.clientWidth") == width
    page.close()


def test_the_page_tells_what_was_checked(browser, addresses, finished):
    series = json.loads((finished / "wechat" / "series.json").read_text(encoding="utf-8"))["articles"]
    page = browser.new_page()
    page.goto(addresses["file"])
    for article, item in zip(series, page.locator(".articles > li").all(), strict=True):
        shown = item.inner_text().replace(",", "")
        assert f"{article['words']} 字" in shown
        assert f"{article['characters']} / 20000 字符" in shown
        assert f"平台规则 {len(RULES)} 条全部通过" in shown
        assert "对比度：日间" in shown
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_is_accessible(width, scheme, browser, addresses):
    page = browser.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page.goto(addresses["file"])
    for change in ("手机 375", "夜间"):
        page.get_by_role("button", name=change).click()
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
    page.close()
