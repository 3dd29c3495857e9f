"""Who made a document, which edition it is and of which day: only what it says."""

import datetime

import pytest

from pipeline.importing.imprint import Imprint, imprint


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([], Imprint()),
        (
            ["某街道办事处　编", "第二版", "2024年5月"],
            Imprint("某街道办事处", "第二版", datetime.date(2024, 5, 1)),
        ),
        (
            ["编制单位：样例区民政局", "2024年5月31日印发"],
            Imprint("样例区民政局", "", datetime.date(2024, 5, 31), True),
        ),
        (
            ["来源：样例市规划局 发布时间：2023-08-22"],
            Imprint("样例市规划局", "", datetime.date(2023, 8, 22), True),
        ),
        (["发布日期：2023-08-22 10:30"], Imprint("", "", datetime.date(2023, 8, 22), True)),
        (["2024年5月起，本市各区开展这项行动，由区民政局主编。", "2024年13月"], Imprint()),
        (["微更新问答（2024年版）"], Imprint("", "2024年版")),
        (["工作由某局编制。", "第一版块是总则。"], Imprint()),
    ],
)
def test_what_a_document_says_of_itself(lines, found):
    assert imprint(lines) == found
