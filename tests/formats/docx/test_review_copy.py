"""The review copy: it says what the handbook says, is the same every time, and is never written over by a build."""

import io
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree
from typer.testing import CliRunner

from pipeline.commands import app
from pipeline.findings import UNREADABLE, Severity
from pipeline.formats.docx import FORMAT, PAPER, styles
from pipeline.formats.docx.names import FILE
from pipeline.handbook import words_digest
from pipeline.seen.edition import Stamp
from pipeline.verify.compare import compare
from pipeline.word import open_package, read_text
from tests.hundred import hundred_questions
from tests.values import files_of, lend_fonts, opened

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


def made(handbook):
    return files_of(FORMAT, handbook=handbook)[FILE]


@pytest.fixture(scope="module")
def review(sample):
    """The review copy of the sample."""
    return made(sample)


def reread(data):
    return opened(FORMAT, {FILE: data}, "docx.review")


def differences(handbook, data):
    (edition,) = reread(data).editions
    return compare(handbook, edition)


def test_it_says_what_the_handbook_says(review, sample, real_handbook):
    for handbook, data in (
        (sample, review),
        *((one, made(one)) for one in (real_handbook, hundred_questions())),
    ):
        assert differences(handbook, data) == ()
        assert reread(data).findings == ()


def test_one_changed_character_is_seen(review, sample):
    (difference,) = differences(sample, changed(review, "引文一段", "引文二段"))
    assert (difference.file, difference.number) == (FILE, 2)


@pytest.mark.parametrize(("files", "words"), [({}, "没有这个文件"), ({FILE: b"PK"}, "不是完好的 Word 文件")])
def test_a_file_that_cannot_be_read_is_one_finding(files, words):
    found = opened(FORMAT, files, "docx.review")
    assert found.editions == ()
    (finding,) = found.findings
    assert (finding.code, finding.file, finding.message) == (UNREADABLE, FILE, words)
    assert finding.hint


def test_it_is_recognised_edited_or_not(review, sample):
    stamp = Stamp(sample.release, words_digest(sample))
    for data in (review, changed(review, "引文一段", "引文二段")):
        found = FORMAT.recognised(data)
        assert found.stamp == stamp
        assert [question.number for question in found.editions[0].questions] == [1, 2, 3]


def test_another_word_file_is_not_recognised(review):
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(review)) as before, zipfile.ZipFile(stream, "w") as after:
        for entry in before.infolist():
            if not entry.filename.startswith("customXml/"):
                after.writestr(entry, before.read(entry))
    assert FORMAT.recognised(stream.getvalue()) is None
    assert FORMAT.recognised(b"PK") is None


def test_only_a_copy_that_nobody_has_saved_may_be_replaced(review):
    assert PAPER.edited({}) == PAPER.edited({FILE: review}) == ()
    for data in (changed(review, "引文一段", "引文二段"), b"PK"):
        (finding,) = PAPER.edited({FILE: data})
        assert (finding.file, finding.severity) == (FILE, Severity.ERROR)
        assert "有人打开存过盘，没有覆盖" in finding.message
        assert "baiwen import --update" in finding.hint


def test_numbers_are_automatic_and_styles_say_what_a_paragraph_is(review, sample):
    text = read_text(open_package(review))
    questions = [(p.number, p.text) for p in text.paragraphs if p.style == styles.QUESTION]
    assert questions == [(f"{q.number}.", q.title) for q in sample.questions]
    numbers = {p.style: p.number for p in text.paragraphs if p.number}
    assert (numbers["答案表题"], numbers["答案图题"]) == ("表1", "图2")
    named = [p.style for p in text.paragraphs if p.text and p.style != styles.CELL]
    assert "要点案例正文" in named
    assert all(style in styles.OTHERS or styles.role_of(style) for style in named)


def test_no_paragraph_is_formatted_by_hand():
    root = open_package(made(hundred_questions())).document()
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    properties = {child.tag for one in root.iter(f"{w}pPr") for child in one}
    # w:jc only in table cells, where it is the column's alignment.
    assert properties == {f"{w}pStyle", f"{w}numPr", f"{w}jc"}
    assert {child.tag for one in root.iter(f"{w}rPr") for child in one} == {f"{w}rStyle"}


def test_every_part_is_sound_xml_and_every_relationship_leads_somewhere(review):
    package = open_package(review)
    for name, data in package.parts.items():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(data)
    assert all(name in package.parts for name, _, _ in package.relationships())


def test_the_same_bytes_every_time(review):
    program = (
        "from pipeline.formats.docx import FORMAT; from tests.values import files_of;"
        "from tests.sample import sample_handbook; import sys;"
        "(data,) = files_of(FORMAT, handbook=sample_handbook()).values(); sys.stdout.buffer.write(data)"
    )
    environment = {**os.environ, "TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7"}
    other = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert other.stdout == review


def test_a_build_makes_it_on_request_and_leaves_an_editors_work_alone(tmp_path, real_handbook):
    project = tmp_path / "project"
    project.mkdir()
    for name in ("source", "templates"):
        shutil.copytree(ROOT / name, project / name)
    lend_fonts(project)
    run = CliRunner().invoke
    assert run(app, ["build", "docx", "-C", str(project)]).exit_code == 0
    file = project / "output" / FILE
    first = file.read_bytes()
    assert not (project / "output/manifest.json").exists()
    assert run(app, ["build", "docx", "-C", str(project)]).exit_code == 0
    assert file.read_bytes() == first
    file.write_bytes(changed(first, "问需求计调研行动", "问需求计行动"))
    refused = run(app, ["build", "docx", "-C", str(project)])
    assert refused.exit_code == 1
    assert "有人打开存过盘，没有覆盖" in refused.output
    assert file.read_bytes() != first
