"""A handbook → ``wechat/``: a fragment an article, their pictures, ``series.json`` and the editor's page."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import lxml.html
from lxml import etree

from pipeline.formats.contract import Workshop
from pipeline.formats.templating import render
from pipeline.formats.wechat.fragment import Neighbours, make_fragment
from pipeline.formats.wechat.pictures import Picture, make_pictures
from pipeline.formats.wechat.reading import FOLDER, PAGE_FILE, SERIES_FILE
from pipeline.formats.wechat.series import LENGTH_LIMIT, Article, plan, shown_blocks
from pipeline.formats.wechat.titles import TITLE_LIMIT, Titles, titles
from pipeline.handbook import Figure, Handbook, walk


@dataclass(frozen=True, slots=True)
class Finished:
    """An article with its names, its fragment, and the figures in it with their pictures."""

    article: Article
    titles: Titles
    fragment: str
    pictures: tuple[tuple[Figure, Picture], ...]

    @property
    def characters(self) -> int:
        """What the platform counts: the fragment's characters, mark-up included."""
        return len(self.fragment)


def write(handbook: Handbook, workshop: Workshop, directory: Path) -> None:
    """Write ``wechat/`` into ``directory``.

    Raises :class:`OutsideFailure` when a question does not fit an article, or a template is broken.
    """
    templates = workshop.templates / "wechat"
    pictures = make_pictures(handbook, workshop.cache)
    finished = make_articles(handbook, pictures, templates)
    folder = directory / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for one in finished:
        (folder / one.titles.file).write_bytes(one.fragment.encode())
    for picture in pictures.values():
        target = folder / picture.file
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(picture.data)
    series = json.dumps(_series(handbook, finished), ensure_ascii=False, indent=2) + "\n"
    (folder / SERIES_FILE).write_bytes(series.encode())
    (folder / PAGE_FILE).write_bytes(_editors_page(handbook, finished, templates).encode())


def make_articles(
    handbook: Handbook, pictures: Mapping[str, Picture], templates: Path
) -> tuple[Finished, ...]:
    """Every article, finished, in order."""

    def longest(article: Article) -> int:
        """Its length between neighbours with the longest titles."""
        anyone = Neighbours("字" * TITLE_LIMIT, "字" * TITLE_LIMIT)
        return len(make_fragment(handbook, article, anyone, pictures, templates))

    articles = plan(handbook, longest)
    names = [titles(handbook, article) for article in articles]
    around = ["", *(name.title for name in names), ""]
    return tuple(
        Finished(
            article,
            name,
            make_fragment(handbook, article, Neighbours(before, after), pictures, templates),
            tuple(
                (block, pictures[block.image])
                for block in walk(shown_blocks(handbook, article))
                if isinstance(block, Figure)
            ),
        )
        for article, name, before, after in zip(articles, names, around, around[2:], strict=False)
    )


def _series(handbook: Handbook, finished: tuple[Finished, ...]) -> dict[str, object]:
    return {
        "articles": [
            {
                "file": one.titles.file,
                "title": one.titles.title,
                "digest": one.titles.digest,
                "author": handbook.wechat.author,
                "characters": one.characters,
                "questions": [question.id for question in one.article.questions],
                "images": [
                    {
                        "file": picture.file,
                        "caption": f"{figure.label} {figure.caption}",
                        "alternative": figure.alternative,
                        "width": picture.width,
                        "height": picture.height,
                    }
                    for figure, picture in one.pictures
                ],
            }
            for one in finished
        ]
    }


def _editors_page(handbook: Handbook, finished: tuple[Finished, ...], templates: Path) -> str:
    facts = {
        "handbook": handbook,
        "finished": finished,
        "limit": LENGTH_LIMIT,
        "clipboard": [
            {
                "title": one.titles.title,
                "digest": one.titles.digest,
                "html": one.fragment,
                "text": _plain_text(one.fragment),
            }
            for one in finished
        ],
    }
    return render(templates, "index.html.j2", facts)


def _plain_text(fragment: str) -> str:
    """A fragment's words, a line a paragraph, heading or cell; a mark that hangs before a line stands apart."""
    root = lxml.html.fragment_fromstring(fragment)
    blocks = [element for element in root.iter("p", "h2", "h3", "th", "td") if not len(element.findall("p"))]
    lines = ("".join(_apart(leaf) for leaf in element.iter("span")) for element in blocks)
    return "".join(f"{line}\n" for line in lines if line)


def _apart(leaf: etree._Element) -> str:
    hangs = "inline-block" in leaf.get("style", "")
    return (leaf.text or "") + (" " if hangs else "")
