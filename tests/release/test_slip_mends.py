"""The rows of an errata slip, carried out in the old book by a reader with a pencil, give the new text."""

from __future__ import annotations

import dataclasses
import datetime
import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.handbook import (
    Case,
    Category,
    CrossReference,
    Footnote,
    Handbook,
    ItemList,
    PageSize,
    Paragraph,
    Question,
    Source,
    Table,
    Term,
    Terms,
    Text,
    without_space,
)
from pipeline.release.changes import changes
from pipeline.release.errata import errata
from pipeline.release.record import record
from pipeline.release.revision_list import revision_list
from pipeline.release.reworded import printed_words
from pipeline.release.wording import printed_numbers, said, tokens

LINE, PAGE = 12, 5  # characters a line, lines a page
CELLS = ["12.0", "12.5", "完成", "7", "甲区"]
NAMES = ["a", "b", "c", "d", "e", "f"]


def words(chance):
    return "".join(chance.choices("甲乙丙丁戊己年月日区办", k=chance.randint(5, 40))) + "。"


def paragraphs(chance):
    parts = [Text(words(chance))]
    if chance.random() < 0.4:
        parts += [Text("见"), CrossReference(chance.choice(NAMES), 0), Text(words(chance))]
    if chance.random() < 0.4:
        parts += [Footnote(0, (Text(words(chance)),))]
    return Paragraph(tuple(parts))


def blocks(chance):
    kind = chance.choice(["paragraph", "paragraph", "case", "list", "table"])
    if kind == "case":
        return Case(chance.choice(["长宁区", "静安区", "乙区"]), (paragraphs(chance),), year="2023")
    if kind == "list":
        items = [paragraphs(chance) for _ in range(chance.randint(1, 3))]
        return ItemList(tuple((one,) for one in items), ordered=chance.random() < 0.4)
    if kind == "table":
        rows = [chance.choices(CELLS, k=3) for _ in range(chance.randint(1, 3))]
        cells = tuple(tuple((Text(cell),) for cell in row) for row in rows)
        head = ((Text("区"),), (Text("系数"),), (Text("占比"),))
        return Table(0, words(chance), ("left",) * 3, head, cells)
    return paragraphs(chance)


def questions(chance, name):
    return Question(
        name,
        0,
        f"{words(chance)}怎么办？",
        tuple(blocks(chance) for _ in range(chance.randint(1, 3))),
        sources=(Source(words(chance)),) if chance.random() < 0.4 else (),
    )


def edited(chance, value):
    """The same, with one thing or another in it changed."""
    if isinstance(value, Text):
        return dataclasses.replace(value, text=altered(chance, value.text))
    if isinstance(value, str):
        return altered(chance, value)
    if isinstance(value, CrossReference):
        return CrossReference(chance.choice(NAMES), 0) if rarely(chance) else value
    if isinstance(value, Case):
        district = chance.choice(["长宁区", "静安区"]) if rarely(chance) else value.district
        return dataclasses.replace(value, district=district, blocks=edited(chance, value.blocks))
    if isinstance(value, Table):
        rows = tuple(
            tuple((Text(chance.choice(CELLS)),) if rarely(chance) else cell for cell in row)
            for row in value.rows
        )
        if rarely(chance):
            rows = (*rows[:1], tuple((Text(chance.choice(CELLS)),) for _ in value.head), *rows[1:])
        if len(rows) > 1 and rarely(chance):
            rows = rows[1:]
        return dataclasses.replace(value, caption=edited(chance, value.caption), rows=rows)
    if isinstance(value, ItemList):
        items = value.items
        at = chance.randint(0, len(items))
        if rarely(chance):
            items = (*items[:at], (paragraphs(chance),), *items[at:])
        return dataclasses.replace(value, items=tuple(edited(chance, item) for item in items))
    if isinstance(value, Paragraph | Footnote):
        return dataclasses.replace(value, inlines=tuple(edited(chance, one) for one in value.inlines))
    if isinstance(value, tuple):
        found = [edited(chance, one) for one in value]
        if rarely(chance):
            found.insert(chance.randint(0, len(found)), blocks(chance))
        if len(found) > 1 and rarely(chance):
            del found[chance.randint(0, len(found) - 1)]
        return tuple(found)
    return value


def rarely(chance):
    return chance.random() < 0.15


def altered(chance, text):
    if not rarely(chance):
        return text
    at = chance.randint(0, len(text))
    return (
        text[:at]
        + "".join(chance.choices("新旧改12", k=chance.randint(0, 3)))
        + text[at + chance.randint(0, 2) :]
    )


def numbered(value, numbers, counts):
    """The same with its numbers; a reference to a question that is not there leads to the first."""
    if isinstance(value, CrossReference):
        target = value.question_id if value.question_id in numbers else min(numbers, key=numbers.get)
        return CrossReference(target, numbers[target])
    if isinstance(value, Footnote):
        counts["note"] = counts.get("note", 0) + 1
        return dataclasses.replace(value, number=counts["note"])
    if isinstance(value, tuple):
        return tuple(numbered(one, numbers, counts) for one in value)
    if isinstance(value, Table):
        counts["table"] = counts.get("table", 0) + 1
        return dataclasses.replace(value, number=counts["table"])
    for name in ("blocks", "inlines", "items"):
        if hasattr(value, name):
            return dataclasses.replace(value, **{name: numbered(getattr(value, name), numbers, counts)})
    return value


def handbook(release, parts, preface, terms, title):
    order = [one.id for _, found in parts for one in found]
    numbers = {name: at for at, name in enumerate(order, 1)}
    counts: dict[str, int] = {}
    categories = []
    for at, (name, found) in enumerate(parts, 1):
        ready = []
        for one in found:
            counts.pop("note", None)
            asked = numbered(one.blocks, numbers, counts)
            ready.append(dataclasses.replace(one, number=numbers[one.id], blocks=asked))
        categories.append(Category(f"part{at}", at, name, tuple(ready), intro="开头的话。"))
    return Handbook(
        title,
        "示例办公室",
        "第1版",
        release,
        datetime.date(2024, 5, 31),
        "zh-Hans",
        PageSize("A5", 148, 210),
        tuple(categories),
        preface=(Paragraph((Text(preface),)),),
        terms=Terms(glossary=tuple(Term(f"词{at}", one) for at, one in enumerate(terms))),
    )


def printed(release):
    """The release with pages and lines, as if each block began a line."""
    line = 0

    def placed(question):
        nonlocal line
        begun, found = line, []
        for block in question.blocks:
            length = len(without_space(block.text))
            starts = range(0, max(length, 1), LINE)
            places = tuple(
                (at, f"第{(line + n) // PAGE + 1}页第{(line + n) % PAGE + 1}行")
                for n, at in enumerate(starts)
            )
            line += len(starts)
            found.append(dataclasses.replace(block, lines=places))
        return dataclasses.replace(question, place=f"第{begun // PAGE + 1}页", blocks=tuple(found))

    return dataclasses.replace(
        release,
        parts=tuple(map(placed, release.parts)),
        questions=tuple(map(placed, release.questions)),
        beside=tuple(map(placed, release.beside)),
    )


def two_releases(chance):
    names = NAMES[: chance.randint(2, 4)]
    cut = chance.randint(1, len(names) - 1)
    found = [questions(chance, name) for name in names]
    parts = [("总体类", found[:cut]), ("技术类", found[cut:])]
    preface, terms = words(chance), [words(chance)]
    old = handbook("1.0", parts, preface, terms, "手册")
    names = ["基本类" if rarely(chance) else "总体类", "技术类"]
    later = []
    for name, (_, asked) in zip(names, parts, strict=True):
        group = [
            dataclasses.replace(
                one,
                title=altered(chance, one.title),
                blocks=edited(chance, one.blocks),
                sources=tuple(dataclasses.replace(s, title=altered(chance, s.title)) for s in one.sources),
            )
            for one in asked
        ]
        if rarely(chance):
            group.insert(0, questions(chance, "ef"[len(later)]))
        if len(group) > 1 and rarely(chance):
            del group[chance.randint(0, len(group) - 1)]
        if rarely(chance):
            group.reverse()
        later.append((name, group))
    terms = [altered(chance, one) for one in terms] + [words(chance)] * rarely(chance)
    title = "新手册" if rarely(chance) else "手册"
    new = handbook("1.1", later, altered(chance, preface), terms, title)
    return printed(record(old, None)), record(new, None)


def book(release, numbers):
    """The blocks of each question, with what they say in the numbers of the old printing."""
    return {
        one.id: [
            (block, without_space(said(tokens(block, numbers))))
            for block in printed_words(one)
            if block.kind != "marker"
        ]
        for one in (*release.questions, *release.beside, *release.parts)
    }


def flat(found):
    """The text without the numbers of tables, which follow from their order."""
    return "".join(re.sub(r"^表\d*", "", text) if block.kind == "caption" else text for block, text in found)


def mended(found, rows):
    """Carry out the rows in the text of a question, each where page, line and words say that it belongs."""
    edits, behind, gone = [], {}, set()
    tables = {text[:2]: block.id for block, text in found if block.kind == "caption"}
    for row in rows:
        wrong, before, after = (without_space(text) for text in (row.wrong, row.before, row.after))
        right = "" if row.kind == "removed" else without_space(row.right)
        table = re.match(r"(表\d+)第?(表头|\d+)", row.where)
        cells = []
        if table:
            line = 0 if table[2] == "表头" else int(table[2])
            column = re.search(r"第(\d+)列", row.where)
            prefix = f"{tables[table[1]]}.{line}."
            cells = (
                [
                    at
                    for at, (block, _) in enumerate(found)
                    if block.id == prefix + column[1] or (not column and block.id.startswith(prefix))
                ]
                if column
                else [at for at, (block, _) in enumerate(found) if block.id.startswith(prefix)]
            )
            assert cells
        if row.kind == "added" and row.note == "增补：":
            behind.setdefault(len(found) - 1, []).append(right)
        elif row.kind == "added" and table:
            behind.setdefault(cells[-1], []).append(right.replace("｜", ""))
        elif row.kind == "added":
            spots = [
                at for at, (block, text) in enumerate(found) if text.endswith(before) and ends_on(block, row)
            ]
            assert len(spots) == 1
            behind.setdefault(spots[0], []).append(re.sub("[｜；]", "", right))
        elif row.kind == "removed" and table:
            gone.update(cells)
        elif row.kind == "removed" and found[0] and "｜" in wrong:
            cells = [at for at, (block, _) in enumerate(found) if block.kind in ("head", "cell")]
            ids = {found[at][0].id.rsplit(".", 2)[0] for at in cells}
            for name in ids:
                mine = [at for at in cells if found[at][0].id.rsplit(".", 2)[0] == name]
                if "".join(found[at][1] for at in mine) == re.sub("[｜；]", "", wrong):
                    gone.update(mine)
                    break
        else:
            spots = [
                (at, match.start())
                for at, (block, text) in enumerate(found)
                if not cells or at in cells
                for match in re.finditer(f"(?={re.escape(before + wrong + after)})", text)
                if stands_on(block, row)
            ]
            if len(spots) > 1:
                spots = [spot for spot in spots if on_line(found[spot[0]][0], row)]
            assert spots, row
            at, start = spots[0]
            edits.append((at, start + len(before), len(wrong), right))
    result = [("" if at in gone else text) for at, (_, text) in enumerate(found)]
    for at, start, length, right in sorted(edits, reverse=True):
        result[at] = result[at][:start] + right + result[at][start + length :]
    said_now = ""
    for at, (block, _) in enumerate(found):
        text = result[at]
        said_now += re.sub(r"^表\d+", "", text) if block.kind == "caption" else text
        said_now += "".join(behind.get(at, ()))
    return said_now


def stands_on(block, row):
    return any(place.startswith(f"第{row.page}页") for _, place in block.lines)


def on_line(block, row):
    return f"第{row.page}页第{row.line}行" in [place for _, place in block.lines]


def ends_on(block, row):
    return block.lines[-1][1] == f"第{row.page}页第{row.line}行"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32))
def test_a_row_finds_its_place_and_all_rows_together_give_the_new_text(seed):
    old, new = two_releases(random.Random(seed))
    rows = errata(changes(old, new))
    numbers = printed_numbers(old, new)
    before, after = book(old, numbers[0]), book(new, numbers[1])
    names = {f"第{one.number}问": one.id for one in old.questions} | {
        "编写说明": "preface",
        "术语": "glossary",
    }
    stayed = {one.id for one in new.questions} & {one.id for one in old.questions} | {"preface", "glossary"}
    for name in stayed:
        due = [row for row in rows if names.get(row.part) == name and not row.kind.startswith("question")]
        assert all(row.kind != "words" or row.wrong != row.right for row in due)
        assert mended(before[name], due) == flat(after[name])
        if flat(before[name]) == flat(after[name]):
            assert not due
    had, has = ({one.id for one in side.questions} for side in (old, new))
    assert len([row for row in rows if row.kind == "question added"]) == len(has - had)
    assert len([row for row in rows if row.kind == "question removed"]) == len(had - has)
    renamed = [row for row in rows if row.part == "第1问前的部分首页"]
    assert [(row.wrong, row.right, row.after) for row in renamed] in ([], [("总体", "基本", "类")])
    listed = revision_list(changes(old, new))
    assert (
        "基本类" not in listed or "移动" not in listed or any(one.moved for one in changes(old, new).revised)
    )
