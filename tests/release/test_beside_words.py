"""What changes beside the words of questions: emphasis, links, pictures; preface and glossary."""

import dataclasses

from pipeline.handbook import Mark
from pipeline.release.changes import changes
from pipeline.release.errata import errata
from pipeline.release.record import GLOSSARY, PREFACE, RecordedBlock, RecordedQuestion, Release
from pipeline.release.revision_list import revision_list


def question(*blocks, name="a", number=1, title="怎么办？"):
    return RecordedQuestion(name, number, "甲类", title, "第2页", blocks)


def release(version, *questions, beside=()):
    return Release(version, "第1版", "2024-05-31", "手册", "", questions, {}, beside)


def paragraph(*marks, text="重点见上海发布。"):
    return RecordedBlock("paragraph", text, "1", ((0, "第2页第3行"),), "", marks)


def listed(old, new):
    return revision_list(changes(old, new))


def test_emphasis_and_links_of_words_that_stayed():
    was = paragraph(Mark("strong", 0, 2), Mark("link", 3, 7, "https://a.example"))
    now = paragraph(Mark("emphasis", 3, 5), Mark("link", 3, 7, "https://b.example"))
    words = listed(release("1.0", question(was)), release("1.1", question(now)))
    assert "“重点”不再加重" in words
    assert "“上海发布”的链接由 https://a.example 改为 https://b.example" in words
    assert "“上海”加了着重" in words


def test_marks_that_an_old_record_does_not_have_are_no_change():
    was = dataclasses.replace(paragraph(), marks=None)
    found = changes(release("1.0", question(was)), release("1.1", question(paragraph(Mark("strong", 0, 2)))))
    assert found.none


def test_a_picture_is_exchanged():
    was, now = (
        RecordedBlock("picture", "一个圆", "2.picture", ((0, "第3页第1行"),), picture, ())
        for picture in ("aa", "bb")
    )
    found = changes(release("1.0", question(was)), release("1.1", question(now)))
    assert "（图片已更换）" in revision_list(found)
    (told,) = errata(found)
    assert (told.page, told.wrong, told.right) == ("3", "图", "（图片已更换）")


def test_a_cell_is_held_against_itself():
    was, now = (RecordedBlock("cell", text, "2.1.2", (), "", ()) for text in ("8", "10"))
    words = listed(release("1.0", question(was)), release("1.1", question(now)))
    assert "表格第1行第2列：<del>8</del><ins>10</ins>" in words


def beside(preface, *terms):
    blocks = [RecordedBlock("term", text, text[:2], ((0, "第9页第2行"),), "", ()) for text in terms]
    first = RecordedBlock("paragraph", preface, "1", ((0, "第vi页第2行"),), "", ())
    return (
        question(first, name="preface", number=0, title=PREFACE),
        question(*blocks, name="glossary", number=0, title=GLOSSARY),
    )


def test_preface_and_glossary():
    old = release("1.0", beside=beside("为保障质量，编写本书。", "甲乙　一种办法。", "丙丁　另一件事情。"))
    new = release("1.1", beside=beside("为切实保障质量，编写本书。", "甲乙　一种做法。", "戊己　新的东西。"))
    found = changes(old, new)
    words = revision_list(found)
    for line in (
        "正文：为<ins>切实</ins>保障质量",
        "术语：甲乙　一种<del>办</del><ins>做</ins>法。",
        "术语：<del>丙丁　另一件事情。</del>",
        "术语：<ins>戊己　新的东西。</ins>",
    ):
        assert line in words
    told = [(one.part, one.page, one.wrong, one.right) for one in errata(found)]
    assert told == [
        ("编写说明", "vi", "", "切实"),
        ("术语", "2", "", "戊己　新的东西。"),
        ("术语", "9", "办", "做"),
        ("术语", "9", "丙丁　另一件事情。", "（删去）"),
    ]


def test_records_without_preface_and_glossary_say_nothing_of_them():
    old = dataclasses.replace(release("1.0"), beside=None)
    assert changes(old, release("1.1", beside=beside("前言。", "甲乙　一种办法。"))).none
