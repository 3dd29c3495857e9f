"""What the finished articles say is what the handbook says, for every construct; and any change is seen."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
import tempfile
from pathlib import Path

import lxml.html
import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from pipeline.findings import Refused
from pipeline.formats.contract import UnreadableOutput
from pipeline.formats.wechat import FORMAT
from pipeline.formats.wechat.read import inspect, read_back
from pipeline.handbook import (
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Question,
    Quote,
    Source,
    Strong,
    Table,
    Text,
    question_text,
    without_space,
)
from pipeline.verify.compare import compare


def _differing(handbook, directory):
    """The numbers of questions that do not read as the handbook has them."""
    edition, _ = read_back(directory)
    assert edition.file == "wechat/"
    assert [found.number for found in edition.questions] == [q.number for q in handbook.questions]
    return [
        found.number
        for found, question in zip(edition.questions, handbook.questions, strict=True)
        if without_space(found.text) != without_space(question_text(handbook, question))
    ]


@pytest.mark.parametrize("series", ["category", "question"])
@pytest.mark.parametrize("name", ["sample", "rich", "real_handbook"])
def test_the_articles_say_what_the_handbook_says(name, series, request, workshop, tmp_path):
    handbook = request.getfixturevalue(name)
    handbook = dataclasses.replace(handbook, wechat=dataclasses.replace(handbook.wechat, series=series))
    FORMAT.write(handbook, workshop, tmp_path)
    assert _differing(handbook, tmp_path) == []


def test_the_place_is_the_article(finished):
    edition, _ = read_back(finished)
    assert [question.place for question in edition.questions] == [
        "01-general.html 第5段",
        "02-technical.html 第5段",
        "02-technical.html 第51段",
    ]


@pytest.fixture
def changeable(finished, tmp_path):
    shutil.copytree(finished / "wechat", tmp_path / "wechat")
    return tmp_path


# One character in every kind of text: what stands in the file, what is put there, whose text changes.
CHANGES = {
    "title": ("最后一问？", "最后二问？", 3),
    "number": (">2</span>", ">7</span>", None),
    "text": ("开头的一段", "开头的二段", 2),
    "strong": ("加重的文字", "加轻的文字", 1),
    "emphasis": ("着重的文字", "看重的文字", 1),
    "link": ("外部链接", "内部链接", 1),
    "link on the platform": ("旧文", "新文", 1),
    "cross reference": ("参见第2问", "参见第3问", 1),
    "code": ("A-1 &lt;b&gt;", "A-1 &lt;c&gt;", 1),
    "ordinal": ("二是", "三是", 2),
    "lead": ("用好清单", "用坏清单", 2),
    "district": ("甲区", "丁区", 2),
    "label": ("两级议事　2023年", "两级议事　2022年", 2),
    "marker": (">4.<", ">5.<", 2),
    "inner marker": (">99.<", ">98.<", 2),
    "note label": ("说明</strong>", "注明</strong>", 2),
    "caption": ("各区项目一览", "各区项目总览", 2),
    "cell": (">12<", ">13<", 2),
    "figure": ("位图样例", "位图样张", 2),
    "quotation": ("引文一段", "引文二段", 2),
    "footnote": ("表内脚注", "表外脚注", 2),
    "footnote of another": ("末问脚注", "末问角注", 3),
    "sources": ("资料来源：样例", "资料来源：样张", 1),
    "card's column": (">丙<", ">戊<", 2),
    "one card's column": ("丁</strong>　各", "戊</strong>　各", 2),
    "card": ("各街道", "各乡镇", 2),
}


def _follow(directory):
    """Let the editor's page copy what the articles' files hold now."""
    path = directory / "wechat" / "index.html"
    text = path.read_text(encoding="utf-8")
    head, opening, rest = re.split(r'(<script[^>]*id="data"[^>]*>)', text, maxsplit=1)
    data, tail = rest.split("</script>", 1)
    articles = json.loads(data)
    for article, file in zip(articles, sorted((directory / "wechat").glob("[0-9]*.html")), strict=True):
        article["html"] = file.read_text(encoding="utf-8")
    changed = json.dumps(articles, ensure_ascii=False).replace("<", "\\u003c")
    path.write_text(head + opening + changed + "</script>" + tail, encoding="utf-8")


def _rewrite(directory, file, before, after):
    """Change an article's file, and the editor's page with it."""
    path = directory / "wechat" / file
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    _follow(directory)


@pytest.mark.parametrize("kind", CHANGES)
def test_a_changed_character_is_seen(kind, changeable, rich):
    before, after, number = CHANGES[kind]
    for path in sorted((changeable / "wechat").glob("[0-9]*.html")):
        text = path.read_text(encoding="utf-8")
        body = text.index("<h2")
        if before in text[body:]:
            # The last occurrence, so that one of several equal labels differs from the others.
            head, tail = text[body:].rsplit(before, 1)
            path.write_text(text[:body] + head + after + tail, encoding="utf-8")
            _follow(changeable)
            break
    else:
        pytest.fail(f"{before} does not occur")
    if kind == "number":
        edition, _ = read_back(changeable)
        assert [question.number for question in edition.questions] != [1, 2, 3]
    else:
        assert _differing(rich, changeable) == [number]


def test_a_note_without_its_mark_is_seen(changeable, rich):
    path = changeable / "wechat" / "02-technical.html"
    root = lxml.html.fragment_fromstring(path.read_text(encoding="utf-8"))
    mark = next(iter(root.iter("sup")))
    mark.drop_tree()
    path.write_text(lxml.html.tostring(root, encoding="unicode"), encoding="utf-8")
    _follow(changeable)
    # The question has lost its note; the note that nobody points to is counted to the last question.
    assert _differing(rich, changeable) == [2, 3]


def _series(directory):
    return directory / "wechat" / "series.json"


def _rewrite_page(directory, before, after):
    path = directory / "wechat" / "index.html"
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


SPOILS = {
    "no series": lambda directory: _series(directory).unlink(),
    "series is no JSON": lambda directory: _series(directory).write_text("{"),
    "series without articles": lambda directory: _series(directory).write_text('{"articles": 1}'),
    "a file elsewhere": lambda directory: _series(directory).write_text(
        '{"articles": [{"file": "../01-a.html"}]}'
    ),
    "a file name that is none": lambda directory: _series(directory).write_text(
        '{"articles": [{"file": 1}]}'
    ),
    "no article": lambda directory: (directory / "wechat" / "01-general.html").unlink(),
    "an empty article": lambda directory: (directory / "wechat" / "01-general.html").write_text(""),
    "not UTF-8": lambda directory: (directory / "wechat" / "01-general.html").write_bytes(b"\xff\xfe"),
    "a folder": lambda directory: [
        (directory / "wechat" / "01-general.html").unlink(),
        (directory / "wechat" / "01-general.html").mkdir(),
    ],
    "two roots": lambda directory: _rewrite(directory, "01-general.html", "<section", "<p></p><section"),
    "no page": lambda directory: (directory / "wechat" / "index.html").unlink(),
    "a page without articles": lambda directory: (directory / "wechat" / "index.html").write_text("<p>1</p>"),
    "an article beside the series": lambda directory: (directory / "wechat" / "03-more.html").write_text("1"),
}


@pytest.mark.parametrize("kind", SPOILS)
def test_a_broken_file_is_named_in_one_line(kind, changeable):
    SPOILS[kind](changeable)
    with pytest.raises(UnreadableOutput, match=r"wechat/.*（改法：.+）$") as caught:
        read_back(changeable)
    assert "\n" not in str(caught.value)


def test_a_page_that_copies_something_else_is_seen(changeable, rich):
    _rewrite_page(changeable, *(json.dumps(words)[1:-1] for words in ("开头的一段", "开头的二段")))
    articles, page = read_back(changeable)
    assert compare(rich, articles) == ()
    assert [(difference.file, difference.number) for difference in compare(rich, page)] == [
        ("wechat/index.html", 2)
    ]


def test_a_page_that_copies_other_furniture_is_seen(changeable):
    _rewrite_page(changeable, *(json.dumps(words)[1:-1] for words in ("下一篇：", "本篇题目")))
    (told,) = inspect(changeable)
    assert (told.file, told.place) == ("wechat/index.html", "01-general.html 第15段")
    assert "第1篇要复制的正文与文章 01-general.html 不同：应为“" in told.message


def test_a_missing_picture_is_told_with_its_question(changeable):
    (changeable / "wechat" / "images" / "001.png").unlink()
    assert ("缺少图片 images/001.png（改法：重新生成公众号文章）", 2) in [
        (one.message, one.number) for one in inspect(changeable)
    ]


def test_a_note_that_no_mark_points_to_is_seen(changeable, rich):
    more = '<p><span leaf="">㊿</span><span leaf="">多余的注。</span></p>'
    _rewrite(changeable, "02-technical.html", "注释</span></h3>", f"注释</span></h3>{more}")
    assert _differing(rich, changeable) == [3]


# ---- Any answer that the model can hold -------------------------------------------------------------------------

words = st.text(alphabet="生活圈“”，。（1 2）ab<>&\"'{}%#[]①·～—…𠮷", min_size=1, max_size=10)
address = st.sampled_from(
    ["https://example.org/a?b=1&c='2'", "http://mp.weixin.qq.com/s/x", "mailto:a@example.org"]
)
plain = st.one_of(st.builds(Text, words), st.builds(Code, words), st.just(CrossReference("plain", 1)))
flat = st.lists(plain, min_size=1, max_size=3).map(tuple)
marked = st.one_of(st.builds(Strong, flat), st.builds(Emphasis, flat), st.builds(Link, flat, address))
unnoted = st.lists(st.one_of(plain, marked), min_size=1, max_size=3).map(tuple)
noted = st.builds(lambda a, note, b: (*a, Footnote(0, note), *b), unnoted, unnoted, unnoted)
run = st.one_of(unnoted, noted)
stated = words.map(str.strip).filter(bool)  # the reader strips what is written of a picture, and asks for it
figures = st.builds(Figure, st.integers(1, 9), st.just("images/frame.png"), stated, stated)


@st.composite
def tables(draw):
    width = draw(st.integers(1, 5))
    row = st.tuples(*[st.one_of(st.just(()), run)] * width)
    rows = tuple(draw(st.lists(row, max_size=3)))
    return Table(draw(st.integers(1, 9)), draw(words), ("left",) * width, draw(row), rows)


def _containing(inner):
    blocks = st.lists(inner, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Quote, blocks),
        st.builds(Note, blocks),
        st.builds(Point, words, blocks),
        st.builds(Case, words, blocks, place=words, project=words, year=st.sampled_from(["", "2023"])),
        st.builds(
            ItemList, st.lists(blocks, min_size=1, max_size=3).map(tuple), st.booleans(), st.integers(1, 12)
        ),
    )


answers = st.lists(
    st.recursive(st.one_of(st.builds(Paragraph, run), figures, tables()), _containing, max_leaves=5),
    min_size=1,
    max_size=2,
).map(tuple)


def _numbered(value, counter):
    """The same blocks with footnotes counted from 1, as the reader counts them."""
    if isinstance(value, Footnote):
        counter.append(value)
        return dataclasses.replace(value, number=len(counter))
    if isinstance(value, tuple):
        return tuple(_numbered(one, counter) for one in value)
    if dataclasses.is_dataclass(value):
        fields = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return dataclasses.replace(value, **{name: _numbered(one, counter) for name, one in fields.items()})
    return value


@pytest.mark.filterwarnings("ignore:Generating overly large repr")
@pytest.mark.usefixtures("plain_covers")
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=answers, second=answers, title=words)
def test_any_answer_comes_back(first, second, title, sample, workshop):
    questions = tuple(
        Question(
            id, number, title, _numbered(blocks, []), sources=(Source(title, url="https://example.org/"),)
        )
        for number, (id, blocks) in enumerate((("plain", first), ("other", second)), 1)
    )
    category = dataclasses.replace(sample.categories[0], questions=questions)
    book = dataclasses.replace(sample, categories=(category,))
    with tempfile.TemporaryDirectory() as name:
        try:
            FORMAT.write(book, workshop, Path(name))
        except Refused:
            reject()
        assert _differing(book, Path(name)) == []
        assert compare(book, read_back(Path(name))[0]) == ()
