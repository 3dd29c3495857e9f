"""An article's end: where the reader goes next, the pictures of the settings, the edition."""

from __future__ import annotations

import dataclasses
import json
import re

import lxml.html
import pytest
from jsonschema import Draft202012Validator

from pipeline.formats.wechat import FORMAT
from pipeline.formats.wechat.pictures import make_pictures
from pipeline.formats.wechat.steps import make_articles
from pipeline.handbook import Image, source_digest
from pipeline.publish.articles import series_schema
from pipeline.verify.compare import compare
from tests.sample import png


@pytest.mark.parametrize("which", ["rich", "real_handbook"])
def test_the_last_line_names_the_edition(which, request, workshop):
    handbook = request.getfixturevalue(which)
    pictures = make_pictures(handbook, workshop.cache)
    for one in make_articles(handbook, pictures, workshop.templates / "wechat"):
        *_, last = lxml.html.fragment_fromstring(one.fragment).itertext()
        release = f"版本 {handbook.release}（{handbook.date.isoformat()}）"
        assert last == f"{release}· 校验码 {source_digest(handbook)[:8]}"


@pytest.mark.usefixtures("plain_covers")
def test_a_picture_of_the_settings_stands_at_the_end(sample, workshop, tmp_path):
    code = Image("images/code.png", "image/png", 300, 300, png(300, 300))
    settings = dataclasses.replace(
        sample.wechat, follow=(("公众号", "示例发布"),), pictures=(("扫码关注示例发布", code.name),)
    )
    handbook = dataclasses.replace(sample, wechat=settings, images=(*sample.images, code))
    FORMAT.write(handbook, workshop, tmp_path)
    assert FORMAT.inspect(tmp_path) == ()
    assert [d for edition in FORMAT.read_back(tmp_path) for d in compare(handbook, edition)] == []
    series = json.loads((tmp_path / "wechat/series.json").read_text(encoding="utf-8"))
    for article in series["articles"]:
        root = lxml.html.fragment_fromstring((tmp_path / "wechat" / article["file"]).read_text("utf-8"))
        *_, picture = root.iter("img")
        assert (picture.get("alt"), picture.get("data-w"), picture.get("data-ratio")) == (
            "扫码关注示例发布",
            "300",
            "1",
        )
        assert "nodeleaf" in picture.getparent().attrib
        assert picture.getparent().getnext().text_content() == "扫码关注示例发布"
        assert article["images"][-1]["caption"] == "扫码关注示例发布"
        assert (tmp_path / "wechat" / picture.get("src")).read_bytes() == code.data
        assert "公众号：示例发布" in root.text_content()


@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_the_series_keeps_its_schema(which, request):
    text = (request.getfixturevalue(which) / "wechat/series.json").read_text(encoding="utf-8")
    schema = series_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))


def test_the_page_carries_its_pictures(finished):
    page = (finished / "wechat/index.html").read_text(encoding="utf-8")
    series = json.loads((finished / "wechat/series.json").read_text(encoding="utf-8"))["articles"]
    document = lxml.html.document_fromstring(page)
    previews = json.loads(document.get_element_by_id("pictures").text)
    assert set(previews) == {image["file"] for one in series for image in one["images"]}
    assert all(re.match(r"data:image/(png|jpeg);base64,", address) for address in previews.values())
    covers = [image for image in document.iter("img") if image.getparent().get("download")]
    assert len(covers) == 2 * len(series)
    assert all(image.get("src").startswith("data:image/png;base64,") and image.get("alt") for image in covers)
