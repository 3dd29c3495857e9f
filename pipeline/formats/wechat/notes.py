"""An article's notes: footnotes as ①, links as [1], each with a running number, for the platform has no anchors.

Circled numbers for notes and bracketed ones for references are the two series that Chinese publications keep apart.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from pipeline.formats.wechat.rules.stripped import OWN_HOST
from pipeline.formats.wechat.titles import circled
from pipeline.handbook import Block, Footnote, Link, inline_text, walk_inlines

# The headings of the two lists at an article's end.
NOTES_TITLE = "注释"
LINKS_TITLE = "链接"


@dataclass(frozen=True, slots=True)
class Notes:
    """The marks of an article's footnotes, and of the addresses that its links lead to, in order of appearance.

    Footnotes of the same number and words share a mark.
    """

    footnotes: dict[Footnote, str]
    links: dict[str, str]


def collect_notes(blocks: Iterable[Block]) -> Notes:
    """Number the footnotes and links of ``blocks``."""
    inlines = tuple(walk_inlines(blocks))
    footnotes = dict.fromkeys(inline for inline in inlines if isinstance(inline, Footnote))
    targets = dict.fromkeys(
        inline.target for inline in inlines if isinstance(inline, Link) and needs_reference(inline)
    )
    return Notes(
        {footnote: circled(number) for number, footnote in enumerate(footnotes, 1)},
        {target: f"[{number}]" for number, target in enumerate(targets, 1)},
    )


def stays_link(link: Link) -> bool:
    """Report whether the platform keeps this link: it leads to another article on it."""
    try:
        address = urlsplit(link.target)
    except ValueError:
        return False
    return address.scheme in ("http", "https") and address.hostname == OWN_HOST


def needs_reference(link: Link) -> bool:
    """Report whether its address must be written out at the end: the link is lost, and its words do not show it."""
    return not stays_link(link) and inline_text(link.inlines) != link.target
