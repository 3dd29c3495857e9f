"""What the book says of its accessibility (EPUB Accessibility 1.1) and the meanings in its text (DPUB-ARIA 1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.findings import Finding
from pipeline.formats.epub.names import OPF
from pipeline.formats.epub.opened import Book
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import offence
from pipeline.seen.html_names import XHTML, name_of, types_of

_MODES = {"textual", "visual", "auditory", "tactile"}
_FEATURES = {
    "tableOfContents",
    "readingOrder",
    "structuralNavigation",
    "alternativeText",
    "displayTransformability",
    "pageNavigation",
    "pageBreakMarkers",
}
_NEEDED = ("schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature",
           "schema:accessibilityHazard", "schema:accessibilitySummary")  # fmt: skip
_CLAIM = "EPUB Accessibility 1.1 - WCAG 2."

# The meanings that this format uses, and the role that says the same to a screen reader.
ROLES = {
    "cover": None, "frontmatter": None, "bodymatter": None, "backmatter": None, "titlepage": None, "landmarks": None,
    "toc": "doc-toc", "preface": "doc-preface", "qna": "doc-qna", "glossary": "doc-glossary",
    "noteref": "doc-noteref", "footnote": "doc-footnote", "pagebreak": "doc-pagebreak", "page-list": "doc-pagelist",
}  # fmt: skip
_TYPES = {role: type_ for type_, role in ROLES.items() if role}
_ROLES_ALONE = {"doc-backlink", "doc-example", "doc-cover"}
_ELEMENTS = {
    "doc-qna": "section", "doc-footnote": "aside", "doc-noteref": "a", "doc-backlink": "a", "doc-toc": "nav",
    "doc-pagelist": "nav", "doc-glossary": "section", "doc-preface": "section", "doc-example": "aside",
}  # fmt: skip


def check(book: Book) -> Iterator[Finding]:
    """Check metadata and roles."""
    yield from _metadata(book)
    questions = False
    for name, document in book.documents.items():
        for element in document.iter(f"{XHTML}*"):
            questions |= "qna" in types_of(element)
            for message, hint in _roles(element):
                yield offence(codes.ROLES, message, hint, book.short(name))
    if not questions:
        yield offence(codes.ROLES, "书里没有标明问答", '用 epub:type="qna" 的 section 包住问答')


def _metadata(book: Book) -> Iterator[Finding]:
    for name in _NEEDED:
        if not any(book.metas(name)):
            yield offence(codes.ACCESS, f"书的信息里缺少 {name}", "补上")
    modes = book.metas("schema:accessMode")
    for mode in modes:
        if mode not in _MODES:
            yield offence(codes.ACCESS, f"schema:accessMode 的值不对：{mode}", "textual 或 visual")
    pictures = [
        one for page in book.documents.values() for one in page.iter(f"{XHTML}img") if not one.get("role")
    ]
    if ("visual" in modes) != bool(pictures):
        message = "schema:accessMode 的 visual 与书里有没有插图不符"
        yield offence(codes.ACCESS, message, "有插图才写 visual，只有封面不算")
    for feature in book.metas("schema:accessibilityFeature"):
        if feature not in _FEATURES:
            yield offence(codes.ACCESS, f"schema:accessibilityFeature 的值不对：{feature}", "改正")
    for link in book.package.iter(f"{OPF}link"):
        if link.get("rel") == "dcterms:conformsTo":
            yield offence(codes.CONFORMS, "无障碍等级要写成文字，不能写成链接", "改正 dcterms:conformsTo")
    for claim in book.metas("dcterms:conformsTo"):
        if not claim.startswith(_CLAIM) or not claim.endswith((" Level A", " Level AA", " Level AAA")):
            message = f"dcterms:conformsTo 的写法不对：{claim}"
            yield offence(codes.CONFORMS, message, "按规范全文照写，或不写")


def _roles(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Give what is wrong with the meanings of an element, each with its mend."""
    types, name, role = types_of(element), name_of(element), element.get("role")
    in_landmarks = name == "a" and not types & {"noteref"}
    for one in sorted(types):
        if one not in ROLES:
            yield f"epub:type 的值不通行：{one}", "用 EPUB 语义词表里的词"
        elif ROLES[one] and role != ROLES[one] and not in_landmarks:
            yield f'epub:type="{one}" 要有 role="{ROLES[one]}"', "补上"
    if role is not None:
        if role not in _ROLES_ALONE and role not in _TYPES:
            yield f"role 的值不通行：{role}", "改正"
        elif role in _ELEMENTS and name != _ELEMENTS[role]:
            yield f'role="{role}" 只能用在 {_ELEMENTS[role]} 上', "改正"
        if role in _TYPES and _TYPES[role] not in types:
            yield f'role="{role}" 要有 epub:type="{_TYPES[role]}"', "补上"
    if "zy-footnote" in element.attrib:
        yield "用了标准之外的属性 zy-footnote", "去掉"
