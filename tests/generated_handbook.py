"""Handbooks as editors might write them, at random: source text with every block and inline in every position."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline.world import Files

WORDS = (
    "在服务台登记",
    "社区食堂",
    "每月15日前",
    "Wi-Fi",
    "约3.5万元",
    "Neighbourhood",
    "甲",
    "（试行）",
    "“一刻钟”",
    "1",
)
TITLE = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map("".join)
OPTIONAL = st.booleans()

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map("".join)
plain = st.one_of(words, words, st.just("[](#q1)"), words.map(lambda one: f"`{one}`"))
marked = st.one_of(
    plain,
    plain.map(lambda one: f"**{one}**"),
    plain.map(lambda one: f"*{one}*"),
    words.map(lambda one: f"[{one}](https://example.org/)"),
    words.map(lambda one: f"**[{one}](https://example.org/a)**"),
    st.just("@note@"),  # a footnote, numbered when the question is written
)


def _line(some: list[str]) -> str:
    """Join the pieces of a line; a mark at its beginning is refused, and stands here only now and then."""
    return "，".join(some).replace("，@note@", "@note@")


rest = st.lists(marked, max_size=3)
line = st.builds(lambda first, rest: _line([first, *rest]), marked.filter(lambda one: one != "@note@"), rest)


@st.composite
def _table(draw) -> str:
    width = draw(st.integers(1, 6))
    cell = st.one_of(st.just(""), words, line)
    rows = draw(st.lists(st.tuples(*[cell] * width), min_size=2, max_size=4))
    signs = draw(st.tuples(*[st.sampled_from([":---", "---:", ":---:", "---"])] * width))
    head, *rest = ("| " + " | ".join(row) + " |" for row in rows)
    return "\n".join(
        [f'::: {{.table caption="{draw(words)}"}}', head, "|" + "|".join(signs) + "|", *rest, ":::"]
    )


def _fence(opening: str, inner: str) -> str:
    colons = ":" * (3 + inner.count(":::"))
    return f"{colons} {opening}\n{inner}\n{colons}"


def _indented(first: str, inner: str) -> str:
    indent = " " * len(first)
    return first + "\n".join(f"{indent}{one}" if one else "" for one in inner.split("\n"))[len(indent) :]


def _joined(inner):
    return st.lists(inner, min_size=1, max_size=2).map("\n\n".join)


def _set_off(inner):
    """Give quotations and lists of blocks."""

    def items(signs):
        return st.lists(_joined(inner), min_size=1, max_size=3).map(
            lambda some: "\n".join(_indented(sign, one) for sign, one in zip(signs, some, strict=False))
        )

    return st.one_of(
        _joined(inner).map(lambda one: "\n".join(f"> {row}".rstrip() for row in one.split("\n"))),
        items(("- ",) * 3),
        items(("1. ", "2. ", "3. ")),
        items(("9. ", "10. ", "11. ")),
    )


@st.composite
def _case(draw, inner) -> str:
    given = "".join(
        f' {name}="{value}"'
        for name, value in (("place", "西片"), ("project", "长者饭堂"), ("year", "2023"))
        if draw(OPTIONAL)
    )
    return _fence(f'{{.case district="甲区"{given}}}', draw(_joined(inner)))


_inner = st.recursive(st.one_of(line, line, _table()), _set_off, max_leaves=3)
_boxes = st.one_of(_case(_inner), _joined(_inner).map(lambda one: _fence("{.note}", one)))
_points = st.builds(
    lambda lead, inner: _fence(f'{{.point lead="{lead}。"}}', inner),
    words,
    st.one_of(st.just(""), _joined(st.one_of(_inner, _boxes))),
)
answers = _joined(st.one_of(_inner, _boxes, _points))


def _noted(text: str) -> str:
    """Number the footnotes of a text, and give their words below it."""
    first, *rest = text.split("@note@")
    body = first + "".join(f"[^{number}]{one}" for number, one in enumerate(rest, 1))
    return "\n\n".join(
        [body, *(f"[^{number}]: 见第{number}条的规定。" for number in range(1, len(rest) + 1))]
    )


@st.composite
def _question(draw, number: int) -> str:
    head = [f"id: q{number}", "category: general", f"question: {draw(TITLE)}吗？"]
    if draw(OPTIONAL):
        head.append(f"keywords: [{draw(st.sampled_from(['登记', 'Wi-Fi', '登记, 食堂']))}]")
    if draw(OPTIONAL):
        head.append("as_of: 2024-05")
    if draw(OPTIONAL):
        head += ["sources:", "  - title: 样例工作办法"]
        head += ["    number: 〔2024〕12号"] * draw(OPTIONAL)
    return "\n".join(["---", *head, "---", _noted(draw(answers)), ""])


@st.composite
def sources(draw) -> Files:
    """Give the files of a handbook of one to three questions."""
    settings = [
        "title: 样例行动百问百答",
        "publisher: 样例办公室",
        "edition: 第1版",
        'release: "1.0"',
        "date: 2024-05-31",
        "language: zh-Hans",
        "page: A5",
        "categories:",
        "  - {id: general, title: 总体要求类" + ", intro: 先看这里。" * draw(OPTIONAL) + "}",
    ]
    files = {"source/handbook.yaml": "\n".join(settings)}
    for number in range(1, 1 + draw(st.sampled_from([1, 1, 2, 3]))):
        files[f"source/questions/{number:03}-q.md"] = draw(_question(number))
    if draw(OPTIONAL):
        files["source/preface.md"] = _noted(draw(line)) + "\n"
    return {name: text.encode() for name, text in files.items()}
