"""Contrast under the themes of reading apps, as axe sees it; what axe cannot decide counts as a finding.

Black on black has no contrast at all, and just that axe reports as ``incomplete``, not as a violation.
"""

from __future__ import annotations

import re
import shutil
import zipfile

import pytest
from axe_playwright_python.sync_playwright import Axe

# Where a theme's rules stand, and what they are. Most apps write theirs behind the book's; some before, where the book
# wins. "Strong" is what Readium forces on everything but links (https://github.com/readium/readium-css).
THEMES = {
    "day": ("last", ":root { background: #ffffff; color: #121212 }"),
    "sepia": ("last", ":root { background: #faf4e8; color: #121212 }"),
    "strong night": (
        "last",
        ":root { background: #000000; color: #fefefe } :root *:not(a) { background-color: transparent !important;"
        " color: inherit !important; border-color: currentColor !important }",
    ),
    "weak night": ("first", "html { background: #121212; color: #c8c8c8 } body { color: #c8c8c8 }"),
}
PUT = """([place, rules]) => {
  const style = document.createElementNS('http://www.w3.org/1999/xhtml', 'style')
  style.textContent = rules
  const head = document.querySelector('head')
  head.insertBefore(style, place == 'first' ? head.firstChild : null)
}"""


# The colour of an element's words, and the first ground behind it.
COLOURS = """selector => {
  const element = document.querySelector(selector)
  let ground = element
  const of = one => getComputedStyle(one).backgroundColor
  while (ground.parentElement && of(ground) == 'rgba(0, 0, 0, 0)') ground = ground.parentElement
  return [getComputedStyle(element).color, of(ground)]
}"""
ENOUGH = 4.5  # WCAG 2.2, 1.4.3


@pytest.fixture(scope="module")
def window(chromium):
    page = chromium.new_page(viewport={"width": 390, "height": 844})
    yield page
    page.close()


def luminance(colour):
    """WCAG 2.2, relative luminance of ``rgb(r, g, b)``."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_decided(window, node):
    """Whether axe's doubt is that the page itself hides a paragraph, and the colours are clear all the same.

    It says so of words that are divided between lines at a ``wbr``.
    """
    (check,) = node["any"]
    hidden_by = {one["html"].split()[0] for one in check["relatedNodes"]}
    if check["data"]["messageKey"] != "elmPartiallyObscured" or hidden_by != {"<html"}:
        return False
    darker, lighter = sorted(map(luminance, window.evaluate(COLOURS, node["target"][0])))
    return (lighter + 0.05) / (darker + 0.05) >= ENOUGH


def findings(window, folder, theme, pages="*.xhtml"):
    """Every element without enough contrast, or about which axe is in doubt: page and element."""
    axe, found = Axe(), []
    for page in sorted(folder.glob(f"EPUB/{pages}")):
        window.goto(page.as_uri())
        window.evaluate(PUT, list(THEMES[theme]))
        answer = axe.run(window, options={"runOnly": ["color-contrast"]}).response
        assert answer["passes"] or answer["violations"] or answer["incomplete"] or page.stem == "cover"
        found += [
            (page.name, node["html"][:80], node["any"][0]["message"] if node["any"] else kind)
            for kind in ("violations", "incomplete")
            for rule in answer[kind]
            for node in rule["nodes"]
            if kind == "violations" or not is_decided(window, node)
        ]
    return found


def unpacked(data, folder):
    folder.mkdir()
    with zipfile.ZipFile(data) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(scope="module")
def folder(finished, tmp_path_factory):
    root = tmp_path_factory.mktemp("night")
    (root / "handbook.epub").write_bytes(finished)
    return unpacked(root / "handbook.epub", root / "book")


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_under_every_theme(theme, window, folder):
    assert findings(window, folder, theme) == []


@pytest.mark.parametrize(
    ("rule", "theme"),
    [
        ("p { color: #bbb }", "day"),
        ("body { color: #000; background: #000 }", "weak night"),
        ("a { color: #00e }", "strong night"),
    ],
)
def test_a_colour_is_seen(rule, theme, window, folder, tmp_path):
    book = tmp_path / "book"
    shutil.copytree(folder, book)
    sheet = book / "EPUB/style.css"
    sheet.write_text(sheet.read_text("utf-8") + rule, encoding="utf-8")
    assert findings(window, book, theme, "part-general.xhtml")


@pytest.mark.oracle
@pytest.mark.parametrize("theme", THEMES)
def test_whole_books_can_be_read_under_every_theme(theme, window, paginated, tmp_path):
    assert findings(window, unpacked(paginated, tmp_path / "book"), theme) == []
