"""An article as the mark-up that is pasted: rendered with classes, styled inline, cut to what the platform keeps."""

from __future__ import annotations

import css_inline
import lxml.html
from lxml import etree

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.formats.wechat.styles import declarations

STYLE_SHEET = "article.css"

# Elements that hold other elements only: white space in them is the template's.
_CONTAINERS = frozenset({"section", "blockquote", "table", "tbody", "tr"})
# Elements that hold text and inline elements.
_LINES = frozenset({"p", "h2", "h3", "th", "td"})


def as_fragment(html: str, templates: Templates) -> str:
    """Turn mark-up with classes into what is pasted, styled by ``article.css`` beside the templates.

    Raises :class:`OutsideFailure` when the style sheet is missing or broken.
    """
    root = lxml.html.fragment_fromstring(_with_inline_styles(html.strip(), templates.text(STYLE_SHEET)))
    _reduce(root)
    return str(lxml.html.tostring(root, encoding="unicode"))


def _with_inline_styles(html: str, css: str) -> str:
    try:
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False, resolve_css_variables=True)
        return str(inliner.inline_fragment(html, css))
    except css_inline.InlineError as problem:
        raise OutsideFailure(f"样式表 {STYLE_SHEET} 无法使用：{problem}", "恢复该样式表") from problem


def _reduce(root: etree._Element) -> None:
    """Take away classes and the template's white space, write styles tightly, put every line into a leaf."""
    for element in list(root.iter(etree.Element)):
        element.attrib.pop("class", "")
        if style := element.get("style"):
            element.set("style", ";".join(f"{name}:{value}" for name, value in declarations(style)))
        if element.tag in _CONTAINERS:
            element.text = _without_white_space(element.text)
            for child in element:
                child.tail = _without_white_space(child.tail)
        if element.tag in _LINES:
            _put_into_leaf(element)


def _without_white_space(text: str | None) -> str | None:
    return text if text and text.strip() else None


def _put_into_leaf(element: etree._Element) -> None:
    """Put all that stands in ``element`` into one ``<span leaf="">``, which may hold text and inline elements.

    Rules for plugins, 2.2. A leaf a run of text would cost a heading or a point with its parts two to four of them.
    """
    leaf = etree.Element("span", {"leaf": ""})
    leaf.text = element.text
    leaf[:] = list(element)
    if not leaf.text and not len(leaf):  # an empty box would lose its style
        etree.SubElement(leaf, "br")
    element.text = None
    element[:] = [leaf]
