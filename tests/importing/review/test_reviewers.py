"""Several reviewers of one copy: every edit comes back or is listed word for word, whoever comes first."""

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.commands import app
from tests.importing.review.copies import come_back, copied_source, files_of, only, went_out
from tests.importing.review.word_editor import W, edited

EVERYTHING = "questions/002-everything.md"
A_CASE = "questions/004-joint-conference.md"


def told(plan):
    return "\n".join(str(finding) for finding in plan.left)


def test_a_conflict_leaves_the_other_changes_of_its_question(project):
    copy = went_out(project)
    come_back(project, edited(copy, lambda w: w.replace("每季度召集", "每月召集")))
    data = edited(
        copy, lambda w: w.replace("每季度召集", "每半年召集"), lambda w: w.replace("第二段。", "第二小段。")
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
    copy = went_out(project)
    come_back(project, edited(copy, lambda w: w.replace("每季度召集", "每月召集")))
    file = project / "second.docx"
    file.write_bytes(edited(copy, lambda w: w.replace("每季度召集", "每半年召集")))
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
    import copy

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
