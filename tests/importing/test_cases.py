"""Documents as other offices write them: a folder a document, and what an import makes of it.

``in.txt``, ``in.md`` or ``in.html`` is the document itself; ``body.xml`` is what stands inside ``w:body`` of a Word
document whose styles and lists are those of ``word_builder``. ``make snapshots`` keeps what has been looked at.
"""

from pathlib import Path

import pytest

from pipeline.importing import summary
from tests.importing.projects import planned, put_in_place
from tests.importing.word_builder import document

CASES = sorted((Path(__file__).parent / "cases").iterdir())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path, snapshot):
    (given,) = case.iterdir()
    file = tmp_path / given.name
    if given.name == "body.xml":
        file = tmp_path / "in.docx"
        file.write_bytes(document(given.read_text("utf-8")))
    else:
        file.write_bytes(given.read_bytes())
    project = tmp_path / "project"
    plan = planned(project, file)
    said = summary.lines(plan) + (summary.faults(plan) if plan.faults else "")
    assert said.replace(str(tmp_path), "…") == snapshot(name="report")
    put_in_place(project, plan, update=False)
    files = sorted(path for path in project.rglob("*.md")) if project.exists() else []
    written = "".join(
        f"== {path.relative_to(project).as_posix()}\n{path.read_text('utf-8')}" for path in files
    )
    assert written == snapshot(name="source")
