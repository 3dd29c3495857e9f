"""The printed book's page numbers: markers, both lists, and the print PDF that stands beside the e-book."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, pairwise

from pipeline.findings import Finding, Severity
from pipeline.formats.epub.names import DIGEST, NCX, NCX_TYPE, PRINT_FILE
from pipeline.formats.epub.opened import Book, resolved
from pipeline.formats.epub.page_markers import marked_pages, section_texts
from pipeline.formats.epub.print_pages import PageStart, page_starts, printed_book
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import AGAIN, offence
from pipeline.formats.epub.rules.elements import words_of
from pipeline.formats.epub.rules.navigation import label_of, listing, ncx, source_of
from pipeline.seen.html_names import XHTML, types_of
from pipeline.seen.pdf_pages import PaintedFile, text_area

Pages = list[tuple[str, str]]

_PIECE, _SHARE = 4, 0.5  # characters; so much of a page's text is found on it, with other print between
_SHORTEST = 40  # characters: of fewer too many are broken by what is printed between

_BOTH_AGAIN = "运行 baiwen build 重新生成"
"""The mend where the e-book and the print PDF differ."""


def remarks(book: Book) -> Iterator[Finding]:
    """Remark that there are no page numbers, where there are none."""
    if not _from_nav(book):
        message = f"没有印刷版页码：旁边没有同一次生成的 {PRINT_FILE}"
        yield offence(codes.NO_PAGES, message, "需要页码时运行 baiwen build", severity=Severity.INFO)


def check(book: Book, printed: bytes | None) -> Iterator[Finding]:
    """Check everything about pages; ``printed`` is the print PDF, None where there is none."""
    markers = [
        (element.get("aria-label", ""), f"{name}#{element.get('id', '')}")
        for name, document in book.documents.items()
        for element in document.iter(f"{XHTML}*")
        if "pagebreak" in types_of(element)
    ]
    nav = _from_nav(book)
    if nav != markers:
        message = f"页码表与正文里的页码标记不符：{_odd(nav, markers)}"
        yield offence(codes.PAGE_LIST, message, AGAIN)
    for label, href in markers:
        if not href.endswith(f"#page{label}"):
            message = f"页码标记的标识与页码不符：{label}，{href.rpartition('#')[2]}"
            yield offence(codes.PAGE_LIST, message, AGAIN)
    yield from _old_list(book, nav)
    if bool(nav) != (len(book.metas("pageBreakSource")) == 1):
        message = "有页码就要写明是哪个印刷版，没有页码就不写"
        yield offence(codes.SAID_OF_PAGES, message, "补上或去掉 pageBreakSource")
    features = set(book.metas("schema:accessibilityFeature")) & {"pageNavigation", "pageBreakMarkers"}
    if len(features) != (2 if nav else 0):
        hint = "有页码才写 pageNavigation 和 pageBreakMarkers"
        yield offence(codes.SAID_OF_PAGES, "书的信息里关于页码的说明与书不符", hint)
    yield from _against_print(book, printed_book(printed, "".join(book.metas(DIGEST))))


def _old_list(book: Book, nav: Pages) -> Iterator[Finding]:
    """Check the list of pages in the NCX."""
    if _from_ncx(book) != nav:
        yield offence(codes.PAGE_LIST, "NCX 的页码表与目录里的不同", AGAIN)
    root = ncx(book)
    if root is None:
        return
    if [one for one in root.iter(f"{NCX}pageList") if not one.get("class") or not one.get("id")]:
        yield offence(codes.PAGE_LIST, "NCX 的页码表（pageList）缺少 id 或 class", AGAIN)
    for target in root.iter(f"{NCX}pageTarget"):
        label = label_of(target)
        if target.get("value", label) != label:
            message = f"NCX 的页码与它的值不同：{label}，{target.get('value')}"
            yield offence(codes.PAGE_LIST, message, AGAIN)


def _from_nav(book: Book) -> Pages:
    pages = listing(book, "page-list")
    if pages is None:
        return []
    return [(words_of(a), resolved(book.navigation, a.get("href", ""))) for a in pages.iter(f"{XHTML}a")]


def _from_ncx(book: Book) -> Pages:
    root = ncx(book)
    base = next((item.name for item in book.of_type(NCX_TYPE)), "")
    if root is None:
        return []
    return [(label_of(target), resolved(base, source_of(target))) for target in root.iter(f"{NCX}pageTarget")]


def _odd(one: Pages, other: Pages) -> str:
    return next((a[0] for a in (*one, *other) if a not in one or a not in other), "次序")


def _elsewhere(printed: PaintedFile, texts: Mapping[str, str], found: Sequence[PageStart]) -> Iterator[str]:
    """Find the pages whose text in the e-book is for the greater part not on the page of this number in print.

    Where a page begins to the character is found by the writer's own means; this is seen without them.
    """
    pages = {one.label: "".join(glyph.character for glyph in text_area(one)) for one in printed.pages}
    begins = dict(zip(texts, accumulate(map(len, texts.values()), initial=0), strict=False))
    starts = sorted((begins[one.section] + one.offset, one.label) for one in found if one.section in begins)
    whole = "".join(texts.values())
    for (start, label), (end, _) in pairwise((*starts, (len(whole), ""))):
        pieces = [whole[at : at + _PIECE] for at in range(start, end, _PIECE)]
        there = sum(piece in pages.get(label, "") for piece in pieces)
        if end - start > _SHORTEST and there < _SHARE * len(pieces):
            yield label


def _against_print(book: Book, printed: PaintedFile | None) -> Iterator[Finding]:
    """Check the markers against the PDF: where each page begins is found again from the finished files."""
    found = marked_pages(book.documents)
    texts = section_texts(book.documents)
    wanted = page_starts(printed, texts)
    if not wanted and not found:
        return
    if printed is None or not wanted:
        message = "印刷版与电子书的文字或版次不同，或没有印刷版，页码不作数"
        yield offence(codes.PRINT, message, _BOTH_AGAIN)
        return
    if not found:
        yield offence(codes.PRINT, "印刷版就在旁边，电子书却没有它的页码", _BOTH_AGAIN)
        return
    for label in _elsewhere(printed, texts, found):
        yield offence(codes.PRINT, f"标为第{label}页的文字不在印刷版的这一页上", _BOTH_AGAIN)
    marked = {page.label for page in found}
    for page in (*wanted, *found):
        if page.label not in marked:
            yield offence(codes.PRINT, f"没有标出第{page.label}页从哪里开始", _BOTH_AGAIN)
        elif (page in wanted) != (page in found):
            yield offence(codes.PRINT, f"第{page.label}页的开头与印刷版不符", _BOTH_AGAIN)
