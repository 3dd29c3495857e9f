"""Jinja2 as every format uses it: a sandbox over one folder of ``templates/``, autoescaped, nothing undefined."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.findings import OutsideFailure
from pipeline.handbook import inline_text, source_line


def render(
    folder: Path,
    template: str,
    facts: Mapping[str, object],
    filters: Mapping[str, Callable[..., object]] | None = None,
) -> str:
    """Render ``folder/template`` with ``facts``.

    Templates know the model by its own names (``block.kind``, ``question.title``) and two filters, ``visible`` (the
    plain text of inlines) and ``source_line``, besides those in ``filters``. They can import one another within
    ``folder`` and reach nothing else.
    Raises :class:`OutsideFailure` naming template and line when a template is missing or broken.
    """
    with _told(folder, template):
        return _environment(folder, tuple((filters or {}).items())).get_template(template).render(facts)


def values(folder: Path, template: str) -> Mapping[str, Any]:
    """What ``folder/template`` sets at its top level, by name. Raises as :func:`render` does."""
    with _told(folder, template):
        module = _environment(folder, ()).get_template(template).module
        return {name: value for name, value in vars(module).items() if not name.startswith("_")}


@functools.lru_cache(maxsize=8)
def _environment(
    folder: Path, filters: tuple[tuple[str, Callable[..., object]], ...]
) -> ImmutableSandboxedEnvironment:
    """The sandbox over ``folder``; kept, because a template is compiled anew only when its file has changed."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folder, encoding="utf-8"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["visible"] = inline_text
    environment.filters["source_line"] = source_line
    environment.filters.update(filters)
    return environment


@contextmanager
def _told(folder: Path, template: str) -> Iterator[None]:
    """Turn what goes wrong in ``template``, or in one that it imports, into one line."""
    try:
        yield
    except (TemplateError, UnicodeDecodeError, OSError) as problem:
        line = getattr(problem, "lineno", None)
        where = f"{folder.name}/{getattr(problem, 'name', None) or template}" + (f":{line}" if line else "")
        reason = str(problem).splitlines()[0]
        raise OutsideFailure(f"模板 {where} 无法使用：{reason}（改法：恢复该模板，或改正该行）") from problem
