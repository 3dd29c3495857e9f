"""A handbook → ``wechat/``: a fragment an article, their pictures, ``series.json`` and the editor's page."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html

from pipeline.findings import OutsideFailure
from pipeline.formats.contract import Workshop
from pipeline.formats.wechat import page
from pipeline.formats.wechat.covers import Cover, make_covers
from pipeline.formats.wechat.folder import FOLDER, PAGE_FILE, SERIES_FILE
from pipeline.formats.wechat.fragment import Ending, edition_line, make_fragment
from pipeline.formats.wechat.page import Offered, count_words, head_of, make_page
from pipeline.formats.wechat.pictures import Picture, data_address, make_pictures, preview
from pipeline.formats.wechat.rules import Subject, examined, offences
from pipeline.formats.wechat.series import ARTICLES_A_DRAFT, Article, plan, shown_blocks
from pipeline.formats.wechat.titles import TITLE_LIMIT, Titles, titles
from pipeline.handbook import Figure, Handbook, walk


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture in an article with its visible caption and what it shows."""

    picture: Picture
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Finished:
    """An article with its names, its fragment and the pictures in it, in reading order."""

    article: Article
    titles: Titles
    fragment: str
    pictures: tuple[Shown, ...]
    covers: tuple[Cover, ...] = ()

    @property
    def characters(self) -> int:
        """What the platform counts: the fragment's characters, mark-up included."""
        return len(self.fragment)

    @property
    def words(self) -> int:
        """What a reader sees: the characters of the fragment's text, white space left out."""
        return count_words(lxml.html.fragment_fromstring(self.fragment))


def write(handbook: Handbook, workshop: Workshop, directory: Path) -> None:
    """Write ``wechat/`` into ``directory``.

    Raises :class:`Refused` when a question does not fit an article, :class:`OutsideFailure` when a template is broken.
    """
    templates = workshop.templates / "wechat"
    pictures = make_pictures(handbook, workshop.cache)
    finished = tuple(
        dataclasses.replace(one, covers=make_covers(handbook, one.article, one.titles, workshop))
        for one in make_articles(handbook, pictures, templates)
    )
    folder = directory / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for one in finished:
        (folder / one.titles.file).write_bytes(one.fragment.encode())
    drawn: list[Picture | Cover] = [*pictures.values(), *(cover for one in finished for cover in one.covers)]
    for picture in drawn:
        target = folder / picture.file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture.data)
    series = json.dumps(_series(handbook, finished), ensure_ascii=False, indent=2) + "\n"
    (folder / SERIES_FILE).write_bytes(series.encode())
    (folder / PAGE_FILE).write_bytes(_editors_page(handbook, finished, folder).encode())


def make_articles(
    handbook: Handbook, pictures: Mapping[str, Picture], templates: Path
) -> tuple[Finished, ...]:
    """Every article, finished, in order.

    Raises :class:`Refused` as :func:`write` does; :class:`OutsideFailure` when a template is broken, or writes what the
    platform would not keep.
    """
    published = dict(handbook.wechat.published)
    edition = edition_line(handbook)
    anywhere = max(published.values(), key=len, default="")

    def longest(article: Article) -> int:
        """Its length between neighbours with the longest titles, every reference a link."""
        ending = Ending("字" * TITLE_LIMIT, "字" * TITLE_LIMIT, edition)
        linked = {question.id: anywhere for question in handbook.questions if anywhere}
        return len(
            make_fragment(handbook, article, ending, pictures=pictures, addresses=linked, templates=templates)
        )

    articles = plan(handbook, longest)
    names = [titles(handbook, article) for article in articles]
    around = ["", *(name.title for name in names), ""]

    def elsewhere(article: Article) -> dict[str, str]:
        """Where the questions of other articles can be read, by their ids."""
        return {
            question.id: published[other.key]
            for other in articles
            if other != article and other.key in published
            for question in other.questions
        }

    finished = tuple(
        Finished(
            article,
            name,
            make_fragment(
                handbook,
                article,
                Ending(before, after, edition),
                pictures=pictures,
                addresses=elsewhere(article),
                templates=templates,
            ),
            _shown(handbook, article, pictures),
        )
        for article, name, before, after in zip(articles, names, around, around[2:], strict=False)
    )
    for one in finished:
        for offence in offences(lxml.html.fragment_fromstring(one.fragment)):
            raise OutsideFailure(
                f"模板 {templates.name} 写出了公众号不保留的内容：{offence}（改法：改正模板或 article.css）"
            )
    return finished


def _shown(handbook: Handbook, article: Article, pictures: Mapping[str, Picture]) -> tuple[Shown, ...]:
    figures = (block for block in walk(shown_blocks(handbook, article)) if isinstance(block, Figure))
    return (
        *(Shown(pictures[one.image], f"{one.label} {one.caption}", one.alternative) for one in figures),
        *(Shown(pictures[image], name, name) for name, image in handbook.wechat.pictures),
    )


def _series(handbook: Handbook, finished: tuple[Finished, ...]) -> dict[str, object]:
    """``series.json``: the articles in order.

    ``key`` is the id of an article's first question, under which ``source/wechat.yaml`` keeps its address; ``draft``
    the number (from 1) of the draft that takes it; ``file``, ``images`` and ``covers`` (the wide one first) are named
    from ``wechat/``, their sizes in pixels; ``characters`` counts mark-up; ``words`` what a reader sees.
    """
    return {
        "articles": [
            {
                "key": one.article.key,
                "draft": (one.article.ordinal - 1) // ARTICLES_A_DRAFT + 1,
                "file": one.titles.file,
                "title": one.titles.title,
                "digest": one.titles.digest,
                "author": handbook.wechat.author,
                "characters": one.characters,
                "words": one.words,
                "questions": [question.id for question in one.article.questions],
                "images": [
                    {
                        "file": shown.picture.file,
                        "caption": shown.caption,
                        "alternative": shown.alternative,
                        "width": shown.picture.width,
                        "height": shown.picture.height,
                    }
                    for shown in one.pictures
                ],
                "covers": [
                    {"file": cover.file, "width": cover.width, "height": cover.height} for cover in one.covers
                ],
            }
            for one in finished
        ]
    }


def _editors_page(handbook: Handbook, finished: tuple[Finished, ...], folder: Path) -> str:
    shown = {shown.picture.file: shown.picture for one in finished for shown in one.pictures}
    previews = {file: data_address(preview(picture).data) for file, picture in shown.items()}
    return make_page(head_of(handbook), tuple(_offered(one, folder) for one in finished), previews)


def _offered(one: Finished, folder: Path) -> Offered:
    subject = Subject(lxml.html.fragment_fromstring(one.fragment), folder)
    return Offered(
        one.titles.file,
        one.titles.title,
        one.titles.digest,
        one.fragment,
        one.covers,
        tuple((shown.picture.file, shown.caption) for shown in one.pictures),
        page.check(subject.contrasts, examined(subject)),
    )
