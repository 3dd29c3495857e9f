"""Documents of every kind → files of the source: the seed, Word with automatic numbers, web pages, existing sources."""

import shutil
from pathlib import Path

import pytest

from pipeline.handbook import Case, Figure, ItemList, Point, Table, passages, walk, without_space
from pipeline.importing import summary
from pipeline.importing.proof import visible
from tests.importing.projects import handbook_in, planned, put_in_place
from tests.importing.word_builder import document, footnote, paragraph, picture, run, table, text_box
from tests.sample import png

ROOT = Path(__file__).parents[2]
SEED = ROOT / "tests/source/original.txt"


def imported(root, *files):
    plan = planned(root, *files)
    assert plan.faults == ()
    put_in_place(root, plan, update=False)
    return plan, handbook_in(root)


def reported(plan):
    return summary.lines(plan).splitlines()


def word(tmp_path, *body, **parts):
    file = tmp_path / "in.docx"
    file.write_bytes(document(*body, **parts))
    return file


def text_of(question):
    return without_space(question.title + visible(question.blocks))


def test_the_seed_gives_the_questions_of_the_real_source(tmp_path, real_handbook):
    plan, handbook = imported(tmp_path, SEED)
    assert [q.title for q in handbook.questions] == [q.title for q in real_handbook.questions]
    assert [c.title for c in handbook.parts] == ["总体要求类", "技术要求类"]
    wanted = [text_of(question) for question in real_handbook.questions]
    assert [text_of(question) for question in handbook.questions] == wanted
    assert visible(handbook.preface) == visible(real_handbook.preface)
    assert {one.code for one in plan.to_supply} == {"S140"}
    assert "  修补 → 半角标点改为全角：152 处" in reported(plan)
    left_out = [line for line in reported(plan) if "没有导入" in line]
    assert len(left_out) == 2
    points = [b for q in handbook.questions for b in walk(q.blocks) if isinstance(b, Point)]
    assert [point.ordinal for point in points] == ["一是", "二是", "三是", "四是"]


def test_the_real_source_already_has_the_seed(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    plan = planned(tmp_path, SEED)
    assert plan.faults == ()
    assert not plan.additions
    assert plan.changes == ()
    assert sum(line.startswith("已有，相同") for line in reported(plan)) == 8


def test_a_changed_question_waits_for_update_and_keeps_what_only_the_source_knows(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    file = tmp_path / "new.txt"
    file.write_text(
        SEED.read_text("utf-8").replace("每季度召集一次", "每月召集一次") + "\n9.新问题怎么办?\n这样办。\n",
        "utf-8",
    )
    plan = planned(tmp_path, file)
    assert plan.faults == ()
    (change,) = plan.changes
    assert change.file == "source/questions/004-joint-conference.md"
    assert len(change.lines) == 1
    assert "季度→月" in change.lines[0]
    before = (tmp_path / change.file).read_text("utf-8")
    assert list(plan.additions) == ["source/questions/009-xin-wen-ti-zen-me-ban.md"]
    put_in_place(tmp_path, plan, update=False)
    assert (tmp_path / change.file).read_text("utf-8") == before
    put_in_place(tmp_path, planned(tmp_path, file), update=True)
    # Only the changed words differ: attributes, fields and every other line are as they were.
    assert (tmp_path / change.file).read_text("utf-8") == before.replace("每季度召集一次", "每月召集一次")


def test_new_categories_keep_the_comments_of_the_settings(tmp_path):
    shutil.copytree(ROOT / "source", tmp_path / "source")
    file = tmp_path / "new.md"
    file.write_text(
        "# 运营维护类\n\n## 谁来管?\n\n各区**街道**来管。\n\n## 成果表达类的问题呢？\n\n也有。\n", "utf-8"
    )
    before = (tmp_path / "source/handbook.yaml").read_text("utf-8").splitlines()
    _, handbook = imported(tmp_path, file)
    after = (tmp_path / "source/handbook.yaml").read_text("utf-8").splitlines()
    assert [line for line in before if line not in after] == []
    assert len(after) == len(before) + 1
    assert handbook.categories[-1].title == "运营维护类"
    assert [question.number for question in handbook.questions][-2:] == [9, 10]


def office_document(tmp_path):
    return word(
        tmp_path,
        paragraph("某市更新工作问答", "1"),
        paragraph("总体要求", number=(1, 0)),
        paragraph("什么是城市更新?", number=(2, 0)),
        paragraph(run("城市更新是指") + run("改造", "<w:b/>") + run("活动,包括:") + footnote(1)),
        paragraph("拆除重建", number=(3, 0)),
        paragraph("综合整治", number=(3, 0)),
        paragraph(
            run("原句") + '<w:del w:id="1"><w:r><w:delText>删的</w:delText></w:r></w:del>'
            '<w:ins w:id="2">' + run("新加的") + "</w:ins>" + run("。")
        ),
        paragraph("实施办法", number=(1, 0)),
        paragraph("如何申请？", number=(2, 0)),
        paragraph(run("提出申请。", "<w:b/>") + run("由实施主体提出。")),
        paragraph("第一步材料", number=(2, 1)),
        paragraph("如海珠区推行“一窗受理”,缩短时间。"),
        paragraph("表1 进度"),
        table(("区", "数"), ("海珠区", "12")),
        paragraph(picture("rId9", "从申请到批准的三步")),
        paragraph("图1 申请流程"),
        footnotes=("见《办法》。",),
        comments=("请核实",),
        media=png(),
    )


def test_word_with_automatic_numbers(tmp_path):
    plan, handbook = imported(tmp_path / "project", office_document(tmp_path))
    assert [(c.title, [q.title for q in c.questions]) for c in handbook.categories] == [
        ("总体要求", ["什么是城市更新？"]),
        ("实施办法", ["如何申请？"]),
    ]
    first, second = handbook.questions
    assert [(p.kind, p.text) for p in passages(first.blocks)] == [
        ("paragraph", "城市更新是指改造活动，包括："),
        ("marker", "•"),
        ("paragraph", "拆除重建"),
        ("marker", "•"),
        ("paragraph", "综合整治"),
        ("paragraph", "原句新加的。"),
    ]
    assert [
        type(block) for block in walk(second.blocks) if isinstance(block, Point | Case | Table | Figure)
    ] == [
        Point,
        Case,
        Table,
        Figure,
    ]
    lists = [block for block in walk(second.blocks) if isinstance(block, ItemList)]
    assert [visible(item) for one in lists for item in one.items] == ["第一步材料"]
    (figure,) = [block for block in walk(second.blocks) if isinstance(block, Figure)]
    assert (figure.alternative, figure.caption) == ("从申请到批准的三步", "申请流程")
    assert handbook.image(figure.image).data == png()
    assert any("张三：请核实" in line for line in reported(plan))
    assert any("按全部接受读取：2 处" in line for line in reported(plan))
    assert {one.code for one in plan.to_supply} == {"S140"}


def test_headings_by_outline_level_or_name_whatever_their_style_ids(tmp_path):
    file = word(
        tmp_path,
        paragraph("总则", "x"),
        paragraph("适用于哪里？", "2"),
        paragraph("适用于全市。"),
        paragraph("附则", "1"),
        paragraph("何时施行？", "2"),
        paragraph("自公布之日起施行。"),
    )
    _, handbook = imported(tmp_path / "project", file)
    assert [(c.title, [q.title for q in c.questions]) for c in handbook.categories] == [
        ("总则", ["适用于哪里？"]),
        ("附则", ["何时施行？"]),
    ]


def test_a_caption_by_its_style(tmp_path):
    caption = '<w:tbl><w:tblPr><w:tblCaption w:val="各区情况"/></w:tblPr>'
    grid = table(("区", "数"), ("甲", "1")).replace("<w:tbl><w:tblPr/>", caption)
    file = word(tmp_path, paragraph("1.怎么样？"), paragraph("各区情况", "c"), grid)
    _, handbook = imported(tmp_path / "project", file)
    (found,) = handbook.questions[0].blocks
    assert (found.caption, found.label) == ("各区情况", "表1")


@pytest.mark.parametrize(
    "heads",
    [
        ("1.甲是什么?", "2.乙是什么?"),
        ("1、甲是什么？", "2、乙是什么？"),
        ("一、甲是什么？", "二、乙是什么？"),
        ("（一）甲是什么？", "（二）乙是什么？"),
        ("问：甲是什么？", "问：乙是什么？"),
        ("Q1：甲是什么？", "Q2：乙是什么？"),
        ("问题1：甲是什么", "问题2：乙是什么"),
        ("第一问 甲是什么", "第二问 乙是什么"),
    ],
)
def test_every_way_to_number_questions(tmp_path, heads):
    file = tmp_path / "in.txt"
    file.write_text("".join(f"{head}\n答:因为如此。\n1.先办这个;\n2.再办那个。\n" for head in heads), "utf-8")
    _, handbook = imported(tmp_path / "project", file)
    assert [question.title.rstrip("？") for question in handbook.questions] == ["甲是什么", "乙是什么"]
    assert all(visible(q.blocks) == "因为如此。1.先办这个；2.再办那个。" for q in handbook.questions)


def test_a_web_page_in_gbk_without_what_stands_around_the_article(tmp_path):
    page = (
        '<html><head><meta charset="gb2312"><title>网页</title></head><body><ul><li>首页</li><li>新闻</li></ul>'
        '<div class="main"><p><strong>1.甲是什么?</strong></p><p>甲是<b>这个</b>,就是这样。</p>'
        "<ol><li>先;</li><li>后。</li></ol>"
        "<p><strong>2.乙是什么?</strong></p><p>乙<script>alert(1)</script>是那个。</p><p>打印本页</p></div>"
        "<div>版权所有</div></body></html>"
    )
    file = tmp_path / "in.html"
    file.write_bytes(page.encode("gb18030"))
    plan, handbook = imported(tmp_path / "project", file)
    assert [visible(q.blocks) for q in handbook.questions] == ["甲是这个，就是这样。先；后。", "乙是那个。"]
    assert any(isinstance(block, ItemList) for block in handbook.questions[0].blocks)
    outside = [line.strip() for line in reported(plan) if "网页正文以外" in line]
    assert [line.rpartition("：")[2] for line in outside] == ["首页", "新闻", "版权所有"]


def test_text_in_text_boxes_is_noticed(tmp_path):
    file = word(tmp_path, paragraph("一、什么是更新？"), paragraph(run("甲") + text_box("框里的话")))
    plan = planned(tmp_path / "project", file)
    assert len(plan.faults) == 1
    assert "文本框里有文字没有读进来：“框里的话”" in plan.faults[0].message
    assert not plan.additions


def test_headers_and_pictures_that_cannot_be_shown_are_named(tmp_path):
    file = word(
        tmp_path,
        paragraph("1.什么是更新？"),
        paragraph("更新是改造。"),
        paragraph(picture("rId9", "示意")),
        media=b"\x01\x00\x00\x00 an enhanced metafile",
        header="某市内部资料",
    )
    plan, handbook = imported(tmp_path / "project", file)
    assert visible(handbook.questions[0].blocks) == "更新是改造。"
    assert "  页眉页脚 → 没有导入：某市内部资料" in reported(plan)
    assert any("没有导入" in line and "图片" in line for line in reported(plan))


def test_a_street_tells_the_district_of_an_example(tmp_path):
    shutil.copytree(ROOT / "tests/read/base/source", tmp_path / "source")
    divisions = "divisions:\n  - {name: 甲区, towns: [小河街道]}\n  - {name: 乙区, towns: [大河镇]}\n"
    (tmp_path / "source/divisions.yaml").write_text(divisions, "utf-8")
    file = tmp_path / "in.txt"
    file.write_text(
        "【总体要求类】\n1.怎么开例会？\n开会前先通知。\n如小河街道每月开一次例会。\n——大河镇每季度开一次例会。\n",
        "utf-8",
    )
    _, handbook = imported(tmp_path, file)
    cases = [block for one in handbook.questions for block in walk(one.blocks) if isinstance(block, Case)]
    assert [(case.district, case.place) for case in cases] == [("甲区", "小河街道"), ("乙区", "大河镇")]
