"""What the book says of its accessibility (EPUB Accessibility 1.1) and the meanings in its text (DPUB-ARIA 1.1)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from pipeline.formats.epub.rules.opened import OPF, XHTML, Book, meanings

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
_ROLES_ALONE = {"doc-backlink", "doc-example", "doc-cover"}
_ELEMENTS = {
    "doc-qna": "section", "doc-footnote": "aside", "doc-noteref": "a", "doc-backlink": "a", "doc-toc": "nav",
    "doc-pagelist": "nav", "doc-glossary": "section", "doc-preface": "section", "doc-example": "aside",
}  # fmt: skip


def check(book: Book) -> Iterator[str]:
    """Metadata and roles."""
    for name in _NEEDED:
        if not any(book.metas(name)):
            yield f"书的信息里缺少 {name}（改法：补上）"
    modes = book.metas("schema:accessMode")
    for mode in modes:
        if mode not in _MODES:
            yield f"schema:accessMode 的值不对：{mode}（改法：textual 或 visual）"
    pictures = [
        one for page in book.documents.values() for one in page.iter(f"{XHTML}img") if not one.get("role")
    ]
    if ("visual" in modes) != bool(pictures):
        yield "schema:accessMode 的 visual 与书里有没有插图不符（改法：有插图才写 visual，只有封面不算）"
    for feature in book.metas("schema:accessibilityFeature"):
        if feature not in _FEATURES:
            yield f"schema:accessibilityFeature 的值不对：{feature}（改法：改正）"
    for link in book.package.iter(f"{OPF}link"):
        if link.get("rel") == "dcterms:conformsTo":
            yield "无障碍等级要写成文字，不能写成链接（改法：改正 dcterms:conformsTo）"
    for claim in book.metas("dcterms:conformsTo"):
        if not claim.startswith(_CLAIM) or not claim.endswith((" Level A", " Level AA", " Level AAA")):
            yield f"dcterms:conformsTo 的写法不对：{claim}（改法：按规范全文照写，或不写）"
    questions = False
    for name, document in book.documents.items():
        for element in document.iter(f"{XHTML}*"):
            questions |= "qna" in meanings(element)
            yield from (f"{book.short(name)}：{fault}" for fault in _roles(str(element.tag), element))
    if not questions:
        yield '书里没有标明问答（改法：用 epub:type="qna" 的 section 包住问答）'


def _roles(tag: str, element: etree._Element) -> Iterator[str]:
    types = meanings(element)
    role = element.get("role")
    in_landmarks = tag == f"{XHTML}a" and not types & {"noteref"}
    for one in sorted(types):
        if one not in ROLES:
            yield f"epub:type 的值不通行：{one}（改法：用 EPUB 语义词表里的词）"
        elif ROLES[one] and role != ROLES[one] and not in_landmarks:
            yield f'epub:type="{one}" 要有 role="{ROLES[one]}"（改法：补上）'
    if role is not None:
        if role not in _ROLES_ALONE and role not in ROLES.values():
            yield f"role 的值不通行：{role}（改法：改正）"
        elif role in _ELEMENTS and tag != f"{XHTML}{_ELEMENTS[role]}":
            yield f'role="{role}" 只能用在 {_ELEMENTS[role]} 上（改法：改正）'
    if "zy-footnote" in element.attrib:
        yield "用了标准之外的属性 zy-footnote（改法：去掉）"
