"""The finished articles → the text of their questions, as a stranger finds it.

A question begins at an ``h2`` that opens with a number and ends at the next heading; the list under the heading
注释 says what the raised marks in the answers mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import lxml.html
from lxml import etree

from pipeline.formats.contract import Fault, FoundEdition, FoundQuestion, UnreadableOutput
from pipeline.formats.wechat.notes import NOTES_TITLE
from pipeline.formats.wechat.rules import offences

FOLDER = "wechat/"
SERIES_FILE = "series.json"
PAGE_FILE = "index.html"

_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open the articles that ``wechat/series.json`` names, in its order, and find their questions.

    What the editor's page puts on the clipboard is an edition of its own, because that is what is pasted.
    Raises :class:`UnreadableOutput` when one is missing, broken, or not what the editor's page puts on the clipboard.
    """
    folder = directory / FOLDER
    files = _article_files(folder)
    fragments, copied = [_read(folder, file) for file in files], _copied(folder)
    articles, page = _all_questions(folder, files, fragments), _all_questions(folder, files, copied)
    if articles == page and fragments != copied:
        raise _unreadable(PAGE_FILE, "要复制的内容与各篇文章不同")
    return FoundEdition(FOLDER, articles), FoundEdition(FOLDER + PAGE_FILE, page)


def inspect(directory: Path) -> tuple[Fault, ...]:
    """What the platform's rules have against the finished articles.

    Raises :class:`UnreadableOutput` as :func:`read_back` does.
    """
    folder = directory / FOLDER
    return tuple(
        Fault(FOLDER + file, str(offence))
        for file in _article_files(folder)
        for offence in offences(_parsed(folder, file, _read(folder, file)), folder)
    )


def _all_questions(folder: Path, files: Sequence[str], fragments: Sequence[str]) -> tuple[FoundQuestion, ...]:
    """The questions of all articles in order."""
    if len(files) != len(fragments):
        raise _unreadable(PAGE_FILE, f"里有{len(fragments)}篇文章，清单上是{len(files)}篇")
    return tuple(
        question
        for file, fragment in zip(files, fragments, strict=True)
        for question in _questions(_parsed(folder, file, fragment), file)
    )


def _unreadable(file: str, fault: str) -> UnreadableOutput:
    return UnreadableOutput(f"{FOLDER}{file}", f"{fault}（改法：重新生成公众号文章）")


def _article_files(folder: Path) -> tuple[str, ...]:
    try:
        series = json.loads(_read(folder, SERIES_FILE))
        files = tuple(article["file"] for article in series["articles"])
    except (ValueError, KeyError, TypeError) as problem:
        raise _unreadable(SERIES_FILE, "读不懂") from problem
    for file in files:
        if not (isinstance(file, str) and re.fullmatch(r"\d{2,}-[\w-]+\.html", file, re.ASCII)):
            raise _unreadable(SERIES_FILE, f"里的文件名不对：{file}")
    strays = {path.name for path in folder.glob("[0-9]*.html")} - set(files)
    for stray in sorted(strays):
        raise _unreadable(SERIES_FILE, f"里没有文章 {stray}")
    return files


def _copied(folder: Path) -> list[str]:
    """The fragments that the editor's page puts on the clipboard."""
    page = lxml.html.document_fromstring(_read(folder, PAGE_FILE).encode(), parser=_PARSER)
    data = "".join(script.text or "" for script in page.iter("script") if script.get("id") == "data")
    try:
        return [article["html"] for article in json.loads(data)]
    except (ValueError, KeyError, TypeError) as problem:
        raise _unreadable(PAGE_FILE, "里找不到要复制的内容") from problem


def _read(folder: Path, file: str) -> str:
    try:
        return (folder / file).read_bytes().decode()
    except FileNotFoundError as problem:
        raise _unreadable(file, "找不到") from problem
    except (OSError, UnicodeDecodeError) as problem:
        raise _unreadable(file, "读不懂，文件可能已损坏") from problem


def _parsed(folder: Path, file: str, fragment: str) -> etree._Element:
    try:
        root: etree._Element = lxml.html.fragment_fromstring(fragment)
    except (ValueError, etree.LxmlError) as problem:
        raise _unreadable(file, "读不懂，文件可能已损坏") from problem
    for image in root.iter("img"):
        if not _is_picture(folder, image.get("src", "")):
            raise _unreadable(file, f"缺少图片 {image.get('src')}")
    return root


def _is_picture(folder: Path, address: str) -> bool:
    """Whether the address leads to a file of the folder."""
    path = (folder / address).resolve()
    return path.is_file() and path.is_relative_to(folder.resolve())


@dataclass(frozen=True, slots=True)
class _Token:
    """What a reader meets: a question's number, another heading, the start of a paragraph, a raised mark, text."""

    kind: Literal["question", "heading", "paragraph", "mark", "text"]
    text: str = ""


def _tokens(element: etree._Element) -> Iterator[_Token]:
    """An element in reading order. A heading of a question comes as its number, then its words."""
    shown = _text(element)
    if element.tag == "sup":
        yield _Token("mark", shown)
        return
    if element.tag == "h2":
        number = _text(element[0]).strip() if len(element) else ""
        yield _Token("question", number) if number.isdecimal() else _Token("heading", shown)
    elif element.tag == "h3":
        yield _Token("heading", shown)
        return
    elif element.tag == "p":
        yield _Token("paragraph")
    cards = [child for child in element if _is_card(child)]
    if cards:
        yield from _card_tokens(cards)
    if element.text:
        yield _Token("text", element.text)
    for child in element:
        if child not in cards:
            yield from _tokens(child)
        if child.tail:
            yield _Token("text", child.tail)


def _text(element: etree._Element) -> str:
    return "".join(str(piece) for piece in element.itertext())


def _is_card(element: etree._Element) -> bool:
    """Whether this is a row of a wide table, turned into lines of label and value."""
    rows = list(element.iter("tr")) if element.tag == "table" else []
    return bool(rows) and all([cell.tag for cell in row] == ["th", "td"] for row in rows)


def _card_tokens(cards: list[etree._Element]) -> Iterator[_Token]:
    """The table that cards are made from: its head once, then row by row.

    A label that differs from the first card's is text of its own, so that it is seen.
    """
    head = [label for row in cards[0].iter("tr") for label in _tokens(row[0])]
    yield from head
    for card in cards:
        labels = [label for row in card.iter("tr") for label in _tokens(row[0])]
        if labels != head:
            yield from labels
        for row in card.iter("tr"):
            yield from _tokens(row[1])


@dataclass(slots=True)
class _Open:
    """A question that is being read."""

    number: int
    parts: list[str] = field(default_factory=list)
    marks: dict[str, None] = field(default_factory=dict)


def _questions(root: etree._Element, file: str) -> Iterator[FoundQuestion]:
    """The questions of an article, each with the notes that its marks point to.

    A note that no mark points to is given to the last question, so that it is seen.
    """
    questions: list[_Open] = []
    notes: list[list[str]] = []
    marks: set[str] = set()
    heading = ""
    for token in _tokens(root):
        if token.kind == "mark":
            marks.add(token.text.strip())
        match token.kind:
            case "question":
                questions.append(_Open(int(token.text)))
                heading = token.kind
            case "heading":
                heading = token.text.strip()
            case "mark" if heading == "question":
                questions[-1].marks[token.text.strip()] = None
            case "text" if heading == "question":
                questions[-1].parts.append(token.text)
            case "paragraph" if heading == NOTES_TITLE:
                notes.append([])
            case "text" if heading == NOTES_TITLE and notes:
                notes[-1].append(token.text)
            case _:
                pass  # the strip on top, the list of contents, the addresses of links, the end
    meanings = {note[0].strip(): "".join(note[1:]) for note in notes if note}
    lost = [text for mark, text in meanings.items() if mark not in marks]
    for question in questions:
        footnotes = [meanings[mark] for mark in question.marks if mark in meanings]
        rest = lost if question is questions[-1] else []
        text = "\n".join(["".join(question.parts), *footnotes, *rest])
        yield FoundQuestion(question.number, text, file)
