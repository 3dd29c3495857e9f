"""What an article may be made of: tags, attributes and style properties that the platform keeps, as data.

From the official rules for editor plugins (https://developers.weixin.qq.com/doc/service/guide/product/plugin_spec.html,
section numbers below), and narrower: classes, ids, style sheets and scripts are taken away, ``div`` is rewritten, and
a style with one unknown property may be dropped whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

_STYLE = frozenset({"style"})
_DRAWN = frozenset({"fill", "stroke", "stroke-width"})

TAGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "section": _STYLE | {"nodeleaf"},
        "p": _STYLE,
        "h2": _STYLE,
        "h3": _STYLE,
        "blockquote": _STYLE,
        "span": _STYLE | {"leaf"},
        "strong": _STYLE,
        "em": _STYLE,
        "sup": _STYLE,
        "br": frozenset(),
        "a": _STYLE | {"href"},
        "img": _STYLE | {"src", "alt", "data-w", "data-ratio"},
        "table": _STYLE,
        "tbody": frozenset(),
        "tr": frozenset(),
        "th": _STYLE,
        "td": _STYLE,
        "svg": _STYLE | _DRAWN | {"viewbox"},
        "circle": _DRAWN | {"cx", "cy", "r"},
        "path": _DRAWN | {"d"},
    }
)
"""Allowed attributes by tag, in lower case."""

PROPERTIES = frozenset(
    {
        *("margin", "padding", "padding-left"),
        *("border", "border-top", "border-bottom", "border-left", "border-collapse"),
        *("color", "background-color", "display", "width", "height", "max-width", "table-layout"),
        *("font-size", "font-style", "font-weight", "line-height"),
        *("text-align", "text-indent", "vertical-align", "word-break"),
    }
)
"""Allowed style properties."""

# Values that are refused, by property ("" stands for every property), and why.
_REFUSED = (
    ("", r"!\s*important", "4.5.2：不得用 !important"),
    ("", r"\b(var|calc|url|[a-z-]*gradient)\(", "只能写定值"),
    ("color", r"^(?!#[0-9a-f]{6}$)", "颜色写六位十六进制"),
    ("background-color", r"^(?!#[0-9a-f]{6}$)", "颜色写六位十六进制"),
    ("text-align", r"\b(start|end)\b", "1.6：对齐只用 left、center、right、justify"),
    ("display", r"^(?!inline-block$)", "display 只用 inline-block"),
    ("width", r"\d(px|pt|mm|cm|in)\b", "1.4：宽度不得用固定长度"),
    ("max-width", r"\d(px|pt|mm|cm|in)\b", "1.4：宽度不得用固定长度"),
    ("height", r".", "1.5：高度不得写定"),
    ("line-height", r"^(?!([1-9]\d*(\.\d+)?)em$)", "1.3：行高写 em，不小于字号"),
    ("font-size", r"^(?!(1[2-9]|[2-9]\d)px$)", "字号写 px，不小于 12px"),
)


def offences(root: etree._Element) -> Iterator[str]:
    """What the platform would take away or refuse in a parsed fragment: a line each, in Chinese."""
    for element in root.iter():
        if not isinstance(element.tag, str):
            yield "含注释或处理指令"
        elif element.tag not in TAGS:
            yield f"不能用标签 <{element.tag}>"
        else:
            extra = [name for name in element.attrib if str(name).lower() not in TAGS[element.tag]]
            yield from (f"<{element.tag}> 不能用属性 {name!s}" for name in extra)
            yield from (f"<{element.tag}> {offence}" for offence in _style_offences(element))
            yield from _structure_offences(element)


def declarations(style: str) -> tuple[tuple[str, str], ...]:
    """A style attribute as pairs of property and value."""
    pairs = (declaration.partition(":") for declaration in style.split(";") if declaration.strip())
    return tuple((name.strip().lower(), value.strip()) for name, _, value in pairs)


def _style_offences(element: etree._Element) -> Iterator[str]:
    styles = dict(declarations(element.get("style", "")))
    if re.fullmatch(r"#([c-f]\w){3}", styles.get("color", "")) and "background-color" not in styles:
        yield f"不能在白底上用浅色 {styles['color']}"
    for name, value in declarations(element.get("style", "")):
        if name not in PROPERTIES:
            yield f"不能用样式 {name}"
        if element.tag == "svg" and name in ("width", "height"):
            continue  # a drawing has its own proportions, so it never spoils the line
        for of, pattern, why in _REFUSED:
            if of in ("", name) and re.search(pattern, value):
                yield f"不能用样式 {name}:{value}（{why}）"


def _structure_offences(element: etree._Element) -> Iterator[str]:
    is_leaf = element.tag == "span" and "leaf" in element.attrib
    own_text = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if own_text and not is_leaf:
        yield f"文字“{own_text[:12]}”不在 <span leaf> 里（2.2）"
    if is_leaf and any(child.tag != "br" for child in element):
        yield "<span leaf> 里只能有文字和换行（2.2）"
    if element.tag == "img":
        parent = element.getparent()
        if parent is None or "nodeleaf" not in parent.attrib:
            yield "图片不在 <section nodeleaf> 里（2.3）"
        yield from (
            f"图片缺少 {name}" for name in ("src", "alt", "data-w", "data-ratio") if not element.get(name)
        )
