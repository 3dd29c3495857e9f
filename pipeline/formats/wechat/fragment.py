"""An article as the mark-up that is pasted: rendered with classes, styled inline, cut to what the platform keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import css_inline
import lxml.html
from lxml import etree

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import render
from pipeline.formats.wechat.notes import LINKS_TITLE, NOTES_TITLE, collect_notes, needs_reference, stays_link
from pipeline.formats.wechat.pictures import Picture
from pipeline.formats.wechat.rules.official import PHONE
from pipeline.formats.wechat.rules.styles import declarations
from pipeline.formats.wechat.series import Article, shown_blocks
from pipeline.formats.wechat.titles import titles
from pipeline.handbook import NOTE_LABEL, SOURCES_LABEL, Handbook, source_digest

CODE_LENGTH = 8  # hexadecimal digits of the source's digest in the last line
WIDEST_TABLE = 3  # columns that a phone shows side by side; a wider table becomes a card a row

# Elements that hold other elements only: white space in them is the template's.
_CONTAINERS = frozenset({"section", "blockquote", "table", "tbody", "tr"})
# Elements that hold text and what stands in a line with it.
_LINES = frozenset({"p", "h2", "h3", "th", "td"})


@dataclass(frozen=True, slots=True)
class Ending:
    """What an article ends with: the titles of its neighbours (empty where there is none), and the edition."""

    before: str
    after: str
    edition: str


def make_fragment(
    handbook: Handbook,
    article: Article,
    ending: Ending,
    *,
    pictures: Mapping[str, Picture],
    addresses: Mapping[str, str],
    templates: Path,
) -> str:
    """The fragment of ``article``; the first of the series carries the preface.

    ``pictures`` has what figures show, by the names of their images; ``addresses`` where questions of other articles
    can be read already, by their ids. Raises :class:`OutsideFailure` when the templates are broken.
    """
    notes = collect_notes(shown_blocks(handbook, article))
    facts = {
        "handbook": handbook,
        "article": article,
        "titles": titles(handbook, article),
        "preface": handbook.preface if article.ordinal == 1 else (),
        "ending": ending,
        "follow_pictures": [(name, pictures[image]) for name, image in handbook.wechat.pictures],
        "pictures": pictures,
        "addresses": addresses,
        "footnote_marks": notes.footnotes,
        "link_marks": notes.links,
        "notes_title": NOTES_TITLE,
        "links_title": LINKS_TITLE,
        "note_label": NOTE_LABEL,
        "sources_label": SOURCES_LABEL,
        "widest_table": WIDEST_TABLE,
        "phone_width": PHONE,
    }
    filters = {"stays_link": stays_link, "needs_reference": needs_reference}
    return as_fragment(render(templates, "article.html.j2", facts, filters), templates)


def as_fragment(html: str, templates: Path) -> str:
    """Mark-up with classes → what is pasted, styled by ``article.css`` of the folder ``templates``.

    Raises :class:`OutsideFailure` when the style sheet is broken, or when something is left that the platform would
    not keep.
    """
    root = lxml.html.fragment_fromstring(_with_inline_styles(html.strip(), templates / "article.css"))
    _reduce(root)
    return str(lxml.html.tostring(root, encoding="unicode"))


def edition_line(handbook: Handbook) -> str:
    """The last line of an article, by which a copy of it can be told: release, its date, the source's digest."""
    digest = source_digest(handbook)[:CODE_LENGTH]
    return f"版本 {handbook.release}（{handbook.date}）· 校验码 {digest}"


def _with_inline_styles(html: str, theme: Path) -> str:
    try:
        css = theme.read_text(encoding="utf-8")
        inliner = css_inline.CSSInliner(load_remote_stylesheets=False, resolve_css_variables=True)
        return str(inliner.inline_fragment(html, css))
    except (OSError, UnicodeDecodeError, css_inline.InlineError) as problem:
        raise OutsideFailure(f"样式表 {theme.name} 无法使用：{problem}（改法：恢复该样式表）") from problem


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
    """All that stands in ``element`` becomes one ``<span leaf="">``, which may hold text and inline elements.

    Rules for plugins, 2.2. A leaf a run of text would cost a heading or a point with its parts two to four of them.
    """
    leaf = etree.Element("span", {"leaf": ""})
    leaf.text = element.text
    leaf[:] = list(element)
    if not leaf.text and not len(leaf):  # an empty box would lose its style
        etree.SubElement(leaf, "br")
    element.text = None
    element[:] = [leaf]
