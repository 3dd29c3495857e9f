"""A file → what it holds as pieces, and its text as an independent witness reads it."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import PurePath

import charset_normalizer
from lxml import etree, html

from pipeline.handbook import Text
from pipeline.importing.pieces import Piece
from pipeline.importing.tree import Reading, pieces_of
from pipeline.importing.word import shown_in_table, word_pieces
from pipeline.read.pandoc import PandocFailure, document_tree
from pipeline.word import BadDocument, Comment, open_package, read_text
from pipeline.world import Given, World, read_or_none

LARGEST = 100_000_000  # bytes
KINDS = {".docx": "docx", ".html": "html", ".htm": "html", ".md": "md", ".markdown": "md", ".txt": "txt"}
_MENDS = {
    **dict.fromkeys((".doc", ".wps", ".odt", ".rtf"), "用 Word 或 WPS 打开，另存为 .docx"),
    ".pdf": "找到排版前的 Word 文件；没有的，在 Word 里打开 PDF，核对文字后另存为 .docx",
    **dict.fromkeys((".mht", ".mhtml"), "在浏览器里打开，另存为“网页，仅 HTML”"),
}
# No raw HTML (its words would be lost), quotation marks as written, numbers as the list forms of Word show them.
MARKDOWN = "commonmark_x-smart-raw_html-raw_attribute-tex_math_dollars-emoji-subscript-superscript-attributes"
WEB = "html-native_divs-native_spans-raw_html"


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A document as it was handed in.

    ``name`` is its path or name, as its owner writes it: its ending says of which kind it is. ``data`` is None where
    there is no such file; of more than :data:`LARGEST` bytes none is looked at. ``date`` is the day of its last
    change, ``beside`` the files in its folder: pictures that a web page or a Markdown file shows.
    """

    name: str
    data: bytes | None
    date: datetime.date
    beside: World = field(default_factory=lambda: Given({}))

    @property
    def file_name(self) -> str:
        """Its name without the folders before it."""
        return PurePath(self.name).name

    @property
    def suffix(self) -> str:
        """The ending of its name, in small letters."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Document:
    """A document that has been read.

    ``text`` and ``notes`` are what the witness sees: the visible text without footnotes, and the footnotes in order;
    ``deleted`` are the words of tracked deletions,
    ``outside`` are the words of a web page around the article; ``margins`` a document's headers and footers, ``hidden``
    its hidden texts, ``embedded`` charts, objects and files in it, by kind.
    """

    name: str
    kind: str
    pieces: tuple[Piece, ...]
    text: str
    notes: tuple[str, ...] = ()
    boxes: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    changes: int = 0
    deleted: tuple[str, ...] = ()
    margins: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    embedded: tuple[tuple[str, int], ...] = ()
    lost_looks: tuple[tuple[str, int], ...] = ()


def open_document(file: DocumentFile) -> Document:
    """Read a document by its kind. Raises :class:`BadDocument`, :class:`~pipeline.findings.OutsideFailure`."""
    kind = KINDS.get(file.suffix)
    if kind is None:
        if mend := _MENDS.get(file.suffix):
            raise BadDocument(f"不能导入 {file.suffix} 文件", mend)
        known = "、".join(KINDS)
        raise BadDocument(f"不认识的文件类型“{file.suffix or file.file_name}”", f"可以导入 {known}")
    if file.data is None:
        raise BadDocument("找不到这个文件", "检查文件名和所在的文件夹")
    if len(file.data) > LARGEST:
        size = LARGEST // 1_000_000
        raise BadDocument(f"文件超过 {size} MB，没有读取", "压缩文件里的图片，或分成几个文件")
    return {"docx": _word, "html": _web, "md": _markdown, "txt": _text}[kind](file, file.data)


def _decoded(data: bytes) -> str:
    """Decode UTF-8 (or UTF-16 with its mark). Raises :class:`BadDocument` with the encoding found."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
            except UnicodeDecodeError:
                continue
            if "\0" not in text:
                return text.replace("\r\n", "\n").replace("\r", "\n")
    name = "GBK（GB 18030）" if _is_gbk(data) else "无法识别的"
    raise BadDocument(f"文字是{name}编码，不是 UTF-8", "用记事本打开，“另存为”时编码选 UTF-8")


def _is_gbk(data: bytes) -> bool:
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    common = sum(
        "\u4e00" <= c <= "\u9fff" or c.isascii() or c in "，。、；：？！“”（）《》【】—…" for c in text
    )
    return "\0" not in text and common > 0.9 * len(text)


def _text(file: DocumentFile, data: bytes) -> Document:
    text = _decoded(data)
    pieces = tuple(
        Piece(at, (Text(line.strip().replace("\u3000", " ")),))
        for at, line in enumerate(text.splitlines(), 1)
        if line.strip("\ufeff \t\u3000")
    )
    return Document(file.file_name, "txt", pieces, text)


def _markdown(file: DocumentFile, data: bytes) -> Document:
    text = _decoded(data)
    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    reading = pieces_of(document_tree([body.encode()], ".md", MARKDOWN), _Pictures(file.beside))
    return _from_tree(file.file_name, "md", reading, None)


def _web(file: DocumentFile, data: bytes) -> Document:
    text = _web_text(data)
    try:
        page = html.document_fromstring(text, parser=html.HTMLParser(no_network=True, remove_comments=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as fault:
        raise BadDocument("网页里没有内容", "在浏览器里打开原网页，重新“另存为”") from fault
    body = page.find("body")
    root = body if body is not None else page
    for element in list(
        root.iter(
            "script",
            "style",
            "noscript",
            "template",
            "head",
            "button",
            "select",
            "option",
            "textarea",
            "input",
        )
    ):
        if element.getparent() is not None:
            _drop(element)
    _unwrap_layout(root)
    _write_numbers_in_cells(root)
    article = _article(root)
    outside = _lines_outside(root, article)
    markup = str(html.tostring(article, encoding="unicode", with_tail=False))
    tree = document_tree([f"<html><body>{markup}</body></html>".encode()], ".html", WEB)
    reading = pieces_of(tree, _Pictures(file.beside))
    return _from_tree(file.file_name, "html", reading, str(article.text_content()), outside)


def _unwrap_layout(root: html.HtmlElement) -> None:
    """Tables that only arrange the page (one row, one column, or tables inside) become plain blocks."""
    for table in reversed(list(root.iter("table"))):
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table]
        widths = [
            sum(bool(cell.text_content().strip()) for cell in row if cell.tag in ("td", "th")) for row in rows
        ]
        if table.find(".//table") is not None or len(rows) == 1 or max(widths, default=0) <= 1:
            for element in [table, *table.iter("tr", "td", "th", "tbody", "thead", "tfoot")]:
                if element is table or next(element.iterancestors("table"), None) is None:
                    element.tag = "div"


def _write_numbers_in_cells(root: html.HtmlElement) -> None:
    """A cell of the source has no list: the numbers of its items become text."""
    for cell in root.iter("td", "th"):
        for ordered in cell.iter("ol"):
            for number, item in enumerate(ordered.findall("li"), 1):
                item.text = f"{number}.{item.text or ''}"


def _drop(element: etree._Element) -> None:
    """Take an element out of its page; the text after it stays."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (element.tail or "")
    else:
        parent.text = (parent.text or "") + (element.tail or "")
    parent.remove(element)


def _web_text(data: bytes) -> str:
    """Decode a web page as its bytes show; the encoding that it declares counts where it reads as well."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    declared = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", data[:4096], re.IGNORECASE)
    name = declared[1].decode("ascii").lower() if declared else "utf-8"
    readings = [_as(data, "utf-8-sig")]
    if readings == [None]:  # Big5 reads as GBK without a fault, as other words
        readings = [_as(data, _SUPERSETS.get(name, name)), _as(data, "gb18030"), _as(data, "cp950")]
    found = [text for text in readings if text is not None]
    if found:
        return max(found, key=_commonness)
    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        raise BadDocument("网页的文字编码无法识别", "在浏览器里打开，重新“另存为”")
    return str(best)


_SUPERSETS = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "cp950", "big5-hkscs": "big5hkscs"}
_COMMON = frozenset(
    "的一是不了在有人这這个個上们們来來到时時大地为為子中说說生国國年着著就和要出也得里裡后後自以会會可下而过過对對"
    "能多于於学學之都发發当當成如事用第样樣作种種开開区區社居民服务務办辦理行动動，。、：；？（）“”"
)


def _as(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _commonness(text: str) -> float:
    """Give the part of the characters beyond ASCII that are among the most frequent of Chinese, in either script."""
    beyond = [character for character in text if not character.isascii()]
    return sum(character in _COMMON for character in beyond) / max(len(beyond), 1)


_BLOCKS = {
    "p",
    "div",
    "section",
    "article",
    "main",
    "body",
    "table",
    "ul",
    "ol",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "tr",
    "tbody",
    "blockquote",
}


def _article(root: html.HtmlElement) -> html.HtmlElement:
    """Give the smallest element with every paragraph that ends in a question mark; for fewer than two the page."""
    asking = [
        element
        for element in root.iter()
        if element.tag in _BLOCKS
        and not any(child.tag in _BLOCKS for child in element)
        and re.search(r"[？?]\s*$", element.text_content())
    ]
    if len(asking) < 2:
        return root
    common = [asking[0], *asking[0].iterancestors()]
    for element in asking[1:]:
        line = {element, *element.iterancestors()}
        common = [one for one in common if one in line]
    article = common[0]
    # A list, a table or one of its parts is not an article: its neighbours belong to it.
    while article.tag in ("ul", "ol", "table", "tbody", "tr", "dl") and article is not root:
        article = article.getparent()
    return article


def _lines_outside(root: html.HtmlElement, article: html.HtmlElement) -> tuple[str, ...]:
    if article is root:
        return ()
    words = []
    inside = set(article.iter())
    for element in root.iter():
        if element not in inside and isinstance(element.tag, str):
            words.append(element.text or "")
        if element is article or (element not in inside):
            words.append((element.tail or "") if element is not root else "")
    return tuple(word.strip() for word in words if word.strip())


@dataclass(frozen=True, slots=True)
class _Pictures:
    """The pictures that lie beside a document, and nowhere else; one that is missing or too large has no bytes."""

    beside: World

    def __call__(self, address: str) -> bytes:
        data = read_or_none(self.beside, address.removeprefix("./"), LARGEST + 1) or b""
        return data if len(data) <= LARGEST else b""


def _word(file: DocumentFile, data: bytes) -> Document:
    package = open_package(data)
    text = read_text(package)
    try:
        reading = word_pieces(package, text)
    except PandocFailure as fault:
        raise BadDocument("Word 文件的内容已损坏，读不出来", "用 Word 打开后另存为新的 .docx") from fault
    witness = "\n".join(shown_in_table(p) + p.text for p in text.paragraphs)
    found = _from_tree(file.file_name, "docx", reading, witness)
    return replace(
        found,
        notes=text.footnotes_in_order,
        boxes=text.boxes,
        comments=text.comments,
        changes=text.changes,
        deleted=text.deleted,
        margins=text.margins,
        hidden=text.hidden,
        embedded=text.embedded,
        lost_looks=tuple(sorted((*found.lost_looks, *text.plain))),
    )


def _from_tree(
    name: str, kind: str, reading: Reading, text: str | None, outside: tuple[str, ...] = ()
) -> Document:
    pieces = tuple(reading.pieces)
    if text is None:
        text = "\n".join(piece.text for piece in pieces)
    notes = tuple(note for piece in pieces for note in piece.notes)
    looks = tuple(sorted(Counter(reading.lost).items()))
    return Document(name, kind, pieces, text, notes, outside=outside, lost_looks=looks)
