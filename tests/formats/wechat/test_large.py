"""A handbook of a hundred questions becomes a series that the platform can take."""

from __future__ import annotations

import dataclasses
import io
import re

import lxml.html
import pytest
from PIL import Image

from pipeline.formats.wechat import FORMAT
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.verify.compare import compare, compare_furniture
from tests.formats.wechat.large_handbook import large_handbook
from tests.formats.wechat.reading import reread, series
from tests.values import STORE, TEMPLATES, files_of


@pytest.mark.usefixtures("plain_covers")
@pytest.mark.parametrize("cut", ["category", "question"])
def test_a_hundred_questions(cut, sample):
    handbook = large_handbook(sample, cut)
    files = files_of(FORMAT, handbook=handbook)
    found = reread(files)
    assert [d for edition in found.editions for d in compare(handbook, edition)] == []
    assert found.findings == ()
    articles = series(files)
    assert [id for article in articles for id in article["questions"]] == [q.id for q in handbook.questions]
    assert len({article["title"] for article in articles}) == len(articles)
    assert len({article["file"] for article in articles}) == len(articles)
    for place, article in enumerate(articles):
        text = files["wechat/" + article["file"]].decode()
        assert article["characters"] == len(text) <= 18_000
        assert len(text.encode()) < 1_000_000
        assert len(article["title"]) <= 32
        assert 0 < len(article["digest"]) <= 128
        assert len(article["author"]) <= 16
        assert article["key"] == article["questions"][0]
        assert article["draft"] == place // 8 + 1
        shown = lxml.html.fragment_fromstring(text).text_content()
        assert ("上一篇" in shown, "下一篇" in shown) == (place > 0, place + 1 < len(articles))
        assert "示例发布" in shown
    if cut == "question":
        assert len(articles) == 100
    else:
        assert 5 < len(articles) < 40
        parts = re.findall(r"总体要求类（(.)）", " ".join(article["title"] for article in articles))
        assert parts[:3] == ["一", "二", "三"]
        general = [one["characters"] for one in articles if "总体要求类" in one["title"]]
        assert min(general) > max(general) / 2


@pytest.mark.usefixtures("plain_covers")
def test_a_reference_to_a_published_article_is_a_link(sample):
    handbook = large_handbook(sample, "question", count=12)
    address = "https://mp.weixin.qq.com/s/published"
    settings = dataclasses.replace(handbook.wechat, published=(("q-002", address),))
    handbook = dataclasses.replace(handbook, wechat=settings)
    files = files_of(FORMAT, handbook=handbook)
    first, second, *_ = (
        lxml.html.fragment_fromstring(files["wechat/" + one["file"]].decode()) for one in series(files)
    )
    assert [(link.get("href"), link.text_content()) for link in first.iter("a")] == [(address, "第2问")]
    assert "第3问" in second.text_content()
    assert list(second.iter("a")) == []
    assert [d for edition in reread(files).editions for d in compare(handbook, edition)] == []


def test_what_is_hard_on_an_article_comes_back_whole(nasty, made_nasty):
    """Words, marks, blocks, pictures; titles, links, opening and end; the platform's limits and rules."""
    found = reread(made_nasty)
    for edition in found.editions:
        assert compare(nasty, edition) == ()
        assert compare_furniture(nasty, FORMAT.expected(nasty, edition), edition) == ()
    assert found.findings == ()
    for article in series(made_nasty):
        assert article["characters"] <= 18_000
        assert len(article["title"]) <= 32
        assert len(article["digest"]) <= 128
        for image in article["images"]:
            with Image.open(io.BytesIO(made_nasty["wechat/" + image["file"]])) as opened:
                assert opened.format in ("PNG", "JPEG")
                assert not opened.has_transparency_data
                assert opened.mode in ("RGB", "L", "P")
                assert opened.size == (image["width"], image["height"])
                assert opened.width <= 1080


@pytest.mark.usefixtures("plain_covers")
@pytest.mark.parametrize(("cut", "step"), [("category", "wechat.plan"), ("question", "wechat.articles")])
def test_every_question_that_is_too_long_is_reported_at_once(cut, step, sample):
    handbook = large_handbook(sample, cut, count=12)
    long = dataclasses.replace(handbook.questions[0], blocks=handbook.questions[0].blocks * 40)
    longer = dataclasses.replace(handbook.questions[1], blocks=handbook.questions[1].blocks * 60)
    category = dataclasses.replace(handbook.categories[0], questions=(long, longer))
    handbook = dataclasses.replace(handbook, categories=(category,))
    results = carry_out(FORMAT.steps(handbook), TEMPLATES, STORE, Here(), unheard)
    assert [name for name, result in results.items() if result.findings] == [step]
    assert "wechat.series" not in results
    first, second = results[step].findings
    assert (first.code, second.code) == ("V401", "V401")
    assert "第1问单独成篇也有" in first.message
    assert "第2问单独成篇也有" in second.message
