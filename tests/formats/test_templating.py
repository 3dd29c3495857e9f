"""A template is compiled once for all who render it, and each renders its own."""

import pytest
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.findings import OutsideFailure
from pipeline.formats.templating import Templates
from pipeline.world import Given


def templates(source, filters=()):
    return Templates(Given({"templates/odd/page.j2": source}), "templates/odd", filters)


def test_the_same_source_is_compiled_once(monkeypatch):
    source = b"once {{ 1 + 1 }}"
    assert templates(source).render("page.j2", {}) == "once 2"
    monkeypatch.setattr(ImmutableSandboxedEnvironment, "compile", None)  # a second time would fail
    assert templates(source).render("page.j2", {}) == "once 2"


def test_a_changed_source_is_another_template():
    assert templates(b"{{ word }}").render("page.j2", {"word": "<"}) == "&lt;"
    assert templates(b"{{ word }}!").render("page.j2", {"word": "<"}) == "&lt;!"


@pytest.mark.parametrize("function", [str.upper, str.title])
def test_filters_are_those_of_the_asker(function):
    assert templates(b"{{ 'ab' | cased }}", (("cased", function),)).render("page.j2", {}) == function("ab")


def test_a_broken_source_is_told_each_time():
    for _ in range(2):
        with pytest.raises(OutsideFailure, match=r"odd/page\.j2 .*missing"):
            templates(b"a\n{{ missing }}").render("page.j2", {})
        with pytest.raises(OutsideFailure, match=r"odd/page\.j2:2"):
            templates(b"a\n{% if %}").render("page.j2", {})
