"""The look stays the reader's: colours, faces and sizes; no gaps between characters; nothing wider than a phone."""

from __future__ import annotations

import re

import pytest
import tinycss2
from lxml import etree

from pipeline.handbook import Paragraph, inline_text, walk

XHTML = "{http://www.w3.org/1999/xhtml}"
TYPE = "{http://www.idpf.org/2007/ops}type"


def _declarations(files):
    sheet = tinycss2.parse_stylesheet(files["EPUB/style.css"].decode(), True, True)
    assert all(rule.type == "qualified-rule" for rule in sheet)
    return [
        (node.lower_name, tinycss2.serialize(node.value).strip())
        for rule in sheet
        for node in tinycss2.parse_blocks_contents(rule.content, True, True)
    ]


FORBIDDEN_PROPERTIES = (
    r"background.*|position|float|transform|top|left|right|bottom|height|content|opacity|filter"
)
FORBIDDEN_VALUES = (
    r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|url)a?\(|\b(black|white|gray|grey|red)\b|\d(px|pt|mm|cm|in|pc|vh|vw|rem)\b"
)


def test_the_style_sheet_leaves_to_the_reader_what_is_the_readers(files):
    declarations = _declarations(files)
    assert len(declarations) > 60
    for name, value in declarations:
        if (name, value) == ("height", "auto"):
            continue
        assert not re.fullmatch(FORBIDDEN_PROPERTIES, name), name
        assert not re.search(FORBIDDEN_VALUES, value), (name, value)
        assert name != "color" or value == "inherit"
        assert name != "font-style" or value == "normal"
        if name == "font-family":
            assert len(value.split(",")) <= 4


def test_a_note_shown_alone_has_one_number(files):
    """A reading app that shows a note over the page takes its list out of everything around it."""
    rules = tinycss2.parse_stylesheet(files["EPUB/style.css"].decode(), True, True)
    plain = [
        selector.strip()
        for rule in rules
        if "list-style-type: none" in tinycss2.serialize(rule.content)
        for selector in tinycss2.serialize(rule.prelude).split(",")
    ]
    assert {".duokan-footnote-content", ".duokan-footnote-item"} <= set(plain)


def test_the_text_keeps_its_own_face(files):
    body = next(rule for rule in files["EPUB/style.css"].decode().splitlines() if rule.startswith("body {"))
    assert "font-family" not in body


def test_pages_carry_no_style_of_their_own(files):
    for name, data in files.items():
        if name.endswith(".xhtml"):
            page = etree.fromstring(data)
            assert not [element for element in page.iter() if element.get("style")]
            assert not list(page.iter(f"{XHTML}style", f"{XHTML}script", f"{XHTML}font"))
            (sheet,) = page.iter(f"{XHTML}link")
            assert sheet.get("href") == "style.css"


def _bare(paragraph):
    for mark in list(paragraph.iter(f"{XHTML}sup")):
        parent, before = mark.getparent(), mark.getprevious()
        if before is None:
            parent.text = (parent.text or "") + (mark.tail or "")
        else:
            before.tail = (before.tail or "") + (mark.tail or "")
        parent.remove(mark)
    return "".join(paragraph.itertext())


def test_no_space_arises_between_characters(files, handbook):
    shown = [
        _bare(paragraph)
        for name, data in files.items()
        if name.endswith(".xhtml")
        for paragraph in etree.fromstring(data).iter(f"{XHTML}p")
    ]
    answers = (handbook.preface, *(question.blocks for question in handbook.questions))
    paragraphs = [block for blocks in answers for block in walk(blocks) if isinstance(block, Paragraph)]
    assert len(paragraphs) > 15
    for block in paragraphs:
        assert any(text.endswith(inline_text(block.inlines)) for text in shown)


NIGHT = "html { background: #101010; color: #c8c8c8 } body { margin: 24px }"

# Every element that shows text of its own: its colour, and the colour behind it.
COLOURS = """() => [...document.body.querySelectorAll('*')]
  .filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
  .map(e => getComputedStyle(e)).map(s => [s.color, s.backgroundColor])"""


@pytest.fixture(scope="module")
def unpacked(files, tmp_path_factory):
    folder = tmp_path_factory.mktemp("book")
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder / "EPUB"


@pytest.mark.parametrize("width", [320, 390, 1024])
def test_pages_fit_their_screen_by_day_and_night(width, chromium, unpacked):
    window = chromium.new_page(viewport={"width": width, "height": 844})
    pages = sorted(unpacked.glob("*.xhtml"))
    assert len(pages) == 7
    for page in pages:
        window.goto(page.as_uri())
        window.add_style_tag(content=NIGHT)
        assert window.evaluate("document.documentElement.scrollWidth") <= width, page.name
        for colour, ground in window.evaluate(COLOURS):
            assert colour == "rgb(200, 200, 200)", page.name
            assert ground == "rgba(0, 0, 0, 0)", page.name
    window.close()
