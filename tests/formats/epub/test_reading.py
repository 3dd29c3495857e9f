"""Reading back: the same text for the sample and the real handbook, and every change is seen."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.formats.contract import UnreadableOutput
from pipeline.formats.epub.read import read_back
from pipeline.formats.epub.steps import bind
from pipeline.handbook import question_text, without_space
from pipeline.read import read_handbook

ROOT = Path(__file__).parents[3]


def _packed(files):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _found(data, directory):
    (directory / "handbook.epub").write_bytes(data)
    (edition,) = read_back(directory)
    assert edition.file == "handbook.epub"
    return edition.questions


def _texts(questions):
    return [(question.number, without_space(question.text)) for question in questions]


def _wanted(handbook):
    return [
        (question.number, without_space(question_text(handbook, question))) for question in handbook.questions
    ]


def test_the_sample_says_what_the_handbook_says(finished, handbook, tmp_path):
    questions = _found(finished, tmp_path)
    assert _texts(questions) == _wanted(handbook)
    assert [question.place for question in questions] == [
        "part-general.xhtml#q-plain",
        "part-technical.xhtml#q-everything",
        "part-technical.xhtml#q-last",
    ]


def test_the_real_handbook_says_what_its_source_says(templates, plain_cover, tmp_path):
    handbook = read_handbook(ROOT).handbook
    assert handbook is not None
    assert _texts(_found(bind(handbook, templates, plain_cover), tmp_path)) == _wanted(handbook)


PART = "EPUB/part-technical.xhtml"
STYLE = "EPUB/style.css"

FAULTS = {
    "a changed character": (PART, "如甲区搭建的", "如乙区搭建的"),
    "a dropped paragraph": (PART, "<p>第二段。</p>", ""),
    "a paragraph twice": (PART, "<p>第二段。</p>", "<p>第二段。</p><p>第二段。</p>"),
    "a changed question number": (PART, '"number">3 <', '"number">4 <'),
    "a lost question number": (PART, '<span class="number">3 </span>', ""),
    "a changed list number": (PART, '<ol start="3">', '<ol start="4">'),
    "an item's own number": (PART, "<li>\n<p>第二项", '<li value="9">\n<p>第二项'),
    "dots for numbers": (PART, "ol", "ul"),
    "no list marks": (STYLE, "list-style-type: disc", "list-style-type: none"),
    "a lost footnote": (PART, "表内脚注。", ""),
    "a lost label": (PART, '<span class="district">甲区</span>', ""),
    "a lost caption": (PART, "各区项目一览", ""),
    "a lost cell": (PART, "<td class=\"right\">12</td>", "<td class=\"right\"></td>"),
    "a lost cross reference": ("EPUB/part-general.xhtml", ">第2问</a>", "></a>"),
    "text between two questions": (PART, "</section>\n<section", "</section>\n<p>多余。</p>\n<section"),
    "bare text between two questions": (PART, "</section>\n<section", "</section>多余。<section"),
    "a hidden attribute": (PART, "<blockquote>", '<blockquote hidden="hidden">'),
    "a style attribute": (PART, "<blockquote>", '<blockquote style="display: NONE">'),
    "hidden by the style sheet": (STYLE, "blockquote {", "blockquote { display: none;"),
    "hidden on some screens": (STYLE, "blockquote {", "@media screen { .lead { visibility: hidden } } blockquote {"),
    "hidden with all around it": (STYLE, "body {", "body { display: none } body {"),
    "shrunk to nothing": (STYLE, ".note {", ".note { font-size: 0 } .other {"),
    "text from the style sheet": (STYLE, "blockquote {", '.case .label::before { content: "案例：" } blockquote {'),
    "a style element": (PART, "</head>", "<style>.note { display: none }</style></head>"),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_seen(fault, files, handbook, tmp_path):
    name, old, new = FAULTS[fault]
    text = files[name].decode()
    assert old in text
    assert _texts(_found(_packed({**files, name: text.replace(old, new).encode()}), tmp_path)) != _wanted(
        handbook
    )


HARMLESS = {
    "white space": (PART, "<p>第二段。</p>", "<p>\n  第二段。\n</p>"),
    "a comment": (PART, "<p>第二段。</p>", "<p>第二<!-- 不显示 -->段。</p>"),
    "a span": (PART, "<p>第二段。</p>", "<p>第<span>二</span>段。</p>"),
    "another footnote mark": (PART, '_n1">1</a></sup>', '_n1">①</a></sup>'),
    "a rule for something else": (STYLE, "blockquote {", ".absent { display: none } blockquote {"),
    "a rule that is overruled": (STYLE, "body {", "div.note { display: block } .note { display: none } body {"),
    "a rule that nobody understands": (STYLE, "blockquote {", "p::: { display: none } blockquote {"),
}  # fmt: skip


@pytest.mark.parametrize("change", HARMLESS)
def test_what_a_reader_does_not_see_makes_no_difference(change, files, handbook, tmp_path):
    name, old, new = HARMLESS[change]
    text = files[name].decode()
    assert old in text
    assert _texts(_found(_packed({**files, name: text.replace(old, new).encode()}), tmp_path)) == _wanted(
        handbook
    )


def _without(files, name):
    return {other: data for other, data in files.items() if other != name}


BROKEN = {
    "没有文件": (None, "找不到"),
    "不是压缩包": (lambda files: b"not a book", "打不开"),
    "截断": (lambda files: _packed(files)[:-400], "打不开"),
    "没有容器": (lambda files: _packed(_without(files, "META-INF/container.xml")), "META-INF/container.xml"),
    "少一页": (lambda files: _packed(_without(files, PART)), "part-technical.xhtml"),
    "坏的一页": (lambda files: _packed({**files, PART: b"<html><p></html>"}), "无法解析"),
    "坏的序号": (
        lambda files: _packed({**files, PART: files[PART].replace(b'start="3"', b'start="three"')}),
        "无法解析",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gives_one_line(case, files, tmp_path):
    make, words = BROKEN[case]
    if make is not None:
        (tmp_path / "handbook.epub").write_bytes(make(files))
    with pytest.raises(UnreadableOutput) as failure:
        read_back(tmp_path)
    message = str(failure.value)
    assert message.startswith(("handbook.epub ", "找不到 handbook.epub"))
    assert words in message
    assert "\n" not in message
    assert "改法：" in message
