"""A handbook of a hundred questions becomes a series that the platform can take."""

from __future__ import annotations

import dataclasses
import json
import re

import lxml.html
import pytest
from PIL import Image

from pipeline.findings import Refused
from pipeline.formats.wechat import FORMAT
from pipeline.verify.compare import compare, compare_furniture
from tests.formats.wechat.large_handbook import large_handbook


def _series(directory):
    return json.loads((directory / "wechat" / "series.json").read_text(encoding="utf-8"))["articles"]


@pytest.mark.usefixtures("plain_covers")
@pytest.mark.parametrize("series", ["category", "question"])
def test_a_hundred_questions(series, sample, workshop, tmp_path):
    handbook = large_handbook(sample, series)
    FORMAT.write(handbook, workshop, tmp_path)
    assert [d for edition in FORMAT.read_back(tmp_path) for d in compare(handbook, edition)] == []
    assert FORMAT.inspect(tmp_path) == ()
    articles = _series(tmp_path)
    assert [id for article in articles for id in article["questions"]] == [q.id for q in handbook.questions]
    assert len({article["title"] for article in articles}) == len(articles)
    assert len({article["file"] for article in articles}) == len(articles)
    for place, article in enumerate(articles):
        text = (tmp_path / "wechat" / article["file"]).read_text(encoding="utf-8")
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
    if series == "question":
        assert len(articles) == 100
    else:
        assert 5 < len(articles) < 40
        parts = re.findall(r"总体要求类（(.)）", " ".join(article["title"] for article in articles))
        assert parts[:3] == ["一", "二", "三"]
        general = [one["characters"] for one in articles if "总体要求类" in one["title"]]
        assert min(general) > max(general) / 2


@pytest.mark.usefixtures("plain_covers")
def test_a_reference_to_a_published_article_is_a_link(sample, workshop, tmp_path):
    handbook = large_handbook(sample, "question", count=12)
    address = "https://mp.weixin.qq.com/s/published"
    settings = dataclasses.replace(handbook.wechat, published=(("q-002", address),))
    handbook = dataclasses.replace(handbook, wechat=settings)
    FORMAT.write(handbook, workshop, tmp_path)
    first, second, *_ = (
        lxml.html.fragment_fromstring((tmp_path / "wechat" / one["file"]).read_text(encoding="utf-8"))
        for one in _series(tmp_path)
    )
    assert [(link.get("href"), link.text_content()) for link in first.iter("a")] == [(address, "第2问")]
    assert "第3问" in second.text_content()
    assert list(second.iter("a")) == []
    assert [d for edition in FORMAT.read_back(tmp_path) for d in compare(handbook, edition)] == []


def test_what_is_hard_on_an_article_comes_back_whole(nasty, finished_nasty):
    """Words, marks, blocks, pictures; titles, links, opening and end; the platform's limits and rules."""
    for edition in FORMAT.read_back(finished_nasty):
        assert compare(nasty, edition) == ()
        assert compare_furniture(nasty, FORMAT.furniture(nasty, edition), edition) == ()
    assert FORMAT.inspect(finished_nasty) == ()
    for article in _series(finished_nasty):
        assert article["characters"] <= 18_000
        assert len(article["title"]) <= 32
        assert len(article["digest"]) <= 128
        for image in article["images"]:
            with Image.open(finished_nasty / "wechat" / image["file"]) as opened:
                assert opened.format in ("PNG", "JPEG")
                assert not opened.has_transparency_data
                assert opened.mode in ("RGB", "L", "P")
                assert opened.size == (image["width"], image["height"])
                assert opened.width <= 1080


def test_every_question_that_is_too_long_is_told_at_once(sample, workshop, tmp_path):
    handbook = large_handbook(sample, count=12)
    long = dataclasses.replace(handbook.questions[0], blocks=handbook.questions[0].blocks * 40)
    longer = dataclasses.replace(handbook.questions[1], blocks=handbook.questions[1].blocks * 60)
    category = dataclasses.replace(handbook.categories[0], questions=(long, longer))
    handbook = dataclasses.replace(handbook, categories=(category,))
    with pytest.raises(Refused) as caught:
        FORMAT.write(handbook, workshop, tmp_path)
    assert [finding.code for finding in caught.value.findings] == ["W101", "W101"]
    assert "第1问" in str(caught.value)
    assert "第2问" in str(caught.value)
