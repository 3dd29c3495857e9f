"""What a person sees in a document that is no e-book's: plain HTML without namespaces, from no archive."""

from __future__ import annotations

import pytest
from lxml import html

from pipeline.handbook import Mark
from pipeline.seen.html_reader import (
    AROUND_BLOCKS,
    HIDDEN,
    RAISED,
    STRANGE,
    UNBROKEN,
    Document,
    read_document,
)
from pipeline.seen.html_styles import Styles, style_sheets

PAGE = """<!doctype html>
<html lang="zh-Hans"><head><title>总体要求类</title><link rel="stylesheet" href="site.css"></head>
<body>
<nav role="doc-toc"><ol><li><a href="#q-first">1 什么是生活圈？</a></li></ol></nav>
<main><section role="doc-qna"><h1>总体要求类</h1>
<section id="q-first"><h2><span class="number">1 </span>什么是生活圈？</h2>
<p>答<strong>重点</strong>见<a href="/two#q-second">第2问</a>和<a href="https://example.org/">网站</a>。\
<sup><a role="doc-noteref" id="q-first_r1" href="#q-first_n1">1</a></sup></p>
<aside role="doc-example" class="case"><p>案例。</p></aside>
<div class="note"><p>说明。</p></div><blockquote><p>引文。</p></blockquote>
<ol start="3"><li>第三</li><li>第四</li></ol><ul><li>一点</li></ul>
<table><caption>表</caption><thead><tr><th>名</th><th>数</th></tr></thead>
<tbody><tr><td>甲</td><td>一</td></tr></tbody></table>
<figure><img src="/frame.png" alt="一幅图"></figure>
<aside role="doc-footnote" id="q-first_n1"><ol><li>\
<a role="doc-backlink" href="#q-first_r1">1</a>脚注。</li></ol></aside>
</section>
<section id="q-second"><h2><span class="number">2 </span>还有呢？</h2><p>没有了。</p></section>
</section></main></body></html>
"""
STYLE = ".number { font-weight: normal }"
FILES = {"site.css": STYLE.encode(), "/frame.png": b"picture"}


def read(page: str = PAGE, style: str = STYLE, strange=lambda element, in_question: ()):
    root = html.document_fromstring(page, parser=html.HTMLParser(remove_comments=True))
    files = {**FILES, "site.css": style.encode()}
    styles = Styles(style_sheets(root, lambda href: files[href]))
    return read_document(
        Document("site/index.html", "index.html", root, styles, lambda href: files.get(href, b""), strange)
    )


def test_questions_are_found_block_by_block():
    first, second = read().questions
    assert [(one.number, one.place) for one in (first, second)] == [
        (1, "index.html#q-first"),
        (2, "index.html#q-second"),
    ]
    assert [block.text.strip() for block in first.blocks] == [
        "1 什么是生活圈？", "答重点见第2问和网站。", "案例。", "说明。", "引文。", "3.", "第三", "4.", "第四", "•",
        "一点", "表", "名", "数", "甲", "一", "", "1.", "脚注。",
    ]  # fmt: skip
    assert [block.text for block in second.blocks] == ["2 还有呢？", "没有了。"]


def test_blocks_are_found_with_what_they_stand_in():
    first, _ = read().questions
    found = {block.text.strip(): (block.within, block.cell) for block in first.blocks}
    assert found["答重点见第2问和网站。"] == ((), None)
    assert found["案例。"] == (("case",), None)
    assert found["说明。"] == (("note",), None)
    assert found["引文。"] == (("quote",), None)
    assert found["第三"] == (("list",), None)
    assert found["脚注。"] == ((), None)
    assert found["表"] == (("table",), None)
    assert [found[cell] for cell in "名数甲一"] == [
        (("table",), place) for place in ((0, 1), (0, 2), (1, 1), (1, 2))
    ]


def test_marks_pictures_and_what_stands_beside_are_found():
    found = read()
    first, _ = found.questions
    assert first.blocks[1].marks == (
        Mark("strong", 1, 3),
        Mark("reference", 4, 7, "second"),
        Mark("link", 8, 10, "https://example.org/"),
        Mark("note", 11, 11, "1"),
    )
    (picture,) = [block for block in first.blocks if block.picture]
    assert (picture.picture, picture.alternative) == (b"picture", "一幅图")
    assert [(one.part, one.place, one.text) for one in found.furniture] == [
        ("页名", "index.html", "总体要求类"),
        ("正文之外", "index.html", "1.1 什么是生活圈？总体要求类"),
        ("第1级目录", "#q-first", "1 什么是生活圈？"),
        ("问题的标识", "index.html#q-first", "1"),
        ("问题的标识", "index.html#q-second", "2"),
    ]
    assert found.findings == ()


ODDITIES = {
    HIDDEN: (PAGE.replace("<p>案例。", '<p hidden>假。</p><p>案例。'), STYLE, "假。"),
    AROUND_BLOCKS: (PAGE.replace("<p>案例。</p>", "<a href='x'><p>案例。</p></a>"), STYLE, "<a>"),
    RAISED: (PAGE.replace("案例", "案<sup>例</sup>"), STYLE, "“例”"),
    UNBROKEN: (PAGE.replace("案例。", "案例。" * 11), "p { white-space: nowrap }", "不换行"),
}  # fmt: skip


@pytest.mark.parametrize("code", ODDITIES)
def test_what_no_comparison_would_show_is_reported(code, monkeypatch):
    page, style, words = ODDITIES[code]
    (finding,) = read(page, style).findings
    assert (finding.file, finding.code, finding.number) == ("site/index.html", code, 1)
    assert words in finding.message
    assert finding.place.startswith("index.html#q-first 第")
    assert finding.hint


def test_a_format_says_what_is_strange_in_its_documents():
    def strange(element, in_question):
        if element.tag == "figure":
            yield f"图在问题里：{in_question}", "去掉"

    (finding,) = read(strange=strange).findings
    assert (finding.code, finding.message, finding.hint) == (STRANGE, "图在问题里：True", "去掉")


def test_words_between_the_parts_of_a_page_are_seen():
    page = PAGE.replace("<main>", "多余的字。").replace("</main>", "还有。")
    (beside,) = [one for one in read(page).furniture if one.part == "正文之外"]
    assert [block.text.strip() for block in beside.blocks][-3:] == ["多余的字。", "总体要求类", "还有。"]


def test_bold_reaches_what_stands_in_it_and_no_further():
    page = PAGE.replace(
        "<p>案例。</p>", "<div class='b'><p>案<strong>例</strong></p></div><p>案<strong>例</strong></p>"
    )
    first, _ = read(page, ".b { font-weight: bold }").questions
    assert [block.marks for block in first.blocks if block.text == "案例"] == [(), (Mark("strong", 1, 2),)]


def test_a_list_that_begins_with_no_number_cannot_be_read():
    with pytest.raises(ValueError, match="three"):
        read(PAGE.replace('start="3"', 'start="three"'))
