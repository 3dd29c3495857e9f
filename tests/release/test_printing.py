"""Errata are told against the printing that readers hold: its numbers, its pages, a row a change."""

import dataclasses
import re

from pipeline.handbook import Mark
from pipeline.release.changes import changes
from pipeline.release.errata import errata
from pipeline.release.record import RecordedBlock, RecordedQuestion, Release
from pipeline.release.revision_list import revision_list


def block(text, name="1", kind="paragraph", target="", line=3):
    found = re.search(r"第\d+问", text)
    marks = (Mark("reference", *found.span(), target),) if target and found else ()
    return RecordedBlock(kind, text, name, ((0, f"第2页第{line}行"),), "", marks)


def question(name, number, *blocks, category="甲类"):
    return RecordedQuestion(name, number, category, f"{name}吗？", f"第{number + 1}页", blocks)


def release(version, *questions):
    return Release(version, "第1版", "2024-05-31", "手册", "", questions, {})


def rows(old, new):
    return [(one.before, one.wrong, one.right, one.after) for one in errata(changes(old, new))]


def listed(old, new):
    return revision_list(changes(old, new))


A, B, C = "ping", "zhen", "shou"
OLD = release(
    "1.0", question(A, 1, block("查询见第3问。", target=C)), question(B, 2), question(C, 3, block("正文。"))
)


def test_a_reference_that_leads_where_it_led_is_right_in_that_printing():
    new = release("1.1", question(A, 1, block("查询见第2问。", target=C)), question(C, 2, block("正文。")))
    for old in (OLD, _unmarked(OLD)):
        assert rows(old, new) == [("", "第2问全问", "（删去）", "")]
        assert "修改" not in listed(old, new).partition("\n")[2]


def _unmarked(old):
    first, *rest = old.questions
    bare = tuple(dataclasses.replace(one, marks=None) for one in first.blocks)
    return dataclasses.replace(old, questions=(dataclasses.replace(first, blocks=bare), *rest))


def test_a_reference_that_leads_elsewhere_is_told_in_the_numbers_and_pages_of_that_printing():
    new = release("1.1", question(A, 1, block("查询见第2问。", target=B)), question(B, 2), OLD.questions[2])
    assert rows(OLD, new) == [("查询见", "第3问（第4页）", "第2问（第3页）", "。")]
    assert "查询见<del>第3问</del><ins>第2问</ins>。" in listed(OLD, new)
    added = release(
        "1.1", question(A, 1, block("查询见第4问。", target="new")), *OLD.questions[1:], question("new", 4)
    )
    assert rows(OLD, added)[0] == ("查询见", "第3问（第4页）", "发布1.1的第4问", "。")


def test_a_reference_that_reads_the_same_and_leads_elsewhere_is_told_without_ids():
    new = release("1.1", question(A, 1, block("查询见第3问。", target=B)), question(C, 2), question(B, 3))
    assert "“第3问”改指原第2问" in listed(OLD, new)
    assert not re.search("zhen [^吗]|由", listed(OLD, new))


def test_a_category_that_is_called_otherwise_is_one_change():
    new = dataclasses.replace(
        OLD, questions=tuple(dataclasses.replace(one, category="乙类") for one in OLD.questions)
    )
    assert rows(OLD, new) == [("", "甲", "乙", "类")]
    (row,) = errata(changes(OLD, new))
    assert (row.part, row.where) == ("第1问前的部分首页", "部分名（书前、目录、书眉同）")
    assert "部分名：<del>甲</del><ins>乙</ins>类" in listed(OLD, new)
    assert "移动" not in listed(OLD, new)


def test_a_case_that_stands_in_another_district_is_one_row_with_page_and_line():
    old, new = (release("1.0", question(A, 1, block(words, kind="label"))) for words in ("长宁区", "静安区"))
    (row,) = errata(changes(old, new))
    assert (row.page, row.line, row.wrong, row.right, row.after) == ("2", "3", "长宁", "静安", "区")
    assert "案例索引同" in row.where


def table(*cells):
    head = [block(words, f"2.0.{at}", "head") for at, words in enumerate(("层", "系数", "占比"), 1)]
    body = [block(words, f"2.1.{at}", "cell") for at, words in enumerate(cells, 1)]
    return question(A, 1, block("表7分摊", "2", "caption"), *head, *body)


def test_a_cell_is_named_by_table_row_and_column():
    old, new = release("1.0", table("一", "12.0", "12.0")), release("1.1", table("一", "12.5", "12.0"))
    (row,) = errata(changes(old, new))
    assert (row.where, row.wrong, row.right) == ("表7第1行第2列“系数”", "12.0", "12.5")
    assert "表7第1行第2列“系数”：<del>12.0</del><ins>12.5</ins>" in listed(old, new)


def test_the_number_of_a_table_alone_is_no_change():
    old, new = release("1.0", table("一", "1", "2")), release("1.1", table("一", "1", "2"))
    caption, *rest = new.questions[0].blocks
    blocks = (dataclasses.replace(caption, text="表9分摊"), *rest)
    new = release("1.1", dataclasses.replace(new.questions[0], blocks=blocks))
    assert changes(old, new).none


def items(*words):
    found = []
    for at, text in enumerate(words, 1):
        found += [block(f"{at}.", f"1.{at}", "marker"), block(text, f"1.{at}.1")]
    return release("1.0", question(A, 1, *found))


def test_an_item_that_came_new_is_one_row():
    found = rows(items("甲项内容；", "乙项内容。"), items("丙丁戊己；", "甲项内容；", "乙项内容。"))
    assert [right for _, _, right, _ in found] == ["丙丁戊己；"]


def test_so_much_stands_beside_a_change_that_it_is_found_once_on_its_page():
    words = "甲乙丙丁，报名三日内办理完毕；子丑寅卯，领证三日内办理完毕。"
    new = words.replace("领证三日", "领证五日")
    ((before, wrong, right, after),) = rows(
        release("1.0", question(A, 1, block(words))), release("1.1", question(A, 1, block(new)))
    )
    assert (wrong, right) == ("三", "五")
    assert words.count(before + wrong + after) == 1


def test_a_question_that_came_new_is_named_and_one_that_moved_is_not():
    first, second, third = OLD.questions
    new = release("1.1", first, dataclasses.replace(third, number=2), question("xin", 3), second)
    assert rows(OLD, new) == [("", "", "xin吗？（见发布1.1第3问）", "")]


def test_a_record_without_marks_is_compared_as_if_the_other_had_none():
    said = "见表1和第2问。"
    marks = (Mark("reference", 1, 3, "t-fees"), Mark("reference", 4, 7, B))
    kept = RecordedBlock("paragraph", said, "1", (), "", marks)
    older = dataclasses.replace(kept, marks=None)
    was = release("1.0", question(A, 1, older), question(B, 2))
    assert changes(was, release("1.1", question(A, 1, kept), question(B, 2))).none
    moved = dataclasses.replace(kept, text="见表1和第3问。")
    now = release("1.1", question(A, 1, moved), question(C, 2), question(B, 3))
    (told,) = errata(changes(was, now))
    assert told.kind == "question added"


def test_rows_stand_in_the_order_of_the_page_footnotes_behind_the_next_question():
    note = RecordedBlock("footnote", "按旧标准计算。", "n1", ((0, "第2页第20行"),), "", ())
    was = release(
        "1.0", question(A, 1, block("甲文的旧话。"), note), question(B, 2, block("乙文的旧话。", line=9))
    )
    newer = dataclasses.replace(note, text="按新标准计算。")
    now = release(
        "1.1", question(A, 1, block("甲文的新话。"), newer), question(B, 2, block("乙文的新话。", line=9))
    )
    assert [one.line for one in errata(changes(was, now))] == ["3", "9", "20"]


def test_an_exchanged_picture_is_named_by_its_caption():
    caption = RecordedBlock("caption", "图2街角", "4", ((0, "第2页第9行"),), "", ())
    picture = RecordedBlock("picture", "一个圆", "4.picture", ((0, "第2页第9行"),), "aa", ())
    was = release("1.0", question(A, 1, picture, caption))
    now = release("1.1", question(A, 1, dataclasses.replace(picture, picture="bb"), caption))
    (told,) = errata(changes(was, now))
    assert (told.wrong, told.right) == ("图2", "（图片已更换）")


def test_the_address_that_a_printing_shows_behind_a_link_is_corrected_there():
    def told(shown, new="https://b.example/2"):
        was, now = (
            release(
                version,
                question(A, 1, RecordedBlock("paragraph", "进展见网站，每季更新。", "1", (), "", (mark,))),
            )
            for version, mark in (
                ("1.0", Mark("link", 3, 5, "https://a.example/1")),
                ("1.1", Mark("link", 3, 5, new)),
            )
        )
        return rows(dataclasses.replace(was, addresses=shown), now)

    assert told(True) == [("进展见网", "站（a.example/1）", "站（b.example/2）", "，每季更")]
    assert told(False) == []
    assert told(True, "http://a.example/1") == []
