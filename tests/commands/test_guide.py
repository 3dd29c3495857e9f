"""The editors' guide says what is true: its commands run, its pictures exist, its messages are the program's."""

import re
from pathlib import Path

import pytest
import typer

from pipeline.commands import app
from pipeline.proofread.rules import RULES

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs/guide.zh-CN.md").read_text("utf-8")
PROGRAM = "".join(path.read_text("utf-8") for path in (ROOT / "pipeline").rglob("*.py"))


def commands():
    return sorted({line.strip() for line in re.findall(r"^baiwen .+$", GUIDE, re.M)})


@pytest.mark.parametrize("line", commands())
def test_every_command_is_one(line):
    _, name, *arguments = line.split()
    command = typer.main.get_command(app).commands[name]
    context = command.make_context(name, list(arguments), resilient_parsing=False)
    assert context.command is command


def test_pictures_and_links_exist():
    found = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]+)\)", GUIDE)]
    assert found
    assert [target for target in found if not (ROOT / "docs" / target).is_file()] == []


def test_codes_and_styles_are_known():
    assert set(re.findall(r"rule: (\w+)", GUIDE)) <= {rule.code for rule in RULES}
    from pipeline.formats.docx.styles import role_of

    styles = re.findall("“((?:答案|要点|案例)(?:标题|正文))”", GUIDE)
    assert styles
    assert all(role_of(style) for style in styles)


def test_the_messages_are_the_programs():
    rows = re.findall(r"^\| ([^|]+) \| [^|]+ \|$", GUIDE.partition("## 常见的情况")[2], re.M)
    assert len(rows) > 3
    for row in rows[1:]:
        assert row.replace("GBK（GB 18030）", "{name}") in PROGRAM, row
