"""A review copy goes out, is edited as Word edits, and comes back: exactly the changes arrive, not another byte."""

import copy

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.commands import app
from pipeline.findings import WrongUse
from tests.importing.projects import handbook_in, planned
from tests.importing.review.copies import (
    ROOT,
    changed_lines,
    come_back,
    copied_source,
    files_of,
    only,
    reported,
    went_out,
)
from tests.importing.review.word_editor import WHO, W, WordEditor, edited

EVERYTHING = "questions/002-everything.md"


def test_an_untouched_copy_changes_nothing(project):
    before, after, plan = come_back(project, went_out(project))
    assert before == after
    assert (plan.changes, plan.removals, plan.left) == ((), (), ())


def test_what_word_does_by_itself_changes_nothing(project):
    before, after, plan = come_back(project, edited(went_out(project), WordEditor.habits))
    assert before == after
    assert plan.changes == ()


def test_one_word_in_the_real_source(tmp_path):
    project = copied_source(ROOT / "source", tmp_path)
    data = edited(went_out(project), lambda w: w.replace("每季度", "每月"), WordEditor.habits)
    before, after, plan = come_back(project, data)
    name = "questions/004-joint-conference.md"
    assert only(before, after, name)
    assert after[name].decode() == before[name].decode().replace("每季度", "每月", 1)
    (change,) = plan.changes
    assert change.lines == ("…”制度，区政府每［季度→月］召集一次区级议事…",)


# What is typed over, and by what, in every kind of place; what the source must say then.
CHARACTERS = {
    "a paragraph": ("背景与目的。开头", "背景和目的。开头"),
    "beside bold": ("其中有", "这里有"),
    "bold": ("加重的文字", "加粗的文字"),
    "emphasis": ("着重的文字", "着重的字"),
    "a link": ("外部链接", "外部的链接"),
    "a mark that must be escaped": ("第二段。", "第二段*。"),
    "a title": ("最后一问？", "最后的一问？"),
    "a lead": ("二是用好清单。", "二是用好两份清单。"),
    "a list": ("第二项内容：", "第二项的内容："),
    "an inner list": ("内层二。", "内层的二。"),
    "a note": ("字号略小。", "字号略大。"),
    "a quotation": ("出自某文件", "出自某个文件"),
    "a cell": ("完成", "已完成"),
    "a head cell": ("项目数", "项目个数"),
    "a case": ("取得成效。", "取得了成效。"),
    "the preface": ("编写本书", "写了本书"),
    "a category": ("技术要求类", "技术类"),
}


@pytest.mark.parametrize("tracked", [False, True], ids=["typed", "tracked"])
def test_characters_in_every_kind_of_place(project, tracked):
    typing = [lambda w, e=edit: w.replace(*e, tracked=tracked) for edit in CHARACTERS.values()]
    before, after, plan = come_back(project, edited(went_out(project), *typing))
    wanted = {name: data.decode() if name.endswith(("md", "yaml")) else data for name, data in before.items()}
    for old, new in CHARACTERS.values():
        (name,) = {one for one, text in wanted.items() if isinstance(text, str) and old in text}
        wanted[name] = wanted[name].replace(old, new.replace("*", "\\*"), 1)
    found = {name: data.decode() if name.endswith(("md", "yaml")) else data for name, data in after.items()}
    assert found == wanted
    assert plan.left == ()
    assert any("修订" in line for line in reported(plan)) == tracked


def test_a_footnote(project):
    data = edited(went_out(project), lambda w: w.replace("第一条脚注", "第1条脚注", root=w.notes))
    before, after, _ = come_back(project, data)
    assert only(before, after, "questions/001-plain.md")
    assert after["questions/001-plain.md"] == before["questions/001-plain.md"].replace(
        "第一条脚注".encode(), "第1条脚注".encode()
    )


def test_a_footnote_that_goes(project):
    def without_mark(word):
        for mark in list(word.root.iter(f"{W}footnoteReference"))[:1]:
            run = mark.getparent()
            run.getparent().remove(run)

    before, after, _ = come_back(project, edited(went_out(project), without_mark))
    lines = changed_lines(before, after, "questions/001-plain.md")
    assert [line[:8] for line in lines if not line.startswith("-")] == [lines[1][:8]]
    assert "[^note]" not in after["questions/001-plain.md"].decode()


def test_an_added_paragraph(project):
    def add(word):
        word.add_after(word.paragraph("第二段。"), "要点案例正文", "第三段，有“引号”。")

    before, after, _ = come_back(project, edited(went_out(project), add))
    assert only(before, after, EVERYTHING)
    wanted = before[EVERYTHING].decode().replace("第二段。", "第二段。\n\n第三段，有“引号”。")
    assert after[EVERYTHING].decode() == wanted


def test_an_added_point_with_its_text(project):
    def add(word):
        lead = word.add_after(word.paragraph("此处为说明文字"), "要点标题", "三是新的一点。")
        word.add_after(lead, "要点正文", "新的一段。")

    before, after, _ = come_back(project, edited(went_out(project), add))
    assert only(before, after, EVERYTHING)
    added = '\n\n::: {.point lead="三是新的一点。"}\n新的一段。\n:::'
    assert added in after[EVERYTHING].decode()
    assert after[EVERYTHING].decode().replace(added, "") == before[EVERYTHING].decode()


def test_an_added_item_and_a_removed_paragraph(project):
    def change(word):
        word.add_after(word.paragraph("第一项内容；"), "要点列表", "新的一项；", (6, 0))
        gone = word.paragraph("开头的一段文字")
        gone.getparent().remove(gone)

    before, after, _ = come_back(project, edited(went_out(project), change))
    assert only(before, after, EVERYTHING)
    lines = changed_lines(before, after, EVERYTHING)
    assert [line for line in lines if line.startswith("+")] == ["+ 4. 新的一项；", "+ 5. 第二项内容："]
    assert any(line.startswith("- 开头的一段文字") for line in lines)


def test_a_moved_paragraph(real):
    def move(word):
        first, second = word.paragraph("如杨浦区五角场街道联合"), word.paragraph("如静安区曹家渡街道")
        label = first.getprevious()
        second.addnext(label)
        label.addnext(first)

    before, after, _ = come_back(real, edited(went_out(real), move))
    (name,) = [one for one in before if before[one] != after[one]]
    assert sorted(before[name].splitlines()) == sorted(after[name].splitlines())
    assert after[name].decode().index("曹家渡") < after[name].decode().index("五角场街道联合")


def test_a_deleted_question(real):
    def delete(word):
        for one in word.question("“城市治理提升行动”是什么"):
            one.getparent().remove(one)

    before, after, _ = come_back(real, edited(went_out(real), delete))
    assert only(before, after, "questions/002-urban-governance.md")
    assert "questions/002-urban-governance.md" not in after


def test_a_question_deleted_with_tracked_changes(real):
    def delete(word):
        for one in word.question("“城市治理提升行动”是什么"):
            properties = one.find(f"{W}pPr")
            marks = etree.SubElement(properties, f"{W}rPr")
            etree.SubElement(marks, f"{W}del", {f"{W}id": "7", **WHO})
            for run in one.findall(f"{W}r"):
                gone = etree.Element(f"{W}del", {f"{W}id": "8", **WHO})
                run.addprevious(gone)
                gone.append(run)
                for text in run.findall(f"{W}t"):
                    text.tag = f"{W}delText"

    before, after, _ = come_back(real, edited(went_out(real), delete))
    assert only(before, after, "questions/002-urban-governance.md")


def test_a_new_question_in_the_middle(real):
    def add(word):
        last = word.question("“城市治理提升行动”是什么")[-1]
        heading = word.add_after(last, "heading 2", "“新的行动”是什么？")
        word.add_after(heading, "答案正文", "新的行动是新的。")

    before, after, plan = come_back(real, edited(went_out(real), add))
    titles = [q.title for q in handbook_in(real).questions]
    assert titles[1:4] == ["“城市治理提升行动”是什么？", "“新的行动”是什么？", "“专业创新示范行动”是什么？"]
    assert [line for line in reported(plan) if "新问题 →" in line] == [
        "  新问题 → source/questions/003-xin-de-xing-dong.md：“新的行动”是什么？"
    ]
    # The files behind it have new numbers and the same bytes.
    assert sorted(before.values()) == sorted(
        data for name, data in after.items() if name != "questions/003-xin-de-xing-dong.md"
    )


def test_a_question_moved_to_another_category(real):
    def move(word):
        own = word.question("“专业创新示范行动”是什么")
        anchor = word.question("各区、街镇如何发挥社会组织")[-1]
        for one in reversed(own):
            anchor.addnext(one)

    come_back(real, edited(went_out(real), move))
    questions = handbook_in(real).questions
    assert questions[-1].id == "professional-innovation"
    assert handbook_in(real).categories[1].questions[-1].id == "professional-innovation"


def test_changes_made_in_the_source_meanwhile_stay(real):
    data = edited(went_out(real), lambda w: w.replace("每季度", "每月"))
    file = real / "source/questions/004-joint-conference.md"
    text = file.read_text("utf-8")
    file.write_text(text.replace("推动相互比学赶超", "互学互比"), "utf-8")
    other = real / "source/questions/005-whole-process-democracy.md"
    other.write_text(other.read_text("utf-8").replace("有限", "有限") + "\n新加一段。\n", "utf-8")
    before, after, plan = come_back(real, data)
    assert only(before, after, "questions/004-joint-conference.md")
    assert file.read_text("utf-8") == text.replace("推动相互比学赶超", "互学互比").replace(
        "每季度", "每月", 1
    )
    assert any("审阅稿生成以后改过" in line for line in reported(plan))


def test_two_changes_of_one_sentence_are_for_people(real):
    data = edited(went_out(real), lambda w: w.replace("每季度", "每月"))
    file = real / "source/questions/004-joint-conference.md"
    file.write_text(file.read_text("utf-8").replace("每季度", "每半年"), "utf-8")
    before, after, plan = come_back(real, data)
    assert before == after
    (line,) = plan.left
    assert "同一处源文件后来也改过" in line.message


def test_two_reviewers_one_after_the_other(real):
    first = edited(went_out(real), lambda w: w.replace("每季度", "每月"))
    second = edited(went_out(real), lambda w: w.replace("比学赶超", "比学互助"))
    come_back(real, first)
    come_back(real, second)
    text = (real / "source/questions/004-joint-conference.md").read_text("utf-8")
    assert "每月召集" in text
    assert "比学互助" in text


def test_comments_are_listed_with_their_places(real):
    data = edited(went_out(real), lambda w: w.comment("各区要充分发挥好", "请核对名称"))
    before, after, plan = come_back(real, data)
    assert before == after
    (line,) = [one for one in reported(plan) if "批注" in one]
    assert line.startswith("  批注 → 没有导入，请自行处理：第4问「")
    assert line.endswith("王审校：请核对名称")


def test_line_ends_and_a_byte_order_mark_stay(tmp_path):
    project = copied_source(ROOT / "source", tmp_path)
    file = project / "source/questions/004-joint-conference.md"
    text = file.read_text("utf-8").replace("\n", "\r\n")
    file.write_bytes("\ufeff".encode() + text.encode())

    def change(word):
        word.replace("每季度", "每月")
        word.add_after(word.paragraph("各区牵头部门要做好综合协调"), "要点正文", "新的一段。")

    come_back(project, edited(went_out(project), change))
    wanted = text.replace("每季度", "每月", 1).replace(
        "业务指导等工作。", "业务指导等工作。\r\n\r\n新的一段。", 1
    )
    assert file.read_bytes() == "\ufeff".encode() + wanted.encode()


def test_bold_made_by_an_editor(real):
    def bold(word):
        word.replace("形成合力", "形成合力")  # its own run
        run = next(r for r in word.root.iter(f"{W}r") if "".join(r.itertext()) == "形成合力")
        properties = run.find(f"{W}rPr")
        properties = etree.Element(f"{W}rPr") if properties is None else properties
        run.insert(0, properties)
        etree.SubElement(properties, f"{W}b")

    before, after, _ = come_back(real, edited(went_out(real), bold))
    name = "questions/004-joint-conference.md"
    assert after[name] == before[name].replace("形成合力".encode(), "**形成合力**".encode(), 1)


def test_without_the_kept_text_the_source_is_what_is_compared_with(real):
    def forget(word):
        for name in [one for one in word.parts if one.startswith("customXml")]:
            del word.parts[name]
        word.replace("每季度", "每月")

    before, after, plan = come_back(real, edited(went_out(real), forget))
    assert only(before, after, "questions/004-joint-conference.md")
    assert any("底稿" in line for line in reported(plan))


def test_nothing_is_written_without_update(real):
    (real / "review.docx").write_bytes(edited(went_out(real), lambda w: w.replace("每季度", "每月")))
    before = files_of(real)
    run = CliRunner().invoke
    result = run(app, ["import", "-C", str(real), str(real / "review.docx")])
    assert result.exit_code == 1
    assert "［季度→月］" in result.stdout
    assert files_of(real) == before
    result = run(app, ["import", "--update", "-C", str(real), str(real / "review.docx")])
    assert result.exit_code == 0
    assert files_of(real) != before


def test_a_deleted_question_that_others_refer_to_is_an_error(project):
    def delete(word):
        for one in word.question("各区如何用好样例"):
            one.getparent().remove(one)

    (project / "review.docx").write_bytes(edited(went_out(project), delete))
    before = files_of(project)
    plan = planned(project, project / "review.docx")
    assert "M208" in plan.faults[0].message
    assert files_of(project) == before


def test_a_review_copy_comes_alone(real):
    (real / "review.docx").write_bytes(went_out(real))
    (real / "other.txt").write_text("1.甲是什么？\n因为如此。\n", "utf-8")
    with pytest.raises(WrongUse, match="单独导入"):
        planned(real, real / "review.docx", real / "other.txt")


def test_a_replaced_picture(project):
    from tests.sample import png

    def change(word):
        name = next(one for one in word.parts if one.startswith("word/media/") and one.endswith("1.png"))
        word.parts[name] = png(320, 200)

    before, after, _ = come_back(project, edited(went_out(project), change))
    assert only(before, after, EVERYTHING, "images/everything-1.png")
    assert after["images/everything-1.png"] == png(320, 200)
    assert "images/everything-1.png" in after[EVERYTHING].decode()


def test_a_duplicated_heading_is_a_new_question(real):
    def double(word):
        own = [copy.deepcopy(one) for one in word.question("“城市治理提升行动”是什么")]
        anchor = word.question("各区、街镇如何发挥社会组织")[-1]
        for one in reversed(own):
            anchor.addnext(one)
        word.replace("“城市治理提升行动”是什么？", "“别的行动”是什么？", root=own[0])

    before, after, _ = come_back(real, edited(went_out(real), double))
    assert only(before, after, "questions/009-bie-de-xing-dong.md")


def test_what_another_word_processor_writes_changes_nothing(project):
    """LibreOffice writes ``Heading 1`` and what a table's style says into each run of its head."""

    def saved(word):
        styles = word.parts["word/styles.xml"].decode()
        word.parts["word/styles.xml"] = styles.replace('"heading ', '"Heading ').encode()
        for row in word.root.iter(f"{W}tr"):
            if row.find(f"{W}trPr/{W}tblHeader") is not None:
                for run in row.iter(f"{W}r"):
                    run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{W[1:-1]}"><w:b/></w:rPr>'))

    before, after, plan = come_back(project, edited(went_out(project), saved))
    assert before == after
    assert plan.changes == ()


def test_a_copy_without_its_styles_is_refused(real):
    def forget(word):
        for style in list(word.root.iter(f"{W}pStyle")):
            style.getparent().remove(style)

    (real / "review.docx").write_bytes(edited(went_out(real), forget))
    plan = planned(real, real / "review.docx")
    assert "里找不到问题" in plan.faults[0].message


def test_what_cannot_stand_is_said_in_the_editors_words(project):
    def change(word):
        gone = word.paragraph("此处为说明文字")
        gone.getparent().remove(gone)
        word.paragraph("答：").addnext(word.paragraph("第二段。"))

    (project / "review.docx").write_bytes(edited(went_out(project), change))
    before = files_of(project)
    empty, headless = planned(project, project / "review.docx").faults
    assert "“说明”下面没有内容" in empty.message
    assert "“第二段。”用了样式“要点案例正文”，前面却没有“案例标题”" in headless.message
    assert files_of(project) == before


def test_references_to_tables_and_figures_stay(tmp_path, everything):
    project = copied_source(everything, tmp_path)
    name = "questions/001-plain.md"
    text = (project / "source" / name).read_text("utf-8")
    table = '::: {.table #t-fees caption="各项费用"}\n| 甲 | 乙 |\n| --- | --- |\n| 见[](#f-map) | 2 |\n:::\n'
    figure = '![一个圆](images/circle.svg "位置图"){#f-map}\n'
    (project / "source" / name).write_text(
        f"{text}\n费用如[](#t-fees)所列，共两项。\n\n{table}\n{figure}", "utf-8"
    )
    data = went_out(project)
    before, after, _ = come_back(project, data)
    assert before == after
    before, after, plan = come_back(
        project,
        edited(
            data,
            lambda w: w.replace("共两项", "共三项"),
            lambda w: w.replace("各项费用", "全部费用"),
            lambda w: w.replace("位置图", "方位图"),
        ),
    )
    assert plan.left == ()
    wanted = before[name].decode()
    for old, new in (("共两项", "共三项"), ("各项费用", "全部费用"), ("位置图", "方位图")):
        wanted = wanted.replace(old, new, 1)
    assert after[name].decode() == wanted


def test_cases_of_a_book_about_one_district(tmp_path, everything):
    project = copied_source(everything, tmp_path)
    (project / "source/divisions.yaml").write_text(
        "divisions:\n  - {name: 甲区, towns: [小河街道]}\n", "utf-8"
    )
    name = "questions/001-plain.md"
    with (project / "source" / name).open("a", encoding="utf-8") as file:
        file.write('\n::: {.case place="小河街道" project="例会"}\n每月开一次例会。\n:::\n')
        file.write("\n::: {.case}\n如小河街道每周开一次例会。\n:::\n")
    data = went_out(project)
    before, after, _ = come_back(project, data)
    assert before == after
    assert "\t小河街道\t例会" in words_of(data)

    def elsewhere(w):
        for text in w.root.iter(f"{W}t"):
            text.text = text.text.replace("小河街道", "大河街道", 1) if text.text == "小河街道" else text.text

    before, after, plan = come_back(project, edited(data, elsewhere))
    assert plan.left == ()
    wanted = before[name].decode().replace('place="小河街道"', 'place="大河街道"')
    assert after[name].decode() == wanted.replace("::: {.case}", '::: {.case place="大河街道"}')


def words_of(data):
    """The words of a Word file's paragraphs, with tabs."""
    parts = WordEditor(data).root.iter(f"{W}t", f"{W}tab", f"{W}p")
    return "".join({f"{W}p": "\n", f"{W}tab": "\t"}.get(one.tag, one.text) or "" for one in parts)
