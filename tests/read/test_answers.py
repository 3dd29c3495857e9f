"""What becomes of an answer's Markdown: every construct, every character."""

import shutil
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.handbook import (
    Case,
    Code,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    ItemList,
    Link,
    Note,
    Paragraph,
    Point,
    Quote,
    Strong,
    Table,
    Text,
    question_text,
    words_digest,
)
from pipeline.read import read_handbook
from pipeline.world import Folder
from tests.sample import png

BASE = Path(__file__).parent / "base"

ANSWER = """\
“甲”**加重**与*着重*，[外链](https://example.org/a?b=1)、<https://example.org>，参见[](#second)，`A-1`，脚注[^a]。
换行接着
写，Latin
words 与 2\\*3。

::: {.point lead="一是要点。"}
要点正文。

::: {.case district="甲区" place="某街道" project="某项目" year="2022～2023"}
如甲区。

案例第二段[^b]。
:::

::: note
说明。
:::
:::

3. 第三；
4. 第四：

   - 内层。

::: {.table caption="表题"}
| 区   | 数[^c] |
|------|------:|
| 甲区 | **12** |
:::

![替代文字](images/dot.svg "图题")

> 引文。

[^a]: 脚注甲。

[^b]: 脚注乙，*着重*。

[^c]: 表注。
"""


def read_answer(folder: Path, answer: str):
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    if "dot.svg" in answer:
        shutil.copytree(BASE.parent / "pictures", folder / "source/images", dirs_exist_ok=True)
    path = folder / "source/questions/001-first.md"
    path.write_text(path.read_text("utf-8").rpartition("---\n")[0] + "---\n" + answer, "utf-8", newline="")
    return read_handbook(Folder(folder))


def test_every_construct(tmp_path):
    reading = read_answer(tmp_path, ANSWER)
    assert reading.findings == ()
    first, point, items, table, figure, quote = reading.handbook.questions[0].blocks
    assert [type(inline) for inline in first.inlines] == [
        *(
            Text,
            Strong,
            Text,
            Emphasis,
            Text,
            Link,
            Text,
            Link,
            Text,
            CrossReference,
            Text,
            Code,
            Text,
            Footnote,
            Text,
        )
    ]
    assert first.inlines[-1].text == "。换行接着写，Latin words 与 2*3。"
    assert first.inlines[9].text == "第2问"
    assert isinstance(point, Point)
    assert point.ordinal == "一是"
    case, note = point.blocks[1:]
    assert isinstance(case, Case)
    assert case.label == ("甲区", "某街道", "某项目", "2022～2023年")
    assert len(case.blocks) == 2
    assert note == Note((Paragraph((Text("说明。"),)),))
    assert isinstance(items, ItemList)
    assert items.markers == ("3.", "4.")
    assert items.items[1][1] == ItemList(((Paragraph((Text("内层。"),)),),))
    assert table == Table(
        1,
        "表题",
        ("left", "right"),
        ((Text("区"),), (Text("数"), Footnote(3, (Text("表注。"),)))),
        (((Text("甲区"),), (Strong((Text("12"),)),)),),
    )
    assert figure == Figure(1, "images/dot.svg", "替代文字", "图题")
    assert quote == Quote((Paragraph((Text("引文。"),)),))
    assert [image.name for image in reading.handbook.images] == ["images/dot.svg"]


def test_text_of_every_construct(tmp_path, snapshot):
    handbook = read_answer(tmp_path, ANSWER).handbook
    assert question_text(handbook, handbook.questions[0]) == snapshot


def test_places_lead_back_to_the_source(tmp_path):
    handbook = read_answer(tmp_path, ANSWER).handbook
    lines = (tmp_path / "source/questions/001-first.md").read_text("utf-8").splitlines()
    text = handbook.questions[0].blocks[0].inlines[-1]
    for offset, character in enumerate(text.text):
        at = text.place_of(offset)
        if character not in " *":  # a joined line end, an escaped star
            assert lines[at.line - 1][at.column - 1] == character


def test_digest_knows_words_not_lines(tmp_path):
    one = read_answer(tmp_path, "甲乙\n丙丁。\n").handbook
    two = read_answer(tmp_path, "甲乙丙\n丁。\n").handbook
    three = read_answer(tmp_path, "甲乙丙\n戊。\n").handbook
    assert words_digest(one) == words_digest(two) != words_digest(three)


def test_windows_line_ends_and_byte_order_mark(tmp_path):
    plain = read_answer(tmp_path, ANSWER)
    path = tmp_path / "source/questions/001-first.md"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert read_handbook(Folder(tmp_path)) == plain


def test_what_articles_end_with_are_words_and_pictures_in_the_editors_order(tmp_path):
    read_answer(tmp_path, ANSWER)
    (tmp_path / "source/images").mkdir(exist_ok=True)
    (tmp_path / "source/images/code.png").write_bytes(png(90, 90))
    path = tmp_path / "source/handbook.yaml"
    ends = "{网站: 示例网, 扫码关注: images/code.png, 电话: '1'}"
    path.write_text(path.read_text(encoding="utf-8") + f"\nwechat: {{follow: {ends}}}\n", encoding="utf-8")
    handbook = read_handbook(Folder(tmp_path)).handbook
    assert handbook.wechat.follow == (("网站", "示例网"), ("电话", "1"))
    assert handbook.wechat.pictures == (("扫码关注", "images/code.png"),)
    assert handbook.image("images/code.png").width == 90


MARKS = st.sampled_from(
    [*'甲乙12ab *_`#|[]()<>!:：{}"“”^~\\-\n\t　', "\n\n", ":::", "[^1]", "**", "| 甲 |", "https://a.cn"]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(MARKS, max_size=40).map("".join))
def test_no_han_character_is_lost_in_silence(tmp_path, answer):
    """Whatever an editor types: either it is reported, or all of its Han characters are in the answer."""
    reading = read_answer(tmp_path, answer + "\n")
    if not reading.findings:
        found = question_text(reading.handbook, reading.handbook.questions[0]).removeprefix("1第一问？")
        assert [found.count(c) for c in "甲乙"] == [answer.count(c) for c in "甲乙"]
