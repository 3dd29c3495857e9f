"""What independent checkers of WeChat articles say about ours (PyPI: wechat-article-checker, wewrite)."""

from __future__ import annotations

import json

import probe
import pytest
from wewrite.commands.validate_html import validate_html


def _articles(directory):
    return sorted((directory / "wechat").glob("[0-9]*.html"))


@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_wewrite_has_nothing_against_them(which, request):
    for path in _articles(request.getfixturevalue(which)):
        assert validate_html(path.read_text(encoding="utf-8")) == []


def test_wewrite_sees_a_fault():
    assert [one["rule"] for one in validate_html('<div class="a">甲</div>')]


def _report(browser, path, folder):
    page_file = folder / f"{path.stem}.probe.html"
    probe.build(str(path), None, str(page_file))
    page = browser.new_page()
    page.goto(page_file.as_uri())
    page.wait_for_selector("#__probeReport", state="attached")
    report = json.loads(page.locator("#__probeReport").text_content())
    page.close()
    return report


@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_the_article_checker_has_nothing_against_them(which, chromium, request, tmp_path):
    for path in _articles(request.getfixturevalue(which)):
        report = _report(chromium, path, tmp_path)
        for width in ("w585", "w677", "w375"):
            assert not any(report["payload"][width]["count"].values()), (path.name, width)
    bad = tmp_path / "bad.html"
    bad.write_text(
        '<section style="font-family:serif;text-align:start;line-height:0.4">一<br>二<br>三</section>',
        encoding="utf-8",
    )
    assert any(_report(chromium, bad, tmp_path)["payload"]["w375"]["count"].values())
