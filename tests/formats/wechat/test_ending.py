"""An article's end: where the reader goes next, the pictures of the settings, the edition."""

from __future__ import annotations

import dataclasses
import json
import re

import lxml.html
import pytest
from jsonschema import Draft202012Validator

from pipeline.formats.wechat import FORMAT
from pipeline.handbook import Image, words_digest
from pipeline.publish.articles import series_schema
from pipeline.verify.compare import compare
from tests.formats.wechat.reading import articles, reread, series
from tests.sample import png
from tests.values import files_of


@pytest.mark.parametrize("which", ["rich", "real_handbook"])
def test_the_last_line_names_the_edition(which, request):
    handbook = request.getfixturevalue(which)
    files = request.getfixturevalue({"rich": "made", "real_handbook": "made_real"}[which])
    for name in articles(files):
        *_, last = lxml.html.fragment_fromstring(files[name].decode()).itertext()
        release = f"版本 {handbook.release}（{handbook.date.isoformat()}）"
        assert last == f"{release}· 校验码 {words_digest(handbook)[:8]}"


@pytest.mark.usefixtures("plain_covers")
def test_a_picture_of_the_settings_stands_at_the_end(sample):
    code = Image("images/code.png", "image/png", 300, 300, png(300, 300))
    settings = dataclasses.replace(
        sample.wechat, follow=(("公众号", "示例发布"),), pictures=(("扫码关注示例发布", code.name),)
    )
    handbook = dataclasses.replace(sample, wechat=settings, images=(*sample.images, code))
    files = files_of(FORMAT, handbook=handbook)
    found = reread(files)
    assert found.findings == ()
    assert [d for edition in found.editions for d in compare(handbook, edition)] == []
    for article in series(files):
        root = lxml.html.fragment_fromstring(files["wechat/" + article["file"]].decode())
        *_, picture = root.iter("img")
        assert (picture.get("alt"), picture.get("data-w"), picture.get("data-ratio")) == (
            "扫码关注示例发布",
            "300",
            "1",
        )
        assert "nodeleaf" in picture.getparent().attrib
        assert picture.getparent().getnext().text_content() == "扫码关注示例发布"
        assert article["images"][-1]["caption"] == "扫码关注示例发布"
        assert files["wechat/" + picture.get("src")] == code.data
        assert "公众号：示例发布" in root.text_content()


@pytest.mark.parametrize("which", ["made", "made_real"])
def test_the_series_keeps_its_schema(which, request):
    text = request.getfixturevalue(which)["wechat/series.json"]
    schema = series_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(json.loads(text))


def test_the_page_carries_its_pictures(made):
    listed = series(made)
    document = lxml.html.document_fromstring(made["wechat/index.html"].decode())
    previews = json.loads(document.get_element_by_id("pictures").text)
    assert set(previews) == {image["file"] for one in listed for image in one["images"]}
    assert all(re.match(r"data:image/(png|jpeg);base64,", address) for address in previews.values())
    covers = [image for image in document.iter("img") if image.getparent().get("download")]
    assert len(covers) == 2 * len(listed)
    assert all(image.get("src").startswith("data:image/png;base64,") and image.get("alt") for image in covers)
