"""Every article has its covers: sizes, weight, names, nothing across the words."""

from __future__ import annotations

import dataclasses
import io

import pytest
from PIL import Image, ImageChops, ImageFilter

from pipeline.formats.templating import Templates
from pipeline.formats.wechat.covers import draw_covers
from pipeline.formats.wechat.series import Article
from pipeline.formats.wechat.titles import titles
from pipeline.handbook import WeChat
from tests.formats.wechat.reading import series
from tests.values import TEMPLATES


@pytest.fixture
def draw(kit):
    """Draw the covers of an article as the step does."""
    templates = Templates(TEMPLATES, "templates/wechat")

    def drawn(handbook, article, names):
        return draw_covers(handbook, [(names, (article.category.ordinal - 1) % 4)], templates, kit)

    return drawn


@pytest.mark.parametrize("which", ["made", "made_real"])
def test_every_article_has_a_wide_and_a_square_cover(which, request):
    files = request.getfixturevalue(which)
    for article in series(files):
        assert [(cover["width"], cover["height"]) for cover in article["covers"]] == [(900, 383), (500, 500)]
        for cover in article["covers"]:
            assert cover["file"].startswith(f"covers/{article['file'].removesuffix('.html')}-")
            data = files["wechat/" + cover["file"]]
            assert len(data) < 1_000_000
            with Image.open(io.BytesIO(data)) as picture:
                assert (picture.format, picture.mode, picture.size) == (
                    "PNG", "RGB", (cover["width"], cover["height"]),
                )  # fmt: skip


@pytest.mark.parametrize("ordinal", [1, 2, 3, 4])
@pytest.mark.parametrize("title", ["短", "示例市“样例”行动百问百答", "很长的书名" * 6])
def test_words_and_arc_stay_apart(ordinal, title, sample, draw):
    """No word comes within 4 pixels of the arc or of the edge."""
    category = dataclasses.replace(sample.categories[0], ordinal=ordinal)
    handbook = dataclasses.replace(sample, title=title, wechat=WeChat())
    article = Article(1, category, category.questions)
    empty = dataclasses.replace(handbook, title="　", short_title="")
    names = titles(handbook, article)
    blank = dataclasses.replace(names, heading="　", range="　")
    for full, arc in zip(
        draw(handbook, article, names),
        draw(empty, article, blank),
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


def test_the_same_covers_every_time(sample, draw):
    article = Article(1, sample.categories[0], sample.categories[0].questions)
    first, second = (draw(sample, article, titles(sample, article)) for _ in range(2))
    assert first == second
    assert [cover.data for cover in first] == [cover.data for cover in second]
