"""The finished articles, and the page that copies them → the text of their questions, as a stranger finds it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import lxml.html
from lxml import etree

from pipeline.formats.contract import (
    Fault,
    FoundEdition,
    FoundQuestion,
    Furnishing,
    Shown,
    Stamp,
)
from pipeline.formats.wechat.blocks import ArticleReader, blank_lines, text_of
from pipeline.formats.wechat.folder import (
    FOLDER,
    PAGE_FILE,
    Articles,
    Entry,
    open_articles,
    open_page,
    parsed,
    picture_data,
    read_text,
    unreadable,
)
from pipeline.formats.wechat.frames import uneven_rows
from pipeline.formats.wechat.listing import QUESTIONS, faults_of_listing, found_covers, found_listing
from pipeline.formats.wechat.page import find_head
from pipeline.formats.wechat.page.proof import faults_of_page, spot_of
from pipeline.formats.wechat.rules import Subject, examined
from pipeline.handbook import without_space

_PARSER = lxml.html.HTMLParser(encoding="utf-8")


def read_back(directory: Path) -> tuple[FoundEdition, ...]:
    """Open the articles that ``wechat/series.json`` names, in its order, and find their questions.

    What the editor's page puts on the clipboard is an edition of its own, because that is what is pasted.
    Raises :class:`UnreadableOutput` when one is missing or broken.
    """
    folder = directory / FOLDER
    articles, page = open_articles(folder), open_page(folder)
    if len(articles.files) != len(page.copied):
        raise unreadable(PAGE_FILE, f"里有{len(page.copied)}篇文章，清单上是{len(articles.files)}篇")
    read = {file: _read(folder, file, articles.fragments[file]) for file in articles.files}
    pasted = {
        file: read[file]
        if copy["html"] == articles.fragments[file]
        else _read(folder, file, str(copy["html"]))
        for file, copy in zip(articles.files, page.copied, strict=True)
    }
    listing = (*found_listing(articles), *found_covers(folder, articles))
    head = find_head(page.frame)
    opening = Furnishing("复制页开头", PAGE_FILE, head.words if head else "")
    questions = tuple(one for one in listing if one.part == QUESTIONS)
    return (
        _edition(FOLDER, _listed(articles.files, articles.entries), read, listing),
        _edition(FOLDER + PAGE_FILE, _listed(articles.files, page.copied), pasted, (opening, *questions)),
    )


_SHOWN: frozenset[Shown] = frozenset({"strong", "emphasis", "code", "note", "picture", "revised"})


_EDITION = re.compile(r"版本([^（·]+)（[^）]*）·校验码([0-9a-f]{8})")


def stamp(path: Path) -> Stamp | None:
    """Which edition an article is, as its last line says; None where it does not say, or is none."""
    try:
        words = without_space(text_of(lxml.html.document_fromstring(path.read_bytes(), parser=_PARSER)))
    except (OSError, ValueError, etree.LxmlError):
        return None
    found = _EDITION.findall(words)
    return Stamp(*found[-1]) if found else None


def reopen(path: Path) -> FoundEdition:
    """Read one article back, without its pictures. Raises :class:`UnreadableOutput`."""
    try:
        root = lxml.html.fragment_fromstring(read_text(path.parent, path.name), create_parent="section")
    except (ValueError, etree.LxmlError) as problem:
        raise unreadable(path.name, "读不懂，文件可能已损坏") from problem
    reader = ArticleReader(path.parent, path.name)
    reader.read(root)
    return FoundEdition(path.name, tuple(reader.questions()), _SHOWN - {"picture"}, True)


def inspect(directory: Path) -> tuple[Fault, ...]:
    """What stands against the finished articles: the platform's rules, and what does not fit the files beside it.

    Raises :class:`UnreadableOutput` as :func:`read_back` does.
    """
    folder = directory / FOLDER
    articles, page = open_articles(folder), open_page(folder)
    subjects = {file: Subject(parsed(file, articles.fragments[file]), folder) for file in articles.files}
    return (
        *(fault for file in articles.files for fault in _faults_of_article(folder, file, subjects[file])),
        *_ill_formed(folder, articles, subjects),
        *faults_of_listing(folder, articles, subjects),
        *faults_of_page(folder, articles, page, subjects),
    )


def _faults_of_article(folder: Path, file: str, subject: Subject) -> Iterator[Fault]:
    found = [(one.node, str(one)) for one in examined(subject)]
    for image in subject.elements("img"):
        if not picture_data(folder, image.get("src", "")):
            found.append((image, f"缺少图片 {image.get('src')}（改法：重新生成公众号文章）"))
    for table in subject.elements("table"):
        found += [
            (row, "表格这一行的格数与第一行不同（改法：重新生成公众号文章）") for row in uneven_rows(table)
        ]
    found += [(one, "有空行或空段（改法：重新生成公众号文章）") for one in blank_lines(subject.root)]
    if not found:
        return
    reader = ArticleReader(folder, file)
    reader.read(subject.root)
    for node, message in found:
        number, place = reader.spots.get(node, (0, file))
        yield Fault(FOLDER + file, message, number=number, place=place)


def _ill_formed(folder: Path, articles: Articles, subjects: Mapping[str, Subject]) -> Iterator[Fault]:
    """Where mark-up is not as it is written: tags that do not match are mended by each phone in its own way."""
    for file, fragment in articles.fragments.items():
        written = str(lxml.html.tostring(subjects[file].root, encoding="unicode"))
        if written != fragment:
            number, place = spot_of(folder, file, fragment, written)
            message = "标记不规范：标签没有配对，或写法改动过（改法：重新生成公众号文章）"
            yield Fault(FOLDER + file, message, number=number, place=place)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was read in an article."""

    questions: tuple[FoundQuestion, ...]
    furniture: tuple[Furnishing, ...]


def _read(folder: Path, file: str, fragment: str) -> _Read:
    reader = ArticleReader(folder, file)
    reader.read(parsed(file, fragment))
    return _Read(tuple(reader.questions()), tuple(reader.furniture()))


def _listed(files: Sequence[str], entries: Sequence[Entry]) -> tuple[Furnishing, ...]:
    """Title and digest of every article."""
    return tuple(
        Furnishing("标题和摘要", file, f"{entry.get('title')}{entry.get('digest')}")
        for file, entry in zip(files, entries, strict=True)
    )


def _edition(
    file: str, listed: tuple[Furnishing, ...], read: Mapping[str, _Read], more: Sequence[Furnishing]
) -> FoundEdition:
    """All articles in order."""
    held = (held_questions(name, [one.number for one in found.questions]) for name, found in read.items())
    around = (one for found in read.values() for one in found.furniture)
    return FoundEdition(
        file,
        tuple(question for found in read.values() for question in found.questions),
        _SHOWN,
        True,
        (*listed, *held, *more, *around),
        shows_spaces=True,
    )


HELD = "这一篇里的问题"


def held_questions(file: str, numbers: Sequence[int]) -> Furnishing:
    """Which questions an article holds: 第4～6、9问."""
    runs: list[list[int]] = []
    for before, number in pairwise((None, *numbers)):
        if number is None:
            continue
        if before is not None and number == before + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    words = "、".join("～".join(map(str, run)) for run in runs)
    return Furnishing(HELD, file, f"第{words}问" if words else "没有问题", file=FOLDER + file)
