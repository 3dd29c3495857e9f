"""Several reviewers of one copy: every edit comes back or is listed word for word, whoever comes first."""

import copy

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.commands import app
from tests.importing.review.copies import (
    changed_lines,
    come_back,
    copied_source,
    files_of,
    only,
    went_out,
)
from tests.importing.review.word_editor import W, edited

EVERYTHING = "questions/002-everything.md"
A_CASE = "questions/004-joint-conference.md"


def told(plan):
    return "\n".join(str(finding) for finding in plan.left)


def test_a_conflict_leaves_the_other_changes_of_its_question(project):
    out = went_out(project)
    come_back(project, edited(out, lambda w: w.replace("每季度召集", "每月召集")))
    data = edited(
        out, lambda w: w.replace("每季度召集", "每半年召集"), lambda w: w.replace("第二段。", "第二小段。")
    )
    before, after, plan = come_back(project, data)
    assert only(before, after, EVERYTHING)
    assert after[EVERYTHING] == before[EVERYTHING].replace("第二段。".encode(), "第二小段。".encode())
    (left,) = plan.left
    for words in (
        "原来是“每季度召集一次例会。”",
        "审阅稿是“每半年召集一次例会。”",
        "现在是“每月召集一次例会。”",
    ):
        assert words in left.message
    assert left.at.line > 1


def test_the_last_line_says_what_was_left(project):
    out = went_out(project)
    come_back(project, edited(out, lambda w: w.replace("每季度召集", "每月召集")))
    file = project / "second.docx"
    file.write_bytes(edited(out, lambda w: w.replace("每季度召集", "每半年召集")))
    for options in ([], ["--update"]):
        result = CliRunner().invoke(app, ["import", *options, "-C", str(project), str(file)])
        assert result.exit_code == 1
        assert "没有改动" not in result.stdout + result.stderr
        assert "1 处没有带回" in result.stdout + result.stderr


REVIEWERS = {
    "a case's year": lambda w: retype(w, "2022～2023年", "2022～2024年"),
    "a word": lambda w: w.replace("背景与目的。开头", "背景和目的。开头"),
    "a paragraph": lambda w: w.add_after(w.paragraph("第二段。"), "要点案例正文", "第三段。"),
    "an item": lambda w: w.add_after(w.paragraph("第一项内容"), "要点列表", "新的一项；", (6, 0)),
    "a row": lambda w: add_row(w, "乙区", ("丙区", "3", "进行中")),
    "a cell": lambda w: w.replace("乙区", "乙新区", root=row_of(w, "乙区")),
    "alternative text": lambda w: describe(w, "方框中央有一个大圆"),
    "a caption": lambda w: w.replace("位图样例", "位图的样例"),
    "another question": lambda w: w.replace("最后一问？", "最后的一问？"),
}


def retype(word, old, new):
    """Type over words of a line with tabs, whose parts stand in one run."""
    text = next(one for one in word.root.iter(f"{W}t") if old in (one.text or ""))
    text.text = text.text.replace(old, new)


def row_of(word, words):
    return next(row for row in word.root.iter(f"{W}tr") if words in "".join(row.itertext()))


def add_row(word, behind, cells):

    row = row_of(word, behind)
    new = copy.deepcopy(row)
    for cell, text in zip(new.iter(f"{W}tc"), cells, strict=True):
        paragraph = cell.find(f"{W}p")
        for run in paragraph.findall(f"{W}r"):
            paragraph.remove(run)
        run = etree.SubElement(paragraph, f"{W}r")
        etree.SubElement(run, f"{W}t").text = text
    row.addnext(new)


def describe(word, words):
    for one in word.root.iter():
        if one.tag.endswith("}docPr") and one.get("descr", "").startswith("方框"):
            one.set("descr", words)


@pytest.mark.parametrize(
    "names",
    [tuple(REVIEWERS)[n : n + 3] for n in (0, 3, 6)],
    ids="-".join,
)
def test_three_reviewers_in_any_order(tmp_path, everything, names):
    results = set()
    for number, order in enumerate((names, names[::-1], (names[1], names[0], names[2]))):
        folder = tmp_path / str(number)
        folder.mkdir()
        root = copied_source(everything, folder)
        data = {name: edited(went_out(root), REVIEWERS[name]) for name in names}
        for name in order:
            _, _, plan = come_back(root, data[name])
            assert plan.left == ()
            assert all(change.lines for change in plan.changes)
        results.add(tuple(sorted(files_of(root).items())))
    assert len(results) == 1


# ---- every change is shown, and nothing but it is changed ----------------------------------------------------------


def part(word):
    """Part a paragraph as Enter does."""
    paragraph = word.paragraph("如甲区搭建的")
    run = paragraph.find(f"{W}r")
    words = run.find(f"{W}t").text
    run.find(f"{W}t").text = words[:30]
    new = copy.deepcopy(paragraph)
    new.find(f"{W}r/{W}t").text = words[30:]
    paragraph.addnext(new)


def join(word):
    paragraph, gone = word.paragraph("如甲区搭建的"), word.paragraph("第二段。")
    paragraph.extend(gone.findall(f"{W}r"))
    gone.getparent().remove(gone)


def bold(word, words):
    word.replace(words, words)
    run = next(r for r in word.root.iter(f"{W}r") if "".join(r.itertext()) == words)
    properties = etree.Element(f"{W}rPr")
    run.insert(0, properties)
    etree.SubElement(properties, f"{W}b")


def move_item(word):
    word.paragraph("内层二。").addnext(word.paragraph("内层一；"))


def without_row(word):
    row = row_of(word, "完成")
    row.getparent().remove(row)


SHOWN = {
    "a year": (REVIEWERS["a case's year"], "案例“乙区 2022～2023年”的年份：［2022～2023→2022～2024］", 1),
    "alternative text": (
        REVIEWERS["alternative text"],
        "图“矢量图样例”的替代文字：…方框中央有一个［→大］圆…",
        1,
    ),
    "a caption of a table": (
        lambda w: w.replace("各区项目一览", "各区项目总览"),
        "表题：…各区项目［一→总］览…",
        1,
    ),
    "a parted paragraph": (part, "1 段分成 2 段：…", 2),
    "joined paragraphs": (join, "2 段并成 1 段：…", 2),
    "an added row": (REVIEWERS["a row"], "增加表格“各区项目一览”的一行：丙区 | 3 | 进行中", 1),
    "a removed row": (without_row, "删去表格“各区项目一览”的一行：甲区 | 12 | 完成〔脚注：表内脚注。〕", 2),
    "a cell": (REVIEWERS["a cell"], "表格“各区项目一览”第2行第1列：…乙［→新］区…", 1),
    "bold": (lambda w: bold(w, "第二段"), "…［→**］第二段。…", 1),
    "a moved item": (move_item, "移动列表的一项", 2),
    "an added item": (REVIEWERS["an item"], "增加列表的一项：新的一项；", 2),
}


@pytest.mark.parametrize("case", SHOWN)
def test_every_kind_of_change_is_shown_and_no_other_line_touched(project, case):
    change, line, lines = SHOWN[case]
    file = project / "source" / EVERYTHING
    text = file.read_text("utf-8")
    text = text.replace("| --- | --: | :-: |", "|:---|---:|:---:|").replace("[^note]", "[^t9]")
    assert "|:---|---:|:---:|" in text
    file.write_text(text, "utf-8")
    before, after, plan = come_back(project, edited(went_out(project), change))
    assert only(before, after, EVERYTHING)
    assert line in "\n".join(line for change in plan.changes for line in change.lines)
    changed = changed_lines(before, after, EVERYTHING)
    assert max(sum(one.startswith(sign) and len(one) > 2 for one in changed) for sign in "+-") <= lines
    assert not any("---" in one for one in changed)


def test_a_new_footnote_does_not_give_the_others_new_labels(project):
    file = project / "source" / EVERYTHING
    file.write_text(file.read_text("utf-8").replace("[^note]", "[^7]"), "utf-8")

    def add(word):
        REVIEWERS["a row"](word)
        bold(word, "第二段")

    before, after, _ = come_back(project, edited(went_out(project), add))
    assert "[^7]" in after[EVERYTHING].decode()
    assert [line for line in changed_lines(before, after, EVERYTHING) if "[^" in line] == []


# ---- what the source cannot hold -----------------------------------------------------------------------------------


def insert_picture(word):
    """A picture as Word inserts it: no caption, no words in its place."""
    drawing = next(one for one in word.root.iter(f"{W}p") if one.find(f".//{W}drawing") is not None)
    new = copy.deepcopy(drawing)
    for one in new.iter():
        if "descr" in one.attrib:
            one.set("descr", "")
    word.paragraph("第二段。").addnext(new)
    properties = new.find(f"{W}pPr/{W}pStyle")
    properties.set(f"{W}val", word.style_id("要点案例正文"))


def insert_table(word):
    table = next(word.root.iter(f"{W}tbl"))
    word.paragraph("背景与目的。开头").addnext(copy.deepcopy(table))


@pytest.mark.parametrize(
    ("insert", "place", "lacks"),
    [
        (insert_picture, "“第二段。”后面插入的图片", "没有图题和替代文字"),
        (
            insert_table,
            "“开头的一段文字，说明背景与目的。”后面插入的表格",
            "没有表题：区 | 项目数 | 状态 / 甲区 | 12",
        ),
    ],
    ids=["picture", "table"],
)
def test_what_has_no_caption_is_listed_and_the_rest_comes_back(project, insert, place, lacks):
    data = edited(went_out(project), insert, lambda w: w.replace("字号略小", "字号略大"))
    before, after, plan = come_back(project, data)
    assert only(before, after, EVERYTHING)
    wanted = before[EVERYTHING].decode().replace("字号略小", "字号略大")
    assert after[EVERYTHING].decode() == wanted
    (left,) = plan.left
    assert place in left.message
    assert lacks in left.message
    assert "在 Word 里补上" in left.hint


def test_a_caption_inserted_as_word_does_it_is_one(project):
    def insert(word):
        insert_picture(word)
        new = word.paragraph("第二段。").getnext()
        for one in new.iter():
            if "descr" in one.attrib:
                one.set("descr", "一张新图")
        legend = word.add_after(new, "要点案例正文", "图 3 新图的图题")
        styles = word.parts["word/styles.xml"].decode()
        style = '<w:style w:type="paragraph" w:styleId="a9"><w:name w:val="caption"/></w:style></w:styles>'
        word.parts["word/styles.xml"] = styles.replace("</w:styles>", style).encode()
        legend.find(f"{W}pPr/{W}pStyle").set(f"{W}val", "a9")

    _, after, plan = come_back(project, edited(went_out(project), insert))
    assert plan.left == ()
    assert '"新图的图题")' in after[EVERYTHING].decode()


def test_words_inserted_by_one_and_deleted_by_another_are_listed(project):
    def change(word):
        word.replace("字号略小", "字号略小、行距略大", tracked=True)
        inserted = next(one for one in word.root.iter(f"{W}ins") if "行距略大" in "".join(one.itertext()))
        gone = copy.deepcopy(inserted[0])
        for text in gone.iter(f"{W}t"):
            text.tag, text.text = f"{W}delText", "又撤回的话"
        etree.SubElement(inserted, f"{W}del").append(gone)

    _, after, plan = come_back(project, edited(went_out(project), change))
    assert "又撤回的话" in "\n".join(str(entry) for section in plan.report for entry in section.entries)
    assert "字号略小、行距略大" in after[EVERYTHING].decode()


def test_a_caption_taken_away_stays_and_is_listed(project):
    def without(word):
        gone = word.paragraph("位图样例")
        gone.getparent().remove(gone)

    before, after, plan = come_back(project, edited(went_out(project), without))
    assert before == after
    assert "图题" in plan.left[0].message


def test_an_answer_that_would_be_wrong_is_listed_and_the_rest_comes_back(project):
    def change(word):
        word.add_after(word.question("“样例行动”是什么")[-1], "heading 2", "还没有答案的新问题是什么？")
        word.replace("最后一问", "最末一问")

    before, after, plan = come_back(project, edited(went_out(project), change))
    assert only(before, after, "questions/003-last.md")
    assert "“还没有答案的新问题是什么？”没有带回，带回以后源文件有错误（这个问题还没有答案）" in told(plan)


# ---- the order of questions, and the questions themselves ----------------------------------------------------------


def test_a_outthat_moved_nothing_does_not_move_questions_back(real):
    out = went_out(real)

    def move(word):
        own = word.question("“专业创新示范行动”是什么")
        anchor = word.question("各区、街镇如何发挥社会组织")[-1]
        for one in reversed(own):
            anchor.addnext(one)

    come_back(real, edited(out, move))
    before, after, plan = come_back(real, edited(out, lambda w: w.replace("每季度", "每月")))
    assert plan.left == ()
    assert set(before) == set(after)
    (name,) = [one for one in before if before[one] != after[one]]
    assert "joint-conference" in name


def test_a_question_deleted_by_the_first_does_not_trouble_the_second(real):
    out = went_out(real)

    def delete(word):
        for one in word.question("“城市治理提升行动”是什么"):
            one.getparent().remove(one)

    come_back(real, edited(out, delete))
    _, _, plan = come_back(real, edited(out, lambda w: w.replace("每季度", "每月")))
    assert plan.left == ()

    def change(word):
        word.replace("“城市治理提升行动”是什么？", "“城市治理提升”是什么？")

    before, after, plan = come_back(real, edited(out, change))
    assert before == after
    assert "［行动→］" in told(plan)


def test_a_outimported_twice_adds_its_new_question_once(real):
    def add(word):
        last = word.question("“城市治理提升行动”是什么")[-1]
        heading = word.add_after(last, "heading 2", "“新的行动”是什么？")
        word.add_after(heading, "答案正文", "新的行动是新的。")

    data = edited(went_out(real), add)
    come_back(real, data)
    before, after, plan = come_back(real, data)
    assert before == after
    assert (plan.left, plan.changes) == ((), ())
