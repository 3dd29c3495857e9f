"""The schemas that editors' programs use: up to date, and of one mind with the reader."""

import datetime
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from ruamel.yaml import YAML

from pipeline.publish.articles import series_schema
from pipeline.read.front_matter import split
from pipeline.read.json_schemas import FORMS, json_schemas

ROOT = Path(__file__).parents[2]


def plain(value):
    """What a program sees that reads YAML 1.2's core types: no dates."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def faults(name, text):
    data = plain(YAML(typ="safe").load(text) or {})
    return [error.message for error in Draft202012Validator(json_schemas()[name]).iter_errors(data)]


@pytest.mark.parametrize("name", FORMS)
def test_up_to_date(name):
    schema = json_schemas()[name]
    Draft202012Validator.check_schema(schema)
    assert json.loads((ROOT / f"docs/schemas/{name}.json").read_text("utf-8")) == schema


def test_every_field_is_described():
    for schema in json_schemas().values():
        for form in (schema, *schema.get("$defs", {}).values()):
            for name, field in form.get("properties", {}).items():
                assert field.get("description"), name


@pytest.mark.parametrize("name", ["handbook", "terms", "decisions"])
def test_the_real_files(name):
    text = (ROOT / f"source/{name}.yaml").read_text("utf-8")
    assert f"$schema=../docs/schemas/{name}.json" in text.splitlines()[0]
    assert faults(name, text) == []


def test_the_real_questions():
    files = sorted((ROOT / "source/questions").glob("*.md"))
    assert len(files) == 8
    assert [faults("question", split(path.read_text("utf-8")).matter) for path in files] == [[]] * 8


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("question", "id: Erste\ncategory: a\nquestion: 一？"),
        ("question", "id: a\ncategory: a\nquestion: 一？\nas_of: 八月"),
        ("question", "id: a\ncategory: a\nquestion: 一？\nkeyword: [甲]"),
        ("question", "id: a\ncategory: a"),
        ("handbook", "page: A3"),
        ("terms", "spelling: [{use: 甲, nicht: [乙]}]"),
        ("decisions", "decisions: [{rule: 甲, question: a, text: 乙, reason: 丙, by: 丁, date: 2024-05-31}]"),
    ],
)
def test_faults_are_seen(name, text):
    assert faults(name, text)


def test_the_schema_of_the_series_is_up_to_date():
    assert json.loads((ROOT / "docs/schemas/series.json").read_text("utf-8")) == series_schema()
