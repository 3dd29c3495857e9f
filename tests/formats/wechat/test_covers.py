"""Every article has its covers: sizes, weight, names, nothing across the words."""

from __future__ import annotations

import dataclasses
import io
import json

import pytest
from PIL import Image, ImageChops, ImageFilter

from pipeline.formats.wechat.covers import make_covers
from pipeline.formats.wechat.series import Article
from pipeline.formats.wechat.titles import titles
from pipeline.handbook import WeChat


@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_every_article_has_a_wide_and_a_square_cover(which, request):
    folder = request.getfixturevalue(which) / "wechat"
    for article in json.loads((folder / "series.json").read_text(encoding="utf-8"))["articles"]:
        assert [(cover["width"], cover["height"]) for cover in article["covers"]] == [(900, 383), (500, 500)]
        for cover in article["covers"]:
            assert cover["file"].startswith(f"covers/{article['file'].removesuffix('.html')}-")
            data = (folder / cover["file"]).read_bytes()
            assert len(data) < 1_000_000
            with Image.open(io.BytesIO(data)) as picture:
                assert (picture.format, picture.mode, picture.size) == (
                    "PNG", "RGB", (cover["width"], cover["height"]),
                )  # fmt: skip


@pytest.mark.parametrize("ordinal", [1, 2, 3, 4])
@pytest.mark.parametrize("title", ["短", "示例市“样例”行动百问百答", "很长的书名" * 6])
def test_words_and_arc_stay_apart(ordinal, title, sample, workshop):
    """No word comes within 4 pixels of the arc or of the edge."""
    category = dataclasses.replace(sample.categories[0], ordinal=ordinal)
    handbook = dataclasses.replace(sample, title=title, wechat=WeChat())
    article = Article(1, category, category.questions)
    empty = dataclasses.replace(handbook, title="　", short_title="")
    names = titles(handbook, article)
    blank = dataclasses.replace(names, heading="　", range="　")
    for full, arc in zip(
        make_covers(handbook, article, names, workshop),
        make_covers(empty, article, blank, workshop),
        strict=True,
    ):
        worded, drawn = (
            Image.open(io.BytesIO(cover.data)).convert("L").point(lambda grey: 255 if grey > 150 else 0)
            for cover in (full, arc)
        )
        words = ImageChops.subtract(worded, drawn)
        assert words.getbbox()
        left, top, right, bottom = words.getbbox()
        assert min(left, top, full.width - right, full.height - bottom) > 4
        assert ImageChops.darker(words, drawn.filter(ImageFilter.MaxFilter(9))).getbbox() is None


def test_the_same_covers_every_time(sample, workshop):
    article = Article(1, sample.categories[0], sample.categories[0].questions)
    first, second = (make_covers(sample, article, titles(sample, article), workshop) for _ in range(2))
    assert first == second
    assert [cover.data for cover in first] == [cover.data for cover in second]
