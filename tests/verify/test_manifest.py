"""The manifest says which file is altered, missing or out of date, and by what."""

import dataclasses
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pipeline.findings import Severity
from pipeline.formats.registry import FORMATS
from pipeline.handbook import question_passages, question_text
from pipeline.seen.edition import FoundBlock, FoundEdition, FoundQuestion
from pipeline.verify.basis import basis
from pipeline.verify.files import check_files
from pipeline.verify.manifest import Written, dump_manifest, json_schema, make_manifest, read_manifest
from pipeline.world import Given, Over
from tests.sample import sample_handbook
from tests.values import TEMPLATES

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


def now(handbook, world=TEMPLATES):
    return {one.name: basis(handbook, one, world) for one in FORMATS}


def manifest_of(handbook, files, editions, previous=None):
    made = now(handbook)
    written = {name: Written({file: data}, made[name]) for name, (file, data) in files.items()}
    return make_manifest(handbook, written, editions, previous)


PDF, EPUB = ("handbook.pdf", b"pdf"), ("handbook.epub", b"epub")


@pytest.fixture(scope="module")
def handbook():
    return sample_handbook()


@pytest.fixture(scope="module")
def built(handbook):
    """A manifest and the files that it names."""
    editions = [found(handbook, "handbook.pdf"), found(handbook, "handbook.epub")]
    manifest = manifest_of(handbook, {"pdf": PDF, "epub": EPUB}, editions)
    return {**dict([PDF, EPUB]), "manifest.json": dump_manifest(manifest)}


@pytest.fixture(scope="module")
def newer(handbook):
    return dataclasses.replace(handbook, publisher="另一办公室")


def said(files, made):
    return [str(one) for one in check_files(files, FORMATS, made)]


def test_untouched(built, handbook):
    assert said(built, now(handbook)) == []
    first = read_manifest(built)["questions"][0]
    assert first["found"]["handbook.pdf"] == {"place": "第1页", "digest": first["digest"]}


def test_altered_and_missing(built, handbook, snapshot):
    files = {**built, "handbook.pdf": "改".encode()}
    del files["handbook.epub"]
    assert said(files, now(handbook)) == snapshot
    assert said({**files, "manifest.json": b"{"}, now(handbook)) == snapshot


def test_outdated(built, newer, snapshot):
    assert said(built, now(newer)) == snapshot


def test_a_format_built_alone_keeps_what_is_known_of_the_others(built, newer):
    manifest = manifest_of(newer, {"pdf": PDF}, [found(newer, "handbook.pdf")], read_manifest(built))
    assert set(manifest["questions"][0]["found"]) == {"handbook.pdf", "handbook.epub"}
    (outdated,) = said({**built, "manifest.json": dump_manifest(manifest)}, now(newer))
    assert "handbook.epub" in outdated
    assert "handbook.pdf" not in outdated


def test_every_block_has_its_digest_and_its_place_in_each_edition(built, handbook):
    entry = read_manifest(built)["questions"][1]
    assert [block["id"] for block in entry["blocks"]] == [
        passage.id for passage in question_passages(handbook, handbook.questions[1])
    ]
    assert all(set(block["found"]) == {"handbook.pdf", "handbook.epub"} for block in entry["blocks"])
    assert len({block["id"] for block in entry["blocks"]}) == len(entry["blocks"])


def test_it_has_the_form_that_its_schema_describes(built):
    manifest = json.loads(built["manifest.json"])
    schema = json_schema()
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(manifest)
    assert json.loads((ROOT / "docs/schemas/manifest.json").read_text("utf-8")) == schema
    manifest["files"]["handbook.pdf"]["colour"] = "red"
    assert list(Draft202012Validator(schema).iter_errors(manifest))


def test_a_format_that_was_left_behind_is_told_from_output_that_is_old_as_a_whole(built, newer):
    (old,) = said(built, now(newer))
    assert "全部过时" in old
    manifest = manifest_of(newer, {"pdf": PDF}, [], read_manifest(built))
    (behind,) = said({**built, "manifest.json": dump_manifest(manifest)}, now(newer))
    assert "epub 落在后面" in behind


def test_a_file_that_nobody_made_is_reported(built, handbook):
    (stranger,) = check_files({**built, "handbook (1).pdf": b"?"}, FORMATS, now(handbook))
    assert stranger.file == "handbook (1).pdf"


# ---- what puts a file out of date, and what does not ----------------------------------------------------------------


@pytest.fixture(scope="module")
def articles(handbook):
    """The manifest of articles alone."""
    manifest = manifest_of(handbook, {"wechat": ("wechat/01-general.html", b"<section>")}, [])
    return {"wechat/01-general.html": b"<section>", "manifest.json": dump_manifest(manifest)}


def with_wechat(handbook, **facts):
    return dataclasses.replace(handbook, wechat=dataclasses.replace(handbook.wechat, **facts))


def test_the_address_of_a_published_article_puts_no_file_out_of_date(built, articles, handbook):
    published = with_wechat(handbook, published=(("first", "https://example.org/s/1"),))
    assert said(built, now(published)) == []
    (remark,) = check_files(articles, FORMATS, now(published))
    assert remark.severity is Severity.INFO
    assert "baiwen build wechat" in remark.hint


def test_another_author_puts_articles_out_of_date_and_no_book(built, articles, handbook):
    other = with_wechat(handbook, author="另一作者")
    assert said(built, now(other)) == []
    (outdated,) = said(articles, now(other))
    assert "设置改过" in outdated


def test_a_changed_template_puts_its_format_out_of_date(built, handbook):
    style = TEMPLATES.read("templates/epub/style.css.j2") + b"/* */"
    world = Over((Given({"templates/epub/style.css.j2": style}), TEMPLATES))
    (outdated,) = said(built, now(handbook, world))
    assert "epub 落在后面：生成之后模板改过" in outdated


@pytest.mark.parametrize(("what", "words"), [("fonts", "字体换过"), ("program", "程序更新过")])
def test_other_fonts_and_another_program_put_files_out_of_date(built, handbook, what, words):
    made = {name: {**one, what: "other"} for name, one in now(handbook).items()}
    (outdated,) = said(built, made)
    assert words in outdated


def test_a_machine_without_fonts_says_nothing_of_them(built, handbook):
    made = {name: {**one, "fonts": ""} for name, one in now(handbook).items()}
    assert said(built, made) == []
