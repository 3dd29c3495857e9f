"""An import is a function: documents as bytes and a source in any world → a plan; faults are values with mends."""

import re
from pathlib import Path

import pytest

from pipeline.importing import catalogue, summary
from pipeline.importing.documents import DocumentFile
from pipeline.importing.planning import plan_import
from pipeline.read import read_handbook
from pipeline.world import Folder, Given, Over
from tests.importing.projects import DAY
from tests.importing.word_builder import document, paragraph, picture, run, text_box
from tests.sample import png
from tests.values import ROOT

TEXT = "1.甲是什么？\n因为如此。\n"
BASE = Folder(ROOT / "tests/read/base")


def planned(world, *documents):
    files = [DocumentFile(name, data, DAY) for name, data in documents]
    return plan_import(world, files, Path("no cache is needed"))


def codes(plan):
    return [fault.code for fault in plan.faults]


def test_a_source_in_memory_is_compared_with_and_proven():
    source = Given({name: BASE.read(name) for name in BASE.names("source")})
    plan = planned(source, ("in.txt", TEXT.encode()))
    assert plan.faults == ()
    files, removed = plan.written(update=False)
    assert list(files) == ["source/handbook.yaml", "source/questions/003-jia-shi-shen-me.md"]
    assert removed == ()
    handbook = read_handbook(plan.over(source)).handbook
    assert [question.title for question in handbook.questions] == ["第一问？", "第二问？", "甲是什么？"]


def test_a_new_source_does_not_take_the_day_of_the_file_for_its_own():
    plan = planned(Given({}), ("letters/in.txt", TEXT.encode()))
    asked = [one.message for one in plan.to_supply if one.code == "S140"]
    assert [message.partition("”")[0] for message in asked] == ["“publisher", "“edition", "“date"]
    assert read_handbook(plan.over(Given({}))).handbook.title == "in"


def test_an_unfinished_source_takes_more_questions():
    first = planned(Given({}), ("in.txt", TEXT.encode()))
    source = Given({**first.additions, "source/questions/notes.docx": b"x"})
    assert codes(planned(source, ("more.txt", "2.乙是什么？\n因为如此。\n".encode()))) == []


def test_a_source_without_categories_takes_a_document():
    first = planned(Given({}), ("in.txt", TEXT.encode())).additions
    settings = first["source/handbook.yaml"].decode().partition("categories:")[0] + "categories: []\n"
    plan = planned(Given({"source/handbook.yaml": settings.encode()}), ("in.txt", TEXT.encode()))
    assert codes(plan) == []
    assert b"id: wei-fen-lei" in plan.additions["source/handbook.yaml"]


def test_a_source_that_was_only_found_above_takes_no_document_of_another_title():
    source = Given({name: BASE.read(name) for name in BASE.names("source")})
    for name, wanted in (("某地问答.txt", ["I110"]), ("样例行动百问百答.txt", [])):
        files = [DocumentFile(name, TEXT.encode(), DAY)]
        assert codes(plan_import(source, files, Path("none"), unnamed=True)) == wanted
        assert codes(plan_import(source, files, Path("none"))) == []


def test_pictures_beside_the_document_and_nowhere_else():
    text = "1.甲是什么？\n\n因为如此。\n\n![有图](images/one.png)\n\n![没有图](../two.png)\n"
    beside = Given({"images/one.png": png(), "two.png": png()})
    plan = plan_import(Given({}), [DocumentFile("in.md", text.encode(), DAY, beside)], Path("none"))
    assert [name for name in plan.additions if name.endswith(".png")] == [
        "source/images/jia-shi-shen-me-1.png"
    ]
    assert "图片“../two.png”不在文件里" in summary.lines(plan)


def test_faults_of_the_source_are_values():
    broken = Over((Given({"source/handbook.yaml": b"title: x\n"}), BASE))
    plan = planned(broken, ("in.txt", TEXT.encode()))
    assert {fault.file for fault in plan.faults} == {"source/handbook.yaml"}
    assert plan.faults == read_handbook(broken).findings
    faulty = Over((Given({"source/questions/001-first.md": b"no matter\n"}), BASE))
    assert codes(planned(faulty, ("in.txt", TEXT.encode()))) == ["S108"]


def test_a_document_that_is_not_there():
    (fault,) = planned(Given({}), ("in.txt", None)).faults
    assert str(fault) == "in.txt:1:1 错误 I101 找不到这个文件（改法：检查文件名和所在的文件夹）"


@pytest.mark.parametrize(
    ("code", "body"),
    [
        ("I102", [paragraph("没有问题。")]),
        ("I103", [paragraph("1.甲？"), paragraph(run("乙") + text_box("框里的话"))]),
        ("I104", [paragraph("1.甲？"), paragraph("乙。"), "<w:altChunk/>"]),
    ],
)
def test_every_fault_has_its_code_and_its_mend_apart(code, body):
    (fault,) = planned(Given({}), ("in.docx", document(*body))).faults
    assert fault.code == code
    assert fault.hint
    assert "改法" not in fault.message


def test_every_row_of_the_catalogue_has_a_mend_and_is_used():
    room = ROOT / "pipeline/importing"
    used = {
        code
        for path in room.rglob("*.py")
        if path.name != "catalogue.py"
        for code in re.findall(r'problem\(\s*"(I\d+)"', path.read_text("utf-8"))
    }
    assert used == set(catalogue.CATALOGUE)
    assert all(entry.hint for entry in catalogue.CATALOGUE.values())


def test_what_is_to_be_done_next_stands_apart_from_what_was_done():
    changed = BASE.read("source/questions/001-first.md").decode().rpartition("---\n")[2]
    plan = planned(BASE, ("in.txt", f"1.第一问？\n{changed}新的一段。\n".encode()))
    assert summary.outcome(plan, update=False)[1] == summary.ACCEPT
    assert summary.outcome(plan, update=True) == (
        "导入 0 个新问题，改动了已有的 1 个。导入的文字与文件逐字相同。",
        "",
    )
    assert summary.ending(plan, update=False).endswith("（改法：核对后加 --update 再运行一次）\n")


def test_settings_with_windows_line_ends_keep_them():
    settings = BASE.read("source/handbook.yaml").replace(b"\n", b"\r\n")
    plan = planned(Over((Given({"source/handbook.yaml": settings}), BASE)), ("in.txt", TEXT.encode()))
    written = plan.additions["source/handbook.yaml"]
    assert written.count(b"\n") == written.count(b"\r\n") == settings.count(b"\n") + 1


def test_a_picture_inside_a_document():
    body = [paragraph("1.甲？"), paragraph("乙。"), paragraph(picture("rId9", "图"))]
    plan = planned(Given({}), ("in.docx", document(*body, media=png())))
    assert png() in plan.additions.values()
