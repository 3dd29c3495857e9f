"""Jinja2 as every format uses it: a sandbox over one folder of a world, autoescaped, an undefined name an error."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, FunctionLoader, StrictUndefined, TemplateError
from jinja2.bccache import Bucket
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.findings import OutsideFailure
from pipeline.handbook import inline_text, source_line
from pipeline.world import Absent, World


class _Compiled(BytecodeCache):
    """What templates were compiled to, by their sources: to compile one takes longer than to render it."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill in the code, where this source has been compiled before."""
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code. What is older than a few editions of all templates is let go of."""
        if bucket.code is not None:
            self._code[bucket.key, bucket.checksum] = bucket.code
        if len(self._code) > _MOST:
            del self._code[next(iter(self._code))]


_MOST = 300


@lru_cache(maxsize=8)
def _compiled(_filters: tuple[tuple[str, Callable[..., object]], ...]) -> _Compiled:
    """Give what was compiled with these filters; all else in the environment is always the same."""
    return _Compiled()


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which decides about each attribute of a type once: to decide takes longer than to render."""

    def is_safe_attribute(self, obj: object, attr: str, value: object) -> bool:
        """Report whether a template may use the attribute; this follows from its name and the type of ``obj``."""
        key = type(obj), attr
        if key not in _SAFE:
            _SAFE[key] = super().is_safe_attribute(obj, attr, value)
        return _SAFE[key]


_SAFE: dict[tuple[type, str], bool] = {}


@dataclass(frozen=True)
class Templates:
    """The templates in ``folder`` of ``world``; a source is compiled once a process.

    Templates know the model by its own names (``block.kind``, ``question.title``) and two filters, ``visible`` (the
    plain text of inlines) and ``source_line``, besides those in ``filters``. They can import one another within
    ``folder`` and reach no other file.
    """

    world: World
    folder: str
    filters: tuple[tuple[str, Callable[..., object]], ...] = ()

    def render(self, template: str, facts: Mapping[str, object]) -> str:
        """Render ``template`` with ``facts``.

        Raises :class:`OutsideFailure` naming template and line when a template is missing or broken.
        """
        with self._reported(template):
            return self._environment.get_template(template).render(facts)

    def values(self, template: str) -> Mapping[str, Any]:
        """Give the values that ``template`` sets at its top level, by name. Raises as :meth:`render` does."""
        with self._reported(template):
            module = self._environment.get_template(template).module
            return {name: value for name, value in vars(module).items() if not name.startswith("_")}

    def text(self, name: str) -> str:
        """Give a file of the folder as text. Raises :class:`OutsideFailure` when it is missing or not UTF-8."""
        try:
            return self.world.read(f"{self.folder}/{name}").decode()
        except (Absent, UnicodeDecodeError) as problem:
            where = f"{self._short}/{name}"
            raise OutsideFailure(f"样式表 {where} 无法使用：{_reason(problem)}", "恢复该样式表") from problem

    @cached_property
    def _environment(self) -> _Sandbox:
        environment = _Sandbox(
            loader=FunctionLoader(self._load),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            bytecode_cache=_compiled(self.filters),
        )
        environment.filters["visible"] = inline_text
        environment.filters["source_line"] = source_line
        environment.filters.update(self.filters)
        return environment

    def _load(self, name: str) -> str | None:
        try:
            return self.world.read(f"{self.folder}/{name}").decode()
        except Absent:
            return None

    @property
    def _short(self) -> str:
        return self.folder.rpartition("/")[2]

    @contextmanager
    def _reported(self, template: str) -> Iterator[None]:
        """Turn what goes wrong in ``template``, or in one that it imports, into one line."""
        try:
            yield
        except (TemplateError, UnicodeDecodeError) as problem:
            line = getattr(problem, "lineno", None)
            name = getattr(problem, "name", None) or template
            where = f"{self._short}/{name}" + (f":{line}" if line else "")
            raise OutsideFailure(
                f"模板 {where} 无法使用：{_reason(problem)}", "恢复该模板，或改正该行"
            ) from problem


def _reason(problem: Exception) -> str:
    return "找不到" if isinstance(problem, Absent) else str(problem).splitlines()[0]
