"""The manifest tells an altered, a missing and an outdated file apart."""

import dataclasses
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.formats.contract import FoundBlock, FoundEdition, FoundQuestion
from pipeline.formats.registry import FORMATS
from pipeline.handbook import question_passages, question_text
from pipeline.verify.files import check_files
from pipeline.verify.manifest import json_schema, make_manifest, read_manifest, write_manifest
from tests.sample import sample_handbook

ROOT = Path(__file__).parents[2]


def found(handbook, file):
    return FoundEdition(
        file,
        tuple(
            FoundQuestion(
                q.number, (FoundBlock(question_text(handbook, q), ((0, "第1页"),)),), f"第{q.number}页"
            )
            for q in handbook.questions
        ),
    )


@pytest.fixture
def built(tmp_path):
    handbook = sample_handbook()
    for name in ("handbook.pdf", "handbook.epub"):
        (tmp_path / name).write_text(name)
    written = {"pdf": [tmp_path / "handbook.pdf"], "epub": [tmp_path / "handbook.epub"]}
    editions = [found(handbook, "handbook.pdf"), found(handbook, "handbook.epub")]
    write_manifest(tmp_path, make_manifest(handbook, tmp_path, written, editions, None))
    return handbook, tmp_path


def test_untouched(built):
    handbook, folder = built
    assert check_files(handbook, folder, FORMATS) == ()
    first = read_manifest(folder)["questions"][0]
    assert first["found"]["handbook.pdf"] == {"place": "第1页", "digest": first["digest"]}


def test_altered_missing_outdated(built, snapshot):
    handbook, folder = built
    (folder / "handbook.pdf").write_text("改")
    (folder / "handbook.epub").unlink()
    assert [str(difference) for difference in check_files(handbook, folder, FORMATS)] == snapshot
    (folder / "manifest.json").write_text("{")
    assert [str(difference) for difference in check_files(handbook, folder, FORMATS)] == snapshot


def test_outdated(built, snapshot):
    handbook, folder = built
    newer = dataclasses.replace(handbook, publisher="另一办公室")
    assert [str(difference) for difference in check_files(newer, folder, FORMATS)] == snapshot


def test_a_format_built_alone_keeps_what_is_known_of_the_others(built):
    handbook, folder = built
    newer = dataclasses.replace(handbook, publisher="另一办公室")
    written = {"pdf": [folder / "handbook.pdf"]}
    manifest = make_manifest(newer, folder, written, [found(newer, "handbook.pdf")], read_manifest(folder))
    write_manifest(folder, manifest)
    assert set(manifest["questions"][0]["found"]) == {"handbook.pdf", "handbook.epub"}
    (outdated,) = check_files(newer, folder, FORMATS)
    assert "handbook.epub" in str(outdated)
    assert "handbook.pdf" not in str(outdated)


def test_every_block_has_its_digest_and_its_place_in_each_edition(built):
    handbook, folder = built
    entry = read_manifest(folder)["questions"][1]
    assert [block["id"] for block in entry["blocks"]] == [
        passage.id for passage in question_passages(handbook, handbook.questions[1])
    ]
    assert all(set(block["found"]) == {"handbook.pdf", "handbook.epub"} for block in entry["blocks"])
    assert len({block["id"] for block in entry["blocks"]}) == len(entry["blocks"])


def test_it_has_the_form_that_its_schema_describes(built):
    _, folder = built
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(manifest)
    assert json.loads((ROOT / "docs/schemas/manifest.json").read_text("utf-8")) == schema
    manifest["files"]["handbook.pdf"]["colour"] = "red"
    assert list(Draft202012Validator(schema).iter_errors(manifest))


def test_a_format_that_was_left_behind_is_told_from_output_that_is_old_as_a_whole(built):
    handbook, folder = built
    newer = dataclasses.replace(handbook, publisher="另一办公室")
    (old,) = check_files(newer, folder, FORMATS)
    assert "全部过时" in str(old)
    written = {"pdf": [folder / "handbook.pdf"]}
    write_manifest(folder, make_manifest(newer, folder, written, [], read_manifest(folder)))
    (behind,) = check_files(newer, folder, FORMATS)
    assert "epub 落在后面" in str(behind)


def test_a_file_that_nobody_made_is_told(built):
    handbook, folder = built
    (folder / "handbook (1).pdf").write_text("?")
    (stranger,) = check_files(handbook, folder, FORMATS)
    assert stranger.file == "handbook (1).pdf"
