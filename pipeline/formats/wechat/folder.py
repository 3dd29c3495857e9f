"""The files of the finished folder ``wechat/``, opened: the list of articles, the articles, the editor's page."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lxml.html
from lxml import etree

from pipeline.formats.contract import UnreadableOutput

FOLDER = "wechat/"
SERIES_FILE = "series.json"
PAGE_FILE = "index.html"

Entry = Mapping[str, object]
_DATA = re.compile(r'(<script type="application/json" id="(data|pictures)">)(.*?)(</script>)', re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
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


def unreadable(file: str, fault: str) -> UnreadableOutput:
    """What is raised for a file of the folder."""
    return UnreadableOutput(f"{FOLDER}{file}", f"{fault}（改法：重新生成公众号文章）")


def open_articles(folder: Path) -> Articles:
    """The articles that ``series.json`` names. Raises :class:`UnreadableOutput`."""
    try:
        series = _decoded(read_text(folder, SERIES_FILE))
        entries = tuple({**entry} for entry in series["articles"])
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise unreadable(SERIES_FILE, "读不懂") from problem
    files = tuple(str(entry.get("file")) for entry in entries)
    for file in files:
        if not re.fullmatch(r"\d{2,}-[\w-]+\.html", file, re.ASCII):
            raise unreadable(SERIES_FILE, f"里的文件名不对：{file}")
    if twice := sorted({file for file in files if files.count(file) > 1}):
        raise unreadable(SERIES_FILE, f"里两次列出文章 {twice[0]}")
    for stray in sorted({path.name for path in folder.glob("[0-9]*.html")} - set(files)):
        raise unreadable(SERIES_FILE, f"里没有文章 {stray}")
    return Articles({**series}, entries, {file: read_text(folder, file) for file in files})


def open_page(folder: Path) -> Page:
    """The editor's page. Raises :class:`UnreadableOutput`."""
    text = read_text(folder, PAGE_FILE)
    data = {found[2]: found[3] for found in _DATA.finditer(text)}
    try:
        copied = tuple({**entry} for entry in _decoded(data["data"]))
        pictures = {**_decoded(data["pictures"])}
        if not copied or not all(isinstance(entry["html"], str) for entry in copied):
            raise KeyError("html")
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise unreadable(PAGE_FILE, "里找不到要复制的内容") from problem
    return Page(_DATA.sub(lambda found: found[1] + BLANK[found[2]] + found[4], text), copied, pictures)


def _decoded(text: str) -> Any:
    """What a JSON text holds. Raises :class:`ValueError`; for halves of characters, too, which no message can show."""
    found = json.loads(text, object_pairs_hook=_without_twins)
    if "\\ud" in text.lower():
        json.dumps(found, ensure_ascii=False).encode()
    return found


def _without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object of a JSON text. Raises :class:`ValueError` where a name stands in it twice."""
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def read_text(folder: Path, file: str) -> str:
    """A file's text. Raises :class:`UnreadableOutput`."""
    try:
        return (folder / file).read_bytes().decode()
    except FileNotFoundError as problem:
        raise unreadable(file, "找不到") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise unreadable(file, "读不懂，文件可能已损坏") from problem


def parsed(file: str, fragment: str) -> etree._Element:
    """An article's mark-up. Raises :class:`UnreadableOutput`."""
    if found := _CONTROL.search(fragment):
        near = fragment[max(0, found.start() - EXCERPT) : found.start()]
        raise unreadable(file, f"“{near}”之后有控制字符 U+{ord(found[0]):04X}")
    try:
        root: etree._Element = lxml.html.fragment_fromstring(fragment)
    except (ValueError, etree.LxmlError) as problem:
        raise unreadable(file, _outside(fragment) or "读不懂，文件可能已损坏") from problem
    return root


def _outside(fragment: str) -> str:
    """What is told of text around an article's one section."""
    try:
        pieces = lxml.html.fragments_fromstring(fragment)
    except (ValueError, etree.LxmlError):
        return ""
    texts = [one if isinstance(one, str) else "".join(map(str, one.itertext())) for one in pieces]
    texts += [one.tail or "" for one in pieces if not isinstance(one, str)]
    article = max(texts, key=len, default="")
    strays = [text.strip() for text in texts if text is not article and text.strip()]
    return f"正文外面有别的文字“{strays[0][:EXCERPT]}”" if strays else ""


def picture_data(folder: Path, address: str) -> bytes:
    """The picture that an address of an article leads to; nothing where none of the folder's files is there."""
    try:
        path = (folder / address).resolve()
        return path.read_bytes() if path.is_relative_to(folder.resolve()) else b""
    except (OSError, ValueError):
        return b""
