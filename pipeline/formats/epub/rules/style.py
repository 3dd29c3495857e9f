"""What style sheets must leave to the reader: colours, faces, sizes; and what old reading apps stumble over.

A colour on text vanishes at night, where reading apps set their own ground; sizes in px and pt ignore the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2

from pipeline.formats.epub.read import resolved
from pipeline.formats.epub.rules import sight
from pipeline.formats.epub.rules.opened import XHTML, Book

_FORBIDDEN = re.compile(
    r"background.*|position|float|transform.*|top|left|right|bottom|opacity|filter|mix-blend-mode|z-index"
    r"|.*shadow|content|text-fill-color|-webkit-text-fill-color|(-\w+-)?writing-mode|direction"
)
_UNITS = re.compile(r"\d(px|pt|mm|cm|in|pc|q|vh|vw|vmin|vmax|rem)\b", re.IGNORECASE)
_COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(rgb|hsl|hwb|lab|lch|oklab|oklch|color)a?\(|\burl\(", re.IGNORECASE)
# Only the names that a person would write; the reader's own colours are these two words.
_COLOUR_PROPERTIES = re.compile(r"color|.*-color|fill|stroke")
_READERS_OWN = {"inherit", "currentcolor"}
_NAMED = re.compile(
    r"\b(black|white|gr[ae]y|silver|red|maroon|blue|navy|green|transparent|dark\w+|light\w+)\b"
)


def check(book: Book) -> Iterator[str]:
    """Every style sheet, and what documents carry in themselves."""
    linked = (
        resolved(name, link.get("href", ""))
        for name, document in book.documents.items()
        for link in document.iter(f"{XHTML}link")
    )
    for sheet in dict.fromkeys((*(item.name for item in book.of_type("text/css")), *linked)):
        words = book.files.get(sheet, b"").decode(errors="replace")
        rules = tinycss2.parse_stylesheet(words, True, True)
        yield from (f"{book.short(sheet)}：{fault}" for fault in _rules(rules))
    for name, document in book.documents.items():
        page = book.short(name)
        if not [link for link in document.iter(f"{XHTML}link") if link.get("rel") == "stylesheet"]:
            yield f"{page} 没有用样式表（改法：重新生成电子书）"
        for element in document.iter(f"{XHTML}style", f"{XHTML}script", f"{XHTML}font"):
            yield f"{page} 里有 {str(element.tag).rpartition('}')[2]}（改法：去掉）"


def _rules(nodes: Iterable[tinycss2.ast.Node]) -> Iterator[str]:
    for node in nodes:
        if node.type == "error":
            yield f"第{node.source_line}行看不懂：{node.message}（改法：改正样式表）"
        elif node.type == "at-rule":
            yield f"第{node.source_line}行用了 @{node.lower_at_keyword}，旧阅读软件不认（改法：去掉）"
        elif node.type == "qualified-rule":
            # A note or an aside that is hidden is lost in reading apps without pop-ups.
            contents = tinycss2.parse_blocks_contents(node.content, True, True)
            declarations = [one for one in contents if one.type == "declaration"]
            yield from (
                f"第{one.source_line}行看不懂（改法：改正样式表）"
                for one in contents
                if one.type != "declaration"
            )
            at_words = list(sight.told(node.prelude, declarations))
            for one in declarations:
                faults = list(_declaration(one))
                yield from faults
                if one in at_words and not faults:
                    value = tinycss2.serialize(one.value).strip()
                    yield f"第{one.source_line}行 {one.lower_name}: {value} {sight.TOLD}"


def _declaration(one: tinycss2.ast.Node) -> Iterator[str]:
    value = tinycss2.serialize(one.value).strip().lower()
    where = f"第{one.source_line}行 {one.lower_name}: {value}"
    coloured = _COLOUR.search(value) or _NAMED.search(value)
    if _FORBIDDEN.fullmatch(one.lower_name) or coloured:
        yield f"{where} 夜间模式下会看不清，或排乱版面（改法：去掉）"
    elif _COLOUR_PROPERTIES.fullmatch(one.lower_name) and value not in _READERS_OWN:
        yield f"{where} 夜间模式下会看不清（改法：去掉，或用 inherit）"
    if _UNITS.search(value):
        yield f"{where} 不随读者的字号变化（改法：用 em 或 %）"
    if (one.lower_name, value) in (("display", "none"), ("visibility", "hidden")) or one.important:
        yield f"{where} 会盖过读者的设置或藏起文字（改法：去掉）"
    if one.lower_name == "font-family" and value.count(",") > 3:
        yield f"{where} 字体名太多（改法：最多四个）"
