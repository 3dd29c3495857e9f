"""The series: lengths, names, division, the same bytes every time."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.formats.wechat import FORMAT
from pipeline.handbook import (
    Category,
    Figure,
    Footnote,
    Paragraph,
    Printing,
    Question,
    Table,
    Text,
    WeChat,
    digest,
)
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.verify.compare import compare
from tests.formats.wechat.reading import reread, series
from tests.values import STORE, TEMPLATES, files_in, files_of

ROOT = Path(__file__).parents[3]
ADDRESS = "https://mp.weixin.qq.com/s/published"


@pytest.mark.parametrize("which", ["made", "made_real"])
def test_the_series_keeps_the_platforms_limits(which, request):
    files = request.getfixturevalue(which)
    articles = series(files)
    assert [article["file"] for article in articles] == ["01-general.html", "02-technical.html"]
    for article in articles:
        fragment = files["wechat/" + article["file"]].decode()
        assert article["characters"] == len(fragment) < 18_000
        assert 0 < len(article["title"]) <= 32
        assert 0 < len(article["digest"]) <= 128
        for image in article["images"]:
            data = files["wechat/" + image["file"]]
            assert data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")
            assert len(data) < 1_000_000


def _text(text):
    return Paragraph((Text(text),))


def _one_category(handbook, *questions):
    return dataclasses.replace(handbook, categories=(Category("all", 1, "总类", questions),))


def _last_answer(handbook, *blocks):
    first, second, third = handbook.categories
    question = dataclasses.replace(second.questions[-1], blocks=blocks)
    second = dataclasses.replace(second, questions=(*second.questions[:-1], question))
    return dataclasses.replace(handbook, categories=(first, second, third))


def _wide(number):
    head = tuple((Text(f"列{i}"),) for i in range(3))
    head = (*head, (Text("列3"), Footnote(1, (Text("头注。"),))))
    rows = tuple(tuple((Text(f"{row}·{i}"),) for i in range(4)) for row in range(3))
    return Table(number, "宽表", ("left",) * 4, head, rows)


def _cases(handbook):
    note = Paragraph((Text("前"), Footnote(1, (Text("前言的脚注。"),))))
    preface = (Figure(9, "images/frame.png", "画面", "前言的图"), note)
    many = [Question(f"q{i}", i, f"第{i}个问题？", (_text("很长的答案。" * 300),)) for i in range(1, 31)]
    return {
        "a preface with a figure and a note": dataclasses.replace(handbook, preface=preface),
        "the same note in two questions": _last_answer(
            handbook, Paragraph((Text("甲"), Footnote(1, (Text("表内脚注。"),))))
        ),
        "an article a question": dataclasses.replace(
            handbook, wechat=WeChat("question", "作者", (("关注", "本号"),))
        ),
        "a wide table": _last_answer(handbook, _wide(2)),
        "paragraphs that look like notes": _last_answer(handbook, _text("①"), _text("[1]"), _text("注1")),
        "more than twenty notes": _last_answer(
            handbook,
            *(Paragraph((Text("甲"), Footnote(n, (Text(f"（{n}）第{n}条。"),)))) for n in range(1, 24)),
        ),
        "a divided category": _one_category(handbook, *many),
        "three digits": _one_category(handbook, Question("q", 100, "问？", (_text("答。"),))),
        "a long title": dataclasses.replace(handbook, title="很长的书名" * 10, short_title=""),
    }


@pytest.mark.parametrize("case", [
    "a preface with a figure and a note", "the same note in two questions", "an article a question", "a wide table",
    "paragraphs that look like notes", "more than twenty notes", "a divided category", "three digits", "a long title",
])  # fmt: skip
def test_unusual_handbooks_come_back(case, sample):
    handbook = _cases(sample)[case]
    files = files_of(FORMAT, handbook=handbook)
    assert [d for edition in reread(files).editions for d in compare(handbook, edition)] == []
    for article in series(files):
        assert article["characters"] < 18_000
        assert len(article["title"]) <= 32
        assert len(article["digest"]) <= 128


def test_a_question_too_long_is_named(sample):
    handbook = _one_category(sample, Question("q", 7, "问？", (_text("长" * 18_500),)))
    results = carry_out(FORMAT.steps(handbook), TEMPLATES, STORE, Here(), unheard)
    (found,) = results["wechat.plan"].findings
    assert re.search(r"V401 第7问单独成篇也有1[89]\d{3}个字符", str(found))


def _with_another_answer(book):
    return _last_answer(book, _text("别的回答。"))


@pytest.mark.parametrize(
    ("change", "others"),
    [
        (lambda book: dataclasses.replace(book, printing=Printing(paper_gsm=120)), set()),
        (lambda book: _with_settings(book, author="别人"), {"series"}),
        (lambda book: _with_settings(book, published=(("plain", ADDRESS),)), {"plan", "articles"}),
        (lambda book: dataclasses.replace(book, short_title="另名"), {"plan", "articles", "covers"}),
        (lambda book: dataclasses.replace(book, edition="第二版"), {"plan", "articles", "covers", "series"}),
        (_with_another_answer, {"plan", "articles"}),
    ],
)
def test_a_step_depends_on_what_it_shows_alone(change, others, sample):
    before, after = (
        {one.name: digest(one.reads) for one in FORMAT.steps(book)} for book in (sample, change(sample))
    )
    changed = {name.removeprefix("wechat.") for name in before if before[name] != after[name]}
    assert changed == others


def _with_settings(book, **settings):
    return dataclasses.replace(book, wechat=dataclasses.replace(book.wechat, **settings))


MAKE = """
import sys
from pathlib import Path
from pipeline.formats.wechat import FORMAT
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.values import files_of
for name, data in sorted(files_of(FORMAT, handbook=read_handbook(Folder(Path("."))).handbook).items()):
    (Path(sys.argv[1]) / name).parent.mkdir(parents=True, exist_ok=True)
    (Path(sys.argv[1]) / name).write_bytes(data)
"""


@pytest.mark.parametrize(("zone", "seed"), [("Asia/Shanghai", "1"), ("America/Los_Angeles", "2")])
def test_another_process_makes_the_same_bytes(zone, seed, made_real, tmp_path):
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", MAKE, tmp_path], cwd=ROOT, env=environment, check=True)
    assert files_in(tmp_path) == made_real
