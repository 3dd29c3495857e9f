"""Languages, titles, and white space where Chinese has none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.formats.epub.rules.opened import LANG, XHTML, Book, meanings, words_of

_DC_LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"
_HAN = r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff，。、；：？！“”‘’（）《》]"
_GAP = re.compile(rf"(?<={_HAN})[ \t\r\n\u00a0]+(?={_HAN})")
# What Unicode added to the block after 4.1, and planes 2 and 3 (https://www.unicode.org/charts/).
_RARE = re.compile("[\u9fa6-\u9fff\U00020000-\U0003ffff]")
_EMPTY_LINKS = {"点击这里", "点击", "这里", "此处", "链接", "详情", "更多"}


def check(book: Book) -> Iterator[str]:
    """The language of every document, its title, gaps between characters, words of links."""
    languages = {(one.text or "").strip() for one in book.package.iter(_DC_LANGUAGE)}
    text = "".join(words_of(document) for document in book.documents.values())
    chinese = 2 * len(re.findall(_HAN, text)) > len(text)
    wanted = book.package.get(LANG, "")
    if languages != {wanted} or "_" in wanted or (chinese and not wanted.startswith("zh")):
        shown = "、".join(sorted(languages)) or "没有"
        yield f"书的语言不对：dc:language 是 {shown}，xml:lang 是 {wanted or '没有'}（改法：两处都用 zh-Hans）"
    titles: dict[str, str] = {}
    for name, document in book.documents.items():
        page = book.short(name)
        if not document.get(LANG) == document.get("lang") == wanted:
            found = f"lang={document.get('lang')}，xml:lang={document.get(LANG)}"
            yield f"{page} 的语言不是 {wanted}：{found}（改法：两个属性都写）"
        yield from (f"{page}：{fault}" for fault in _title(document))
        title = words_of(document.find(f"{XHTML}head/{XHTML}title"))
        if title in titles.values():
            yield f"{page} 与另一页的标题相同：{title}（改法：每页用自己的标题）"
        titles[name] = title
        yield from (
            f"{page} 汉字之间有空白：{around}（改法：去掉源文件或模板里的空格）" for around in _gaps(document)
        )
        for link in document.iter(f"{XHTML}a"):
            if (said := words_of(link)) in _EMPTY_LINKS or not said:
                yield f"{page} 的链接没有说清去哪里：“{said}”（改法：写出去处的名称）"


def remarks(book: Book) -> Iterator[str]:
    """Characters that older devices show as a box (docs/decisions/epub-rare-characters.md)."""
    found: dict[str, str] = {}
    for name, document in book.documents.items():
        for character in _RARE.findall(words_of(document)) if name != book.navigation else ():
            found.setdefault(character, book.short(name))
    if found:
        listed = "、".join(f"“{one}”（U+{ord(one):X}，{page}）" for one, page in found.items())
        yield f"罕用字在旧手机上可能显示成方框：{listed}（改法：不必改；要紧的话在字后用括号注明怎么写）"


def _title(document: etree._Element) -> Iterator[str]:
    title = words_of(document.find(f"{XHTML}head/{XHTML}title"))
    heading = words_of(next(document.iter(f"{XHTML}h1"), None))
    if (
        not title
        or re.fullmatch(r"[\w.-]+\.x?html?", title)
        or re.fullmatch(r"[\x00-\x7f]+-[\x00-\x7f]+", title)
    ):
        yield f"标题像文件名：“{title}”（改法：写上这一页的名称）"
    elif heading and "".join(title.split()) != "".join(heading.split()):
        yield f"标题“{title}”与页上的“{heading}”不同（改法：改成一样）"


def _gaps(document: etree._Element) -> Iterator[str]:
    """White space between two Han characters inside a block, unless it stands alone between two spans (a label)."""
    for block in document.iter(
        *(f"{XHTML}{name}" for name in ("p", "h1", "h2", "td", "th", "caption", "figcaption", "dt", "dd"))
    ):
        said = "".join(_shown(block))
        for gap in _GAP.finditer(said.strip()):
            yield f"“{said.strip()[max(0, gap.start() - 4) : gap.end() + 4]}”"


def _shown(element: etree._Element) -> Iterator[str]:
    if meanings(element) & {"noteref", "pagebreak"}:
        return
    yield element.text or ""
    for child in element:
        yield from _shown(child)
        following = child.getnext()
        alone = child.tag == f"{XHTML}span" and following is not None and following.tag == child.tag
        yield "" if alone and not (child.tail or "").strip() and not meanings(child) else child.tail or ""
