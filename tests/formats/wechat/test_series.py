"""The series: lengths, names, division, the same bytes every time."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.findings import Refused
from pipeline.formats.wechat import FORMAT
from pipeline.handbook import Category, Figure, Footnote, Paragraph, Question, Table, Text, WeChat
from pipeline.verify.compare import compare

ROOT = Path(__file__).parents[3]


def _series(directory):
    return json.loads((directory / "wechat" / "series.json").read_text(encoding="utf-8"))["articles"]


@pytest.mark.parametrize("which", ["finished", "finished_real"])
def test_the_series_keeps_the_platforms_limits(which, request):
    directory = request.getfixturevalue(which)
    articles = _series(directory)
    assert [article["file"] for article in articles] == ["01-general.html", "02-technical.html"]
    for article in articles:
        fragment = (directory / "wechat" / article["file"]).read_text(encoding="utf-8")
        assert article["characters"] == len(fragment) < 18_000
        assert 0 < len(article["title"]) <= 32
        assert 0 < len(article["digest"]) <= 128
        for image in article["images"]:
            data = (directory / "wechat" / image["file"]).read_bytes()
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
def test_unusual_handbooks_come_back(case, sample, workshop, tmp_path):
    handbook = _cases(sample)[case]
    FORMAT.write(handbook, workshop, tmp_path)
    assert [d for edition in FORMAT.read_back(tmp_path) for d in compare(handbook, edition)] == []
    for article in _series(tmp_path):
        assert article["characters"] < 18_000
        assert len(article["title"]) <= 32
        assert len(article["digest"]) <= 128


def test_a_question_too_long_is_named(sample, workshop, tmp_path):
    handbook = _one_category(sample, Question("q", 7, "问？", (_text("长" * 18_500),)))
    with pytest.raises(Refused, match=r"W101 第7问单独成篇也有1[89]\d{3}个字符"):
        FORMAT.write(handbook, workshop, tmp_path)


WRITE = """
import sys
from pathlib import Path
from pipeline.formats.contract import Workshop
from pipeline.formats.wechat import FORMAT
from pipeline.read import read_handbook
FORMAT.write(read_handbook(Path(".")).handbook, Workshop(Path("templates"), Path(".cache")), Path(sys.argv[1]))
"""


def _digests(directory):
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in directory.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(("zone", "seed"), [("Asia/Shanghai", "1"), ("America/Los_Angeles", "2")])
def test_another_process_writes_the_same_bytes(zone, seed, finished_real, tmp_path):
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", WRITE, tmp_path], cwd=ROOT, env=environment, check=True)
    assert _digests(tmp_path) == _digests(finished_real)
