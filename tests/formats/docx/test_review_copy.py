"""The review copy: it says what the handbook says, is the same every time, and is never written over by a build."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.commands import app
from pipeline.formats.contract import UnreadableOutput
from pipeline.formats.docx import FORMAT, styles
from pipeline.formats.docx.read import FILE
from pipeline.formats.docx.steps import review_copy
from pipeline.verify.compare import compare
from pipeline.word import open_package, read_text
from tests.hundred import hundred_questions

ROOT = Path(__file__).parents[3]


def changed(data, old, new):
    """The file with ``old`` in its document replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for entry in before.infolist():
            content = before.read(entry)
            if entry.filename == "word/document.xml":
                assert old.encode() in content
                content = content.replace(old.encode(), new.encode(), 1)
            after.writestr(entry, content)
    return stream.getvalue()


def differences(handbook, data, folder):
    (folder / FILE).write_bytes(data)
    (edition,) = FORMAT.read_back(folder)
    return compare(handbook, edition)


def test_it_says_what_the_handbook_says(tmp_path, workshop, sample, real_handbook):
    for handbook in (sample, real_handbook, hundred_questions()):
        assert differences(handbook, review_copy(handbook, workshop), tmp_path) == ()


def test_one_changed_character_is_seen(tmp_path, workshop, sample):
    data = review_copy(sample, workshop)
    (difference,) = differences(sample, changed(data, "引文一段", "引文二段"), tmp_path)
    assert (difference.file, difference.number) == (FILE, 2)
    (tmp_path / FILE).write_bytes(b"PK")
    with pytest.raises(UnreadableOutput, match="不是完好的 Word 文件"):
        FORMAT.read_back(tmp_path)


def test_numbers_are_automatic_and_styles_say_what_a_paragraph_is(workshop, sample):
    text = read_text(open_package(review_copy(sample, workshop)))
    questions = [(p.number, p.text) for p in text.paragraphs if p.style == styles.QUESTION]
    assert questions == [(f"{q.number}.", q.title) for q in sample.questions]
    numbers = {p.style: p.number for p in text.paragraphs if p.number}
    assert (numbers["答案表题"], numbers["答案图题"]) == ("表1", "图2")
    named = [p.style for p in text.paragraphs if p.text and p.style != styles.CELL]
    assert "要点案例正文" in named
    assert all(style in styles.OTHERS or styles.role_of(style) for style in named)


def test_no_paragraph_is_formatted_by_hand(workshop):
    root = open_package(review_copy(hundred_questions(), workshop)).document()
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    properties = {child.tag for one in root.iter(f"{w}pPr") for child in one}
    # w:jc only in table cells, where it is the column's alignment.
    assert properties == {f"{w}pStyle", f"{w}numPr", f"{w}jc"}
    assert {child.tag for one in root.iter(f"{w}rPr") for child in one} == {f"{w}rStyle"}


def test_every_part_is_sound_xml_and_every_relationship_leads_somewhere(workshop, sample):
    package = open_package(review_copy(sample, workshop))
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    assert all(name in package.parts for name, _, _ in package.relationships())


def test_the_same_bytes_every_time(workshop, sample, tmp_path):
    program = (
        "from pathlib import Path; from pipeline.formats.contract import Workshop;"
        "from pipeline.formats.docx.steps import review_copy; from tests.sample import sample_handbook; import sys;"
        "sys.stdout.buffer.write(review_copy(sample_handbook(), Workshop(Path('templates'), Path('.cache'))))"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert other.stdout == review_copy(sample, workshop)


def test_a_build_makes_it_on_request_and_leaves_an_editors_work_alone(tmp_path, real_handbook):
    project = tmp_path / "project"
    project.mkdir()
    (project / "source").symlink_to(ROOT / "source")
    (project / "templates").symlink_to(ROOT / "templates")
    run = CliRunner().invoke
    assert run(app, ["build", "docx", "-C", str(project)]).exit_code == 0
    file = project / "output" / FILE
    first = file.read_bytes()
    assert not (project / "output/manifest.json").exists()
    assert run(app, ["build", "docx", "-C", str(project)]).exit_code == 0
    assert file.read_bytes() == first
    file.write_bytes(changed(first, "问需求计调研行动", "问需求计行动"))
    refused = run(app, ["build", "docx", "-C", str(project)])
    assert "有人打开存过盘，没有覆盖" in str(refused.exception)
    assert file.read_bytes() != first
