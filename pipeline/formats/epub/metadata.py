"""What the package document says about the book: the facts of the handbook and of EPUB Accessibility 1.1.

Everything said here is true of every book that this format writes; conformance to a level of WCAG is not claimed,
because a claim needs a person who has checked it (https://www.w3.org/TR/epub-a11y-11/).
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from pipeline.formats.epub.names import DIGEST, RELEASE
from pipeline.handbook import Handbook, words_digest

EDITION = "urn:baiwen:edition#"
"""The vocabulary that says which release a file is of, and of which source: ``release`` and ``sourceDigest``."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the package document says: one value each, and the accessibility metadata as pairs in order.

    ``date`` is a full time stamp in UTC: some readers show a bare date a day early or late.
    """

    identifier: str
    title: str
    language: str
    publisher: str
    date: str
    properties: tuple[tuple[str, str], ...]


def metadata(handbook: Handbook, *, has_figures: bool, has_pages: bool) -> Metadata:
    """Give the metadata of a handbook.

    ``has_figures`` says whether any answer shows a picture, ``has_pages`` whether the printed book's pages are marked.
    """
    return Metadata(
        identifier=_identifier(handbook),
        title=handbook.title,
        language=handbook.language,
        publisher=handbook.publisher,
        date=f"{handbook.date.isoformat()}T00:00:00Z",
        properties=(
            *_accessibility(has_figures, has_pages),
            *((("pageBreakSource", print_edition(handbook)),) if has_pages else ()),
            (RELEASE, handbook.release),
            (DIGEST, words_digest(handbook)),
        ),
    )


def _identifier(handbook: Handbook) -> str:
    """Give a name-based UUID (RFC 9562, version 5), the same for every release of an edition.

    So a reader's library replaces an older release instead of keeping both; ``dcterms:modified`` tells them apart
    (EPUB 3.3, release identifier).
    """
    name = "\n".join((handbook.title, handbook.publisher, handbook.edition, handbook.language))
    return uuid.uuid5(uuid.NAMESPACE_URL, f"tag:baiwen:{name}").urn


def print_edition(handbook: Handbook) -> str:
    """Name the paginated source in words, as it has no ISBN: title, edition, issuer, release date, form."""
    issuer = handbook.issuer.replace("　编", "编")
    date = f"{handbook.date.year}年{handbook.date.month}月{handbook.date.day}日"
    return f"《{handbook.title}》{handbook.edition}，{issuer}，{date}发布（{handbook.release}），印刷版"


def _accessibility(has_figures: bool, has_pages: bool) -> tuple[tuple[str, str], ...]:
    """Discovery metadata of EPUB Accessibility 1.1; by its Techniques a cover alone makes no book visual."""
    modes = ("textual", "visual") if has_figures else ("textual",)
    features = (
        "tableOfContents",
        "readingOrder",
        "structuralNavigation",
        "alternativeText",
        "displayTransformability",
        *(("pageNavigation", "pageBreakMarkers") if has_pages else ()),
    )
    return (
        *(("schema:accessMode", mode) for mode in modes),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in features),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", _summary(has_figures, has_pages)),
    )


def _summary(has_figures: bool, has_pages: bool) -> str:
    """Say what a reader may expect, in a sentence, without promising what this book does not have."""
    pictures = "封面和插图都有替代文字" if has_figures else "除封面外没有图片，封面有替代文字"
    pages = "标有印刷版页码，可按页跳转；" if has_pages else ""
    return (
        "全书为文字问答，可由屏幕阅读器按顺序朗读；有目录、地标和逐级标题可供跳转；"
        f"{pages}{pictures}；字体、字号、行距和颜色可由读者自行调整。"
    )
