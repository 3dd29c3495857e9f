"""Reading back: the same text for the sample and the real handbook, and every change is seen."""

from __future__ import annotations

import pytest

from pipeline.findings import UNREADABLE, Severity
from pipeline.formats.epub.read import read_book, recognised
from pipeline.handbook import question_text, without_space, words_digest
from pipeline.seen.edition import Stamp
from tests.formats.epub.bound import bound, packed


def _found(data):
    (edition,) = read_book({"handbook.epub": data}).editions
    assert edition.file == "handbook.epub"
    return edition.questions


def _texts(questions):
    return [(question.number, without_space(question.text)) for question in questions]


def _wanted(handbook):
    return [
        (question.number, without_space(question_text(handbook, question))) for question in handbook.questions
    ]


def test_the_sample_says_what_the_handbook_says(finished, handbook):
    questions = _found(finished)
    assert _texts(questions) == _wanted(handbook)
    assert [question.place for question in questions] == [
        "part-general.xhtml#q-plain",
        "part-technical.xhtml#q-everything",
        "part-technical.xhtml#q-last",
    ]


def test_the_real_handbook_says_what_its_source_says(real_handbook):
    assert _texts(_found(bound(real_handbook))) == _wanted(real_handbook)


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
def test_a_fault_is_seen(fault, files, handbook):
    name, old, new = FAULTS[fault]
    text = files[name].decode()
    assert old in text
    assert _texts(_found(packed({**files, name: text.replace(old, new).encode()}))) != _wanted(handbook)


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
def test_what_a_reader_does_not_see_makes_no_difference(change, files, handbook):
    name, old, new = HARMLESS[change]
    text = files[name].decode()
    assert old in text
    assert _texts(_found(packed({**files, name: text.replace(old, new).encode()}))) == _wanted(handbook)


def _without(files, name):
    return {other: data for other, data in files.items() if other != name}


BROKEN = {
    "没有文件": (None, "找不到"),
    "不是压缩包": (lambda files: b"not a book", "打不开"),
    "截断": (lambda files: packed(files)[:-400], "打不开"),
    "没有容器": (lambda files: packed(_without(files, "META-INF/container.xml")), "META-INF/container.xml"),
    "少一页": (lambda files: packed(_without(files, PART)), "part-technical.xhtml"),
    "坏的一页": (lambda files: packed({**files, PART: b"<html><p></html>"}), "无法解析"),
    "坏的序号": (
        lambda files: packed({**files, PART: files[PART].replace(b'start="3"', b'start="three"')}),
        "无法解析",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_gives_one_line(case, files):
    make, words = BROKEN[case]
    opened = read_book({} if make is None else {"handbook.epub": make(files)})
    assert opened.editions == ()
    (finding,) = [one for one in opened.findings if one.code == UNREADABLE]
    assert (finding.file, finding.severity) == ("handbook.epub", Severity.ERROR)
    assert words in finding.message
    assert "baiwen build epub" in finding.hint
    assert "\n" not in str(finding)


def test_a_copy_says_which_edition_it_is(finished, handbook):
    """Whatever its name: its stamp, and its text."""
    found = recognised(finished)
    assert found is not None
    assert found.stamp == Stamp(handbook.release, words_digest(handbook))
    assert _texts(found.editions[0].questions) == _wanted(handbook)
    assert found.findings == ()


def test_a_file_of_another_kind_is_not_recognised(files, finished):
    package = files["EPUB/content.opf"].replace(b"baiwen:", b"other:")
    for data in (b"", b"%PDF-1.7", finished[:-400], packed({**files, "EPUB/content.opf": package})):
        assert recognised(data) is None


def test_a_copy_that_cannot_be_read_through_still_has_its_stamp(files, handbook):
    broken = files[PART].replace(b'start="3"', b'start="three"')
    found = recognised(packed({**files, PART: broken}))
    assert found is not None
    assert (found.stamp, found.editions) == (Stamp(handbook.release, words_digest(handbook)), ())
    assert [one.code for one in found.findings] == [UNREADABLE]


def test_a_document_that_stands_twice_in_the_spine_is_read_twice(files, handbook):
    package = files["EPUB/content.opf"]
    line = b'<itemref idref="part-general"'
    assert line in package
    twice = packed({**files, "EPUB/content.opf": package.replace(line, line + b"/>" + line, 1)})
    assert [question.number for question in _found(twice)] == [1, 1, 2, 3]
