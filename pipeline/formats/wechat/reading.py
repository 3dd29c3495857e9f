"""The finished articles → the text of their questions, as a stranger finds it.

A question begins at an ``h2`` that opens with a number and ends at the next heading; the list under the heading
注释 says what the raised marks in the answers mean.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import lxml.html
from lxml import etree

from pipeline.formats.contract import FoundEdition, FoundQuestion, UnreadableOutput
from pipeline.formats.wechat.notes import NOTES_TITLE
from pipeline.formats.wechat.rules import offences

FOLDER = "wechat/"
SERIES_FILE = "series.json"


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open the articles that ``wechat/series.json`` names, in its order, and find their questions.

    Raises :class:`UnreadableOutput` when one is missing, broken, or made of what the platform would take away.
    """
    folder = directory / FOLDER
    questions = tuple(
        question for file in _article_files(folder) for question in _questions(_parsed(folder, file), file)
    )
    return (FoundEdition(FOLDER, questions),)


def _article_files(folder: Path) -> tuple[str, ...]:
    try:
        series = json.loads((folder / SERIES_FILE).read_bytes())
        files = tuple(article["file"] for article in series["articles"])
    except FileNotFoundError as problem:
        raise UnreadableOutput(f"找不到 {FOLDER}{SERIES_FILE}（改法：重新生成公众号文章）") from problem
    except (OSError, ValueError, KeyError, TypeError) as problem:
        raise UnreadableOutput(f"{FOLDER}{SERIES_FILE} 读不懂（改法：重新生成公众号文章）") from problem
    for file in files:
        if not (isinstance(file, str) and re.fullmatch(r"\d{2,}-[\w-]+\.html", file, re.ASCII)):
            raise UnreadableOutput(
                f"{FOLDER}{SERIES_FILE} 里的文件名不对：{file}（改法：重新生成公众号文章）"
            )
    return files


def _parsed(folder: Path, file: str) -> etree._Element:
    try:
        text = (folder / file).read_bytes().decode()
        root: etree._Element = lxml.html.fragment_fromstring(text)
    except FileNotFoundError as problem:
        raise UnreadableOutput(f"找不到 {FOLDER}{file}（改法：重新生成公众号文章）") from problem
    except (OSError, ValueError, etree.LxmlError) as problem:
        raise UnreadableOutput(
            f"{FOLDER}{file} 读不懂，文件可能已损坏（改法：重新生成公众号文章）"
        ) from problem
    for offence in offences(root):
        raise UnreadableOutput(f"{FOLDER}{file} {offence}，公众号不会保留（改法：重新生成公众号文章）")
    return root


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
    """The questions of an article, each with the notes that its marks point to."""
    questions: list[_Open] = []
    notes: list[list[str]] = []
    heading = ""
    for token in _tokens(root):
        inside = questions[-1] if questions and heading == "question" else None
        match token.kind:
            case "question":
                questions.append(_Open(int(token.text)))
                heading = "question"
            case "heading":
                heading = token.text.strip()
            case "mark" if inside:
                inside.marks[token.text.strip()] = None
            case "text" if inside:
                inside.parts.append(token.text)
            case "paragraph" if heading == NOTES_TITLE:
                notes.append([])
            case "text" if heading == NOTES_TITLE and notes:
                notes[-1].append(token.text)
            case _:
                pass  # the strip on top, the list of contents, the addresses of links, the end
    meanings = {note[0].strip(): "".join(note[1:]) for note in notes if note}
    for question in questions:
        footnotes = [meanings[mark] for mark in question.marks if mark in meanings]
        yield FoundQuestion(question.number, "\n".join(["".join(question.parts), *footnotes]), file)
