"""The manifest tells an altered, a missing and an outdated file apart."""

import dataclasses

import pytest

from pipeline.formats.contract import FoundBlock, FoundEdition, FoundQuestion
from pipeline.handbook import question_text
from pipeline.verify.manifest import check_files, make_manifest, read_manifest, write_manifest
from tests.sample import sample_handbook


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
    write_manifest(tmp_path, make_manifest(handbook, tmp_path, written, editions, {}))
    return handbook, tmp_path


def test_untouched(built):
    handbook, folder = built
    assert check_files(handbook, folder) == ()
    first = read_manifest(folder)["questions"][0]
    assert first["found"]["handbook.pdf"] == {"place": "第1页", "digest": first["digest"]}


def test_altered_missing_outdated(built, snapshot):
    handbook, folder = built
    (folder / "handbook.pdf").write_text("改")
    (folder / "handbook.epub").unlink()
    assert [str(difference) for difference in check_files(handbook, folder)] == snapshot
    (folder / "manifest.json").write_text("{")
    assert [str(difference) for difference in check_files(handbook, folder)] == snapshot


def test_outdated(built, snapshot):
    handbook, folder = built
    newer = dataclasses.replace(handbook, publisher="另一办公室")
    assert [str(difference) for difference in check_files(newer, folder)] == snapshot


def test_a_format_built_alone_keeps_what_is_known_of_the_others(built):
    handbook, folder = built
    newer = dataclasses.replace(handbook, publisher="另一办公室")
    written = {"pdf": [folder / "handbook.pdf"]}
    manifest = make_manifest(newer, folder, written, [found(newer, "handbook.pdf")], read_manifest(folder))
    write_manifest(folder, manifest)
    assert set(manifest["questions"][0]["found"]) == {"handbook.pdf", "handbook.epub"}
    (outdated,) = check_files(newer, folder)
    assert "handbook.epub" in str(outdated)
    assert "handbook.pdf" not in str(outdated)
