"""``--fix``: only what was marked is changed, to the byte; a second run changes nothing."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.desk import Desk
from pipeline.findings import Finding
from pipeline.proofread import proofread
from pipeline.proofread.mending import mend
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.proofread.projects import project

ANSWER = """---
question: 各区如何做好"微更新"
---
做好 15 分钟,每1-2周一次. 见沪府[2022]第29号。

::: {.point lead="一是，做好(服务)。"}
面积１２，  两个空格, **加粗。** 后面不动，`代码 , 不动`。
:::

::: {.point lead="二是做好微更新。"}
| 不是表格,
:::
"""


def contents(folder):
    return {p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_is_mended(tmp_path, snapshot):
    folder = project(tmp_path, {"one": ANSWER})
    path = folder / "source/questions/001-one.md"
    before = contents(folder)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    done = Desk.around(folder).mend()
    after = contents(folder)
    assert {name for name in after if after[name] != before[name]} == {path.relative_to(folder)}
    text = path.read_bytes()
    assert text.startswith(b"\xef\xbb\xbf---\r\nid: one\r\n")
    assert text.count(b"\r\n") == text.count(b"\n") == before[path.relative_to(folder)].count(b"\n")
    assert text.decode("utf-8-sig").replace("\r\n", "\n") == snapshot(name="text")
    assert "\n".join(map(str, done)) == snapshot(name="said")
    assert Desk.around(folder).mend() == ()
    assert contents(folder) == after
    assert not [f for f in Desk.around(folder).check().findings if f.code[0] == "S"]


def test_what_was_decided_is_not_mended(tmp_path):
    entry = "decisions:\n  - {rule: N101, question: one, text: 每1-2周, reason: 照录, by: 一校, date: 2024-05-31}\n"
    folder = project(tmp_path, {"one": "做好微更新，每1-2周一次。\n"}, decisions=entry)
    assert Desk.around(folder).mend() == ()


PIECES = st.sampled_from(
    [
        *"社区一二12aB ,;:?!()。，、；：？！“”‘’（）《》〈〉….-~—\"'　\t`*[]〔〕",
        "等",
        "一是",
        "每1-2周",
        "2022",
        "第29号",
        "\u200b",
        "⼯",
        "１",
        "\\",
        "**",
        "9:00-11:00",
    ]
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(st.lists(PIECES, min_size=1, max_size=24).map("".join))
def test_a_second_run_changes_nothing(tmp_path_factory, words):
    folder = project(tmp_path_factory.mktemp("mended"), {"one": f"做好微更新。\n\n文{words}文。\n"})
    form = read_handbook(Folder(folder)).findings
    Desk.around(folder).mend()
    once = contents(folder)
    assert Desk.around(folder).mend() == ()
    assert contents(folder) == once
    if not form:
        assert [f for f in read_handbook(Folder(folder)).findings if isinstance(f, Finding)] == []


def test_only_marked_characters_change(tmp_path):
    folder = project(tmp_path, {"one": ANSWER})
    reading = read_handbook(Folder(folder))
    proofs = proofread(reading.handbook, reading.texts, reading.record)
    name = "source/questions/001-one.md"
    data = (folder / name).read_bytes()
    mended = mend(proofs.open, {name: data})
    lines = data.decode().split("\n")
    # Undo each correction from the last to the first: the old file comes back.
    new = mended.files[name].decode().split("\n")
    for line in {c.at.line for c in mended.corrections}:
        shift = 0
        for correction in (c for c in mended.corrections if c.at.line == line):
            at = correction.at.column - 1 + shift
            words = new[line - 1]
            assert words[at : at + len(correction.new)] == correction.new
            new[line - 1] = words[:at] + correction.old + words[at + len(correction.new) :]
        del shift
    assert new == lines


@pytest.mark.parametrize(
    "table",
    [
        "指标\t单位\t2023年\n户数\t户\t1200",
        "指标  单位  2023年\n户数  户  1200",
        "指标　单位　2023年\n户数　户　1200",
        "电话\t联系人",
        '::: {.table caption="表"}\n指标\t单位\n户数\t户\n:::',
    ],
)
def test_cells_are_never_joined(tmp_path, table):
    folder = project(tmp_path, {"one": f"做好微更新。\n\n{table}\n"})
    path = folder / "source/questions/001-one.md"
    before = path.read_bytes()
    assert Desk.around(folder).mend() == ()
    assert path.read_bytes() == before
    assert not Desk.around(folder).check().good


def test_a_pasted_table_is_one_finding(tmp_path):
    folder = project(tmp_path, {"one": "做好微更新。\n\n指标\t单位\t2023年\n户数\t户\t1200\n"})
    assert [one.code for one in Desk.around(folder).check().findings] == ["M230"]


def test_escaped_marks_are_mended(tmp_path):
    folder = project(tmp_path, {"one": "做好微更新，公示15\\~30日。\n"})
    path = folder / "source/questions/001-one.md"
    assert Desk.around(folder).mend()
    assert "公示15～30日。" in path.read_text("utf-8")
    assert [one for one in Desk.around(folder).check().findings if one.code == "N101"] == []
