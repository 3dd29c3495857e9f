"""Languages, titles, and white space where Chinese has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.chinese.characters import HAN
from pipeline.findings import Finding, Severity
from pipeline.formats.epub.names import DC
from pipeline.formats.epub.opened import Book
from pipeline.formats.epub.rules import codes
from pipeline.formats.epub.rules.codes import offence
from pipeline.formats.epub.rules.elements import words_of
from pipeline.seen.html_names import XHTML, XML_LANG, types_of

_CHINESE = f"[{HAN}，。、；：？！“”‘’（）《》]"
_GAP = re.compile(rf"(?<={_CHINESE})[ \t\r\n\u00a0]+(?={_CHINESE})")
# What Unicode added to the block after 4.1, and planes 2 and 3 (https://www.unicode.org/charts/).
_RARE = re.compile("[\u9fa6-\u9fff\U00020000-\U0003ffff]")
_EMPTY_LINKS = {"点击这里", "点击", "这里", "此处", "链接", "详情", "更多"}
_BLOCKS = tuple(
    f"{XHTML}{name}" for name in ("p", "h1", "h2", "td", "th", "caption", "figcaption", "dt", "dd")
)


def check(book: Book) -> Iterator[Finding]:
    """Check the language of every document, its title, gaps between characters, words of links."""
    yield from _languages(book)
    yield from _titles(book)
    for name, document in book.documents.items():
        page = book.short(name)
        for around in _gaps(document):
            yield offence(codes.GAP, f"汉字之间有空白：{around}", "去掉源文件或模板里的空格", page)
        for link in document.iter(f"{XHTML}a"):
            if (said := words_of(link)) in _EMPTY_LINKS or not said:
                yield offence(codes.LINK_WORDS, f"链接没有说清去哪里：“{said}”", "写出去处的名称", page)


def remarks(book: Book) -> Iterator[Finding]:
    """Remark on characters that older devices show as a box (docs/decisions/epub-rare-characters.md)."""
    found: dict[str, str] = {}
    for name, document in book.documents.items():
        for character in _RARE.findall(words_of(document)) if name != book.navigation else ():
            found.setdefault(character, book.short(name))
    if found:
        listed = "、".join(f"“{one}”（U+{ord(one):X}，{page}）" for one, page in found.items())
        message = f"罕用字在旧手机上可能显示成方框：{listed}"
        hint = "不必改；要紧的话在字后用括号注明怎么写"
        yield offence(codes.RARE, message, hint, severity=Severity.INFO)


def _languages(book: Book) -> Iterator[Finding]:
    languages = {(one.text or "").strip() for one in book.package.iter(f"{DC}language")}
    text = "".join(words_of(document) for document in book.documents.values())
    chinese = 2 * len(re.findall(_CHINESE, text)) > len(text)
    wanted = book.package.get(XML_LANG, "")
    if languages != {wanted} or "_" in wanted or (chinese and not wanted.startswith("zh")):
        shown = "、".join(sorted(languages)) or "没有"
        message = f"书的语言不对：dc:language 是 {shown}，xml:lang 是 {wanted or '没有'}"
        yield offence(codes.LANGUAGE, message, "两处都用 zh-Hans")
    for name, document in book.documents.items():
        if not document.get(XML_LANG) == document.get("lang") == wanted:
            found = f"lang={document.get('lang')}，xml:lang={document.get(XML_LANG)}"
            message = f"语言不是 {wanted}：{found}"
            yield offence(codes.LANGUAGE, message, "两个属性都写", book.short(name))


def _titles(book: Book) -> Iterator[Finding]:
    seen: set[str] = set()
    for name, document in book.documents.items():
        page, title = book.short(name), words_of(document.find(f"{XHTML}head/{XHTML}title"))
        heading = words_of(next(document.iter(f"{XHTML}h1"), None))
        if _is_file_name(title):
            yield offence(codes.TITLE, f"标题像文件名：“{title}”", "写上这一页的名称", page)
        elif heading and "".join(title.split()) != "".join(heading.split()):
            yield offence(codes.TITLE, f"标题“{title}”与页上的“{heading}”不同", "改成一样", page)
        if title in seen:
            yield offence(codes.TITLE, f"与另一页的标题相同：{title}", "每页用自己的标题", page)
        seen.add(title)


def _is_file_name(title: str) -> bool:
    return not title or any(
        re.fullmatch(pattern, title) for pattern in (r"[\w.-]+\.x?html?", r"[\x00-\x7f]+-[\x00-\x7f]+")
    )


def _gaps(document: etree._Element) -> Iterator[str]:
    """Find white space between two Han characters of a block, unless it stands alone between two spans (a label)."""
    for block in document.iter(*_BLOCKS):
        said = "".join(_shown(block)).strip()
        for gap in _GAP.finditer(said):
            yield f"“{said[max(0, gap.start() - 4) : gap.end() + 4]}”"


def _shown(element: etree._Element) -> Iterator[str]:
    if types_of(element) & {"noteref", "pagebreak"}:
        return
    yield element.text or ""
    for child in element:
        yield from _shown(child)
        following = child.getnext()
        alone = child.tag == f"{XHTML}span" and following is not None and following.tag == child.tag
        yield "" if alone and not (child.tail or "").strip() and not types_of(child) else child.tail or ""
