"""The finished files of ``wechat/``, opened: the list of articles, the articles, the editor's page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import lxml.html
from lxml import etree

from pipeline.findings import unreadable
from pipeline.world import Files

FOLDER = "wechat/"
SERIES_FILE = "series.json"
PAGE_FILE = "index.html"
REMAKE = "运行 baiwen build wechat 重新生成"

Entry = Mapping[str, object]
_DATA = re.compile(r'(<script type="application/json" id="(data|pictures)">)(.*?)(</script>)', re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_ARTICLE_LIKE = re.compile(r"[0-9][^/]*\.html")
EXCERPT = 24  # characters of a stray text that a message quotes
BLANK = {"data": "[]", "pictures": "{}"}


@dataclass(frozen=True, slots=True)
class Page:
    """The editor's page: its mark-up without its data, what it copies (an entry an article), and its pictures."""

    frame: str
    copied: tuple[Entry, ...]
    pictures: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Articles:
    """What ``series.json`` says, its entries in order, and the mark-up of the articles that they name."""

    series: Entry
    entries: tuple[Entry, ...]
    fragments: Mapping[str, str]

    @property
    def files(self) -> tuple[str, ...]:
        """The articles' files in order."""
        return tuple(str(entry.get("file")) for entry in self.entries)


class Unreadable(Exception):
    """A file of ``wechat/`` that is missing, broken or not what it says; ``finding`` says so."""

    def __init__(self, file: str, fault: str) -> None:
        super().__init__(file)
        self.finding = unreadable(FOLDER + file, fault, REMAKE)


def open_articles(files: Files) -> Articles:
    """Open the articles that ``series.json`` names. Raises :class:`Unreadable`."""
    try:
        series = _decoded(read_text(files, SERIES_FILE))
        entries = tuple({**entry} for entry in series["articles"])
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Unreadable(SERIES_FILE, "读不懂") from problem
    named = tuple(str(entry.get("file")) for entry in entries)
    for file in named:
        if not re.fullmatch(r"\d{2,}-[\w-]+\.html", file, re.ASCII):
            raise Unreadable(SERIES_FILE, f"里的文件名不对：{file}")
    if twice := sorted({file for file in named if named.count(file) > 1}):
        raise Unreadable(SERIES_FILE, f"里两次列出文章 {twice[0]}")
    found = (name.removeprefix(FOLDER) for name in files)
    for stray in sorted({file for file in found if _ARTICLE_LIKE.fullmatch(file)} - set(named)):
        raise Unreadable(SERIES_FILE, f"里没有文章 {stray}")
    return Articles({**series}, entries, {file: read_text(files, file) for file in named})


def open_page(files: Files) -> Page:
    """Open the editor's page. Raises :class:`Unreadable`."""
    text = read_text(files, PAGE_FILE)
    data = {found[2]: found[3] for found in _DATA.finditer(text)}
    try:
        copied = tuple({**entry} for entry in _decoded(data["data"]))
        pictures = {**_decoded(data["pictures"])}
        if not copied or not all(isinstance(entry["html"], str) for entry in copied):
            raise KeyError("html")
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise Unreadable(PAGE_FILE, "里找不到要复制的内容") from problem
    return Page(_DATA.sub(lambda found: found[1] + BLANK[found[2]] + found[4], text), copied, pictures)


def _decoded(text: str) -> Any:
    """Decode a JSON text. Raises :class:`ValueError`; also for halves of characters, which no message can show."""
    found = json.loads(text, object_pairs_hook=_without_twins)
    if "\\ud" in text.lower():
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Make an object of a JSON text. Raises :class:`ValueError` where a name stands in it twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def read_text(files: Files, file: str) -> str:
    """Give a file's text. Raises :class:`Unreadable`."""
    try:
        return files[FOLDER + file].decode()
    except KeyError as problem:
        raise Unreadable(file, "找不到") from problem
    except UnicodeDecodeError as problem:
        raise Unreadable(file, "读不懂，文件可能已损坏") from problem


def parsed(file: str, fragment: str) -> etree._Element:
    """Parse an article's mark-up. Raises :class:`Unreadable`."""
    if found := _CONTROL.search(fragment):
        near = fragment[max(0, found.start() - EXCERPT) : found.start()]
        raise Unreadable(file, f"“{near}”之后有控制字符 U+{ord(found[0]):04X}")
    try:
        root: etree._Element = lxml.html.fragment_fromstring(fragment)
    except (ValueError, etree.LxmlError) as problem:
        raise Unreadable(file, _outside(fragment) or "读不懂，文件可能已损坏") from problem
    return root


def _outside(fragment: str) -> str:
    """Give the text around an article's one section; empty where there is none."""
    try:
        pieces = lxml.html.fragments_fromstring(fragment)
    except (ValueError, etree.LxmlError):
        return ""
    texts = [one if isinstance(one, str) else "".join(map(str, one.itertext())) for one in pieces]
    texts += [one.tail or "" for one in pieces if not isinstance(one, str)]
    article = max(texts, key=len, default="")
    strays = [text.strip() for text in texts if text is not article and text.strip()]
    return f"正文外面有别的文字“{strays[0][:EXCERPT]}”" if strays else ""


def picture_data(files: Files, address: str) -> bytes:
    """Give the picture that an address of an article leads to; none where no file of this name is there."""
    return files.get(FOLDER + address, b"")


def entries_of(entry: Entry, name: str) -> list[Entry]:
    """Give a field of an entry that holds entries of its own."""
    value = entry.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
