"""What style sheets must leave to the reader: colours, faces, sizes; and what old reading apps stumble over.

A colour on text vanishes at night, where reading apps set their own ground; sizes in px and pt ignore the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2

from pipeline.findings import Finding
from pipeline.formats.epub.names import CSS_TYPE
from pipeline.formats.epub.opened import Book, resolved
from pipeline.formats.epub.rules import codes, sight
from pipeline.formats.epub.rules.codes import AGAIN, offence
from pipeline.seen.html_names import XHTML, name_of

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


_Faults = Iterator[tuple[str, str, str]]
"""What is wrong: its code, the words, the mend."""


def check(book: Book) -> Iterator[Finding]:
    """Check every style sheet, and what documents carry in themselves."""
    linked = (
        resolved(name, link.get("href", ""))
        for name, document in book.documents.items()
        for link in document.iter(f"{XHTML}link")
    )
    for sheet in dict.fromkeys((*(item.name for item in book.of_type(CSS_TYPE)), *linked)):
        words = book.files.get(sheet, b"").decode(errors="replace")
        for code, message, hint in _rules(tinycss2.parse_stylesheet(words, True, True)):
            yield offence(code, message, hint, book.short(sheet))
    for name, document in book.documents.items():
        page = book.short(name)
        if not [link for link in document.iter(f"{XHTML}link") if link.get("rel") == "stylesheet"]:
            yield offence(codes.STYLE, "没有用样式表", AGAIN, page)
        for element in document.iter(f"{XHTML}style", f"{XHTML}script", f"{XHTML}font"):
            yield offence(codes.STYLE, f"有 {name_of(element)}", "去掉", page)


def _rules(nodes: Iterable[tinycss2.ast.Node]) -> _Faults:
    for node in nodes:
        if node.type == "error":
            yield codes.SYNTAX, f"第{node.source_line}行看不懂：{node.message}", "改正样式表"
        elif node.type == "at-rule":
            message = f"第{node.source_line}行用了 @{node.lower_at_keyword}，旧阅读软件不认"
            yield codes.SYNTAX, message, "去掉"
        elif node.type == "qualified-rule":
            yield from _rule(node)


def _rule(node: tinycss2.ast.Node) -> _Faults:
    contents = tinycss2.parse_blocks_contents(node.content, True, True)
    declarations = [one for one in contents if one.type == "declaration"]
    for one in contents:
        if one.type != "declaration":
            yield codes.SYNTAX, f"第{one.source_line}行看不懂", "改正样式表"
    at_words = list(sight.at_words(node.prelude, declarations))
    for one in declarations:
        faults = list(_declaration(one))
        yield from faults
        if one in at_words and not faults:
            value = tinycss2.serialize(one.value).strip()
            message = f"第{one.source_line}行 {one.lower_name}: {value} 可能藏起、盖住、改动或打乱文字"
            yield codes.SIGHT, message, "去掉，或换成只作装饰的写法"


def _declaration(one: tinycss2.ast.Node) -> _Faults:
    value = tinycss2.serialize(one.value).strip().lower()
    where = f"第{one.source_line}行 {one.lower_name}: {value}"
    coloured = _COLOUR.search(value) or _NAMED.search(value)
    if _FORBIDDEN.fullmatch(one.lower_name) or coloured:
        yield codes.STYLE, f"{where} 夜间模式下会看不清，或排乱版面", "去掉"
    elif _COLOUR_PROPERTIES.fullmatch(one.lower_name) and value not in _READERS_OWN:
        yield codes.STYLE, f"{where} 夜间模式下会看不清", "去掉，或用 inherit"
    if _UNITS.search(value):
        yield codes.STYLE, f"{where} 不随读者的字号变化", "用 em 或 %"
    if (one.lower_name, value) in (("display", "none"), ("visibility", "hidden")) or one.important:
        # A note or an aside that is hidden is lost in reading apps without pop-ups.
        yield codes.STYLE, f"{where} 会盖过读者的设置或藏起文字", "去掉"
    if one.lower_name == "font-family" and value.count(",") > 3:
        yield codes.STYLE, f"{where} 字体名太多", "最多四个"
