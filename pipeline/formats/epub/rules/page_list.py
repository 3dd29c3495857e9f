"""The printed book's page numbers: markers, both lists, and the print PDF that stands beside the e-book."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.formats.epub.page_markers import marked_pages, section_texts
from pipeline.formats.epub.print_pages import page_starts
from pipeline.formats.epub.read import resolved
from pipeline.formats.epub.rules.navigation import listing, ncx
from pipeline.formats.epub.rules.opened import NCX, XHTML, Book, meanings, words_of

Pages = list[tuple[str, str]]


NO_PAGES = "没有印刷版页码：旁边没有同一次生成的 handbook-print.pdf（改法：需要页码时运行 make）"


def remarks(book: Book) -> Iterator[str]:
    """That there are no page numbers, where there are none."""
    if not _from_nav(book):
        yield NO_PAGES


def check(book: Book, directory: Path) -> Iterator[str]:
    """Everything about pages; ``directory`` may hold the print PDF."""
    markers = [
        (element.get("aria-label", ""), f"{name}#{element.get('id', '')}")
        for name, document in book.documents.items()
        for element in document.iter(f"{XHTML}*")
        if "pagebreak" in meanings(element)
    ]
    nav = _from_nav(book)
    if nav != markers:
        yield f"页码表与正文里的页码标记不符：{_odd(nav, markers)}（改法：重新生成电子书）"
    if _from_ncx(book) != nav:
        yield "NCX 的页码表与目录里的不同（改法：重新生成电子书）"
    root = ncx(book)
    if root is not None and [
        one for one in root.iter(f"{NCX}pageList") if not one.get("class") or not one.get("id")
    ]:
        yield "NCX 的页码表（pageList）缺少 id 或 class（改法：重新生成电子书）"
    if root is not None:
        for target in root.iter(f"{NCX}pageTarget"):
            label = target.findtext(f"{NCX}navLabel/{NCX}text") or ""
            if target.get("value", label) != label:
                yield f"NCX 的页码与它的值不同：{label}，{target.get('value')}（改法：重新生成电子书）"
    for label, href in markers:
        if not href.endswith(f"#page{label}"):
            yield f"页码标记的标识与页码不符：{label}，{href.rpartition('#')[2]}（改法：重新生成电子书）"
    if bool(nav) != (len(book.metas("pageBreakSource")) == 1):
        yield "有页码就要写明是哪个印刷版，没有页码就不写（改法：补上或去掉 pageBreakSource）"
    features = set(book.metas("schema:accessibilityFeature")) & {"pageNavigation", "pageBreakMarkers"}
    if len(features) != (2 if nav else 0):
        yield "书的信息里关于页码的说明与书不符（改法：有页码才写 pageNavigation 和 pageBreakMarkers）"
    yield from _against_print(book, directory)


def _from_nav(book: Book) -> Pages:
    pages = listing(book, "page-list")
    if pages is None:
        return []
    return [(words_of(a), resolved(book.navigation, a.get("href", ""))) for a in pages.iter(f"{XHTML}a")]


def _from_ncx(book: Book) -> Pages:
    root = ncx(book)
    base = next((item.name for item in book.of_type("application/x-dtbncx+xml")), "")
    if root is None:
        return []
    return [
        (
            target.findtext(f"{NCX}navLabel/{NCX}text") or "",
            resolved(base, target.find(f"{NCX}content").get("src", "")),  # type: ignore[union-attr]
        )
        for target in root.iter(f"{NCX}pageTarget")
    ]


def _odd(one: Pages, other: Pages) -> str:
    return next((a[0] for a in (*one, *other) if a not in one or a not in other), "次序")


def _against_print(book: Book, directory: Path) -> Iterator[str]:
    """The markers against the PDF: where each page begins is found again from the finished files."""
    found = marked_pages(book.documents)
    digest = "".join(book.metas("baiwen:sourceDigest"))
    wanted = page_starts(directory, section_texts(book.documents), digest)
    if not wanted and not found:
        return
    if not wanted:
        yield "印刷版与电子书的文字或版次不同，或没有印刷版，页码不作数（改法：运行 make 重新生成）"
        return
    if not found:
        yield "印刷版就在旁边，电子书却没有它的页码（改法：运行 make 重新生成）"
        return
    marked = {page.label for page in found}
    for page in (*wanted, *found):
        if page.label not in marked:
            yield f"没有标出第{page.label}页从哪里开始（改法：运行 make 重新生成）"
        elif (page in wanted) != (page in found):
            yield f"第{page.label}页的开头与印刷版不符（改法：运行 make 重新生成）"
