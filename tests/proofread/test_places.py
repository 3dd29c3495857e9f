"""Every character of a passage stands where its place says, whatever the file is like."""

import pytest

from pipeline.proofread import proofread
from pipeline.proofread.manuscript import MASK, manuscript
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import HERE, project

ANSWER = """第一𠀀段，全用𬌗字：(半角)之后,也对。`代码,` 之后,对；[链接](https://example.org),对。

第二段\t有制表符,以后的位置不变；转义\\*后面,也对，**加,粗**之后,对[^1]。

::: {.table caption="表,题"}
| 区𠀀(一) | 数,量 |
|---|---|
| 甲区,乙区 | **12**,好 |
:::

- 列表,项；
- 第二,项。

::: {.point lead="一是𠀀好,了。"}
要点,正文。
:::

::: {.point lead="二是好。"}
::: {.case district="甲区" place="某,街道" project="某,项目" year="2023"}
如甲区,好。
:::
:::

> 引文,一段。

[^1]: 脚注𠀀,文字。
"""
TITLE = "---\nquestion: 题目𠀀,怎么样？\nkeywords: [词,二]\n---\n"


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "\ufeff"])
def test_every_character_is_where_it_is_said_to_be(tmp_path, line_end, head):
    folder = project(tmp_path, {"one": TITLE + ANSWER})
    path = folder / "source/questions/001-one.md"
    path.write_bytes((head + path.read_text("utf-8").replace("\n", line_end)).encode())
    reading = read_handbook(Folder(folder))
    assert reading.findings == ()
    seen = set()
    for passage in manuscript(reading.handbook, reading.texts).of("one"):
        seen.add(passage.kind)
        assert len(passage.text) == len(passage.shown)
        for offset, character in enumerate(passage.text):
            place = passage.run.place_of(offset)
            line = reading.texts[place.file].split("\n")[place.line - 1]
            # An escaped character is where its backslash is, a tab counts as the space that it becomes.
            found = line[place.column - 1]
            assert character in (found, MASK) or (character, found) in {("*", "\\"), (" ", "\t")}, passage
    assert seen == {"title", "heading", "paragraph", "caption", "cell", "lead", "label", "footnote"}


def test_findings_everywhere(tmp_path, snapshot):
    reading = read_handbook(Folder(project(tmp_path, {"one": TITLE + ANSWER})))
    proofs = proofread(reading.handbook, reading.texts, reading.record, reading.findings, reading.gazetteer)
    lines = [
        f"{f.at.line}:{f.at.column}-{f.end.column} {f.code} {f.text!r}"
        for f in proofs.findings
        if f.code == "U101"
    ]
    assert "\n".join(lines) == snapshot


def test_fields_folded_and_quoted(tmp_path):
    terms = (HERE / "base/source/terms.yaml").read_text("utf-8")
    folded = terms.replace("规模小、见效快的更新。", ">-\n      规模小、见效快,\n      的更新。")
    assert folded != terms
    folder = project(tmp_path, {"one": "各区做好微更新。\n"}, terms=folded)
    reading = read_handbook(Folder(folder))
    findings = proofread(reading.handbook, reading.texts, reading.record).findings
    assert [(str(f.at), f.code) for f in findings] == [
        ("source/terms.yaml:4:14", "U101"),
        ("source/terms.yaml:4:15", "U110"),
    ]
