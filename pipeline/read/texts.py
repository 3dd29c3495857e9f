"""The files of ``source/`` → text."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.findings import Finding, OutsideFailure
from pipeline.handbook import Place
from pipeline.handbook.names import DECISIONS, DIVISIONS, HANDBOOK, PREFACE, PUBLISHED, QUESTIONS, TERMS
from pipeline.read.catalogue import problem
from pipeline.read.checked import Checked
from pipeline.world import World, read_or_none

OPTIONAL = (TERMS, PREFACE, PUBLISHED, DECISIONS, DIVISIONS)


def source_texts(world: World) -> Checked[Mapping[str, str]]:
    """Read every text file of the source; one that is not UTF-8 is a finding.

    Raises :class:`OutsideFailure` when there is no ``handbook.yaml``, or the disk refuses.
    """
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for name in (HANDBOOK, *OPTIONAL, *question_files(world)):
        data = read_or_none(world, name)
        if data is None and name in OPTIONAL:
            continue
        if data is None:
            raise OutsideFailure(f"无法读取 {name}：找不到", "检查文件是否存在，是不是指向项目以外的链接")
        text = decoded(name, data)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            texts[name] = text
    return Checked(texts, tuple(findings))


def question_files(world: World) -> tuple[str, ...]:
    """Give the names of the Markdown files of ``source/questions/``, in their order."""
    names = (name.removeprefix(f"{QUESTIONS}/") for name in world.names(QUESTIONS))
    return tuple(
        f"{QUESTIONS}/{name}"
        for name in names
        if name.endswith(".md") and "/" not in name and not name.startswith(".")
    )


def decoded(name: str, data: bytes) -> str | Finding:
    """Give the text of the file ``name`` with Unix line ends, without a byte order mark."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        return problem("S109", Place(name, data[: fault.start].count(b"\n") + 1))
    if "\0" in text:
        return problem("S109", Place(name, text[: text.index("\0")].count("\n") + 1))
    return text.replace("\r\n", "\n").replace("\r", "\n")
