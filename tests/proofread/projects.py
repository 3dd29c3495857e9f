"""Small projects made of single answers, for the tests of proofreading."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).parent
FIELDS = {
    "category": "general",
    "question": "“样例{name}”是什么？",
    "as_of": "2024-05",
    "sources": "[{{title: 样例工作办法, date: 2024-05}}]",
}


def question_file(name: str, text: str) -> str:
    """The file of an answer: what its own front matter leaves out is filled in."""
    match = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    matter, body = (match[1], text[match.end() :]) if match else ("", text)
    fields = {key: value.format(name=name) for key, value in FIELDS.items()}
    own = [line.partition(":")[0] for line in matter.splitlines()]
    lines = [f"id: {name.lower()}", *(f"{key}: {value}" for key, value in fields.items() if key not in own)]
    return "---\n" + "\n".join([*lines, *filter(None, matter.splitlines())]) + f"\n---\n{body}"


def project(folder: Path, answers: Mapping[str, str], **files: str) -> Path:
    """A project at ``folder`` whose questions are ``answers`` by name; ``files`` are laid over ``source/``."""
    shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
    (folder / "source/questions").mkdir(exist_ok=True)
    for number, (name, text) in enumerate(answers.items(), start=1):
        path = folder / f"source/questions/{number:03}-{name.lower()}.md"
        path.write_bytes(question_file(name, text).encode())
    for name, text in files.items():
        (folder / "source" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder
