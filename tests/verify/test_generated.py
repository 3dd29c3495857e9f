"""Whatever an editor writes is either told with its line before anything is laid out, or built and proven."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from pipeline.findings import Severity
from pipeline.formats.registry import FORMATS
from pipeline.make import make
from pipeline.making.executors import Here
from pipeline.read import read_handbook
from pipeline.world import Given
from tests.generated_handbook import sources
from tests.values import STORE, TEMPLATES

# A book takes about a second and a half; those that nobody has tried (`make search`) may take longer.
EXAMPLES = 30 if settings().derandomize else 300


def told_or_built(files):
    """Give what the build refuses though nothing was told: nothing."""
    reading = read_handbook(Given(files))
    errors = [one for one in reading.findings if one.severity is Severity.ERROR]
    if errors:
        assert all(one.at.file and one.at.line for one in errors), errors
        return []
    made = make(reading.handbook, FORMATS, TEMPLATES, STORE, Here())
    return [*map(str, made.findings), *map(str, made.proof.differences)]


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(files=sources())
def test_told_or_built(files):
    assert told_or_built(files) == []


def question(text, keywords=""):
    """Give the files of a handbook of one question."""
    handbook = (
        'title: 样例行动百问百答\npublisher: 样例办公室\nedition: 第1版\nrelease: "1.0"\ndate: 2024-05-31\n'
        "language: zh-Hans\npage: A5\ncategories:\n  - {id: general, title: 总体要求类}\n"
    )
    head = f"---\nid: q1\ncategory: general\nquestion: 怎样登记？\n{keywords}---\n"
    return {
        "source/handbook.yaml": handbook.encode(),
        "source/questions/001-q.md": f"{head}{text}\n".encode(),
    }


def test_links_in_a_book_without_appendix():
    assert told_or_built(question("日常修剪不需要[办理手续](https://example.org/)。")) == []


def test_emphasis_around_a_reference_or_link():
    text = "*[](#q1)*，见*前[](#q1)后*，*[办理](https://example.org/)*。"
    assert told_or_built(question(text)) == []


def test_emphasis_strong_and_code_within_a_link():
    text = (
        "见[*着重*](https://example.org)、[**加粗**](https://example.org/a)、[`代码`](https://example.org/b)，"
        "[前*着*后](https://example.org/c)，*[**办理**](https://example.org/d)*，**[*登记*](https://example.org/e)**。"
    )
    assert told_or_built(question(text)) == []


def test_a_mark_that_opens_a_paragraph_is_told_with_its_line():
    (finding,) = read_handbook(Given(question("[^1]在服务台登记。\n\n[^1]: 以公布的为准。"))).findings
    assert (finding.code, finding.at.line) == ("M224", 6)


SENTENCE = "食堂每天按时开门，管理员先查看餐具和饭菜，再请第一批老人入座；"


def rows(*cells):
    head = '先看表。\n\n::: {.table caption="安排"}\n| 事项 | 结果 |\n|---|---|\n'
    return question(head + "".join(f"| {one} | 是 |\n" for one in cells) + ":::")


def test_a_row_as_high_as_a_page():
    assert told_or_built(rows("短", SENTENCE * 26)) == []


def test_a_row_higher_than_a_page_is_told_with_its_line():
    (finding,) = read_handbook(Given(rows("短", SENTENCE * 27))).findings
    assert (finding.code, finding.at.line) == ("M226", 8)
