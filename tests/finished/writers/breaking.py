"""A breakage of a writer: a piece of one file of ours is another; the finished files are made with it, and proven."""

from __future__ import annotations

import ast
import dataclasses
import importlib
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image

from pipeline.findings import OutsideFailure
from pipeline.formats import pdf
from pipeline.formats.contract import Format
from pipeline.handbook import Handbook
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.typeset import picture
from pipeline.verify.proof import prove
from pipeline.world import PROGRAM, Given, Over
from tests.values import STORE, TEMPLATES

ROOT = Path(__file__).parents[3]

BOOK_ALONE = dataclasses.replace(
    pdf.FORMAT,
    steps=lambda handbook: tuple(
        step for step in pdf.FORMAT.steps(handbook) if step.name in ("pdf.layout", "pdf.screen")
    ),
    readings=pdf.FORMAT.readings[:1],
)
"""The file for the screen without those that are made of it: a third of the time, and less to notice a breakage by."""


@dataclass(frozen=True)
class Breakage:
    """In ``file``, a module or a template named from the project's root, ``old`` became ``new``: the fault is ``name``.

    ``tells`` are words that must stand in one of the messages. ``book`` makes the handbook in which it shows.
    """

    name: str
    file: str
    old: str
    new: str
    tells: str
    book: Callable[[], Handbook]
    printed: bool = False
    """Whether it shows only beside the print PDF of its handbook."""


def noticed(
    breakage: Breakage, one: Format, patch: pytest.MonkeyPatch, printed: Mapping[str, bytes]
) -> list[str]:
    """Give all that is reported where the files of a format are made and proven with a breakage in the program.

    ``printed`` are files that stand beside these, made without it.
    """
    handbook, templates = breakage.book(), TEMPLATES
    with patch.context() as undone:
        _put_everywhere("pipeline.typeset.picture", "pictures", _drawn_once, undone)
        if breakage.file.startswith("templates/"):
            templates = Over((Given({breakage.file: _broken(breakage)}), TEMPLATES))
        elif breakage.file.endswith(".py"):
            _break_module(breakage, undone)
        else:
            own = Given({breakage.file.removeprefix("pipeline/"): _broken(breakage)})
            _put_everywhere("pipeline.world", "PROGRAM", Over((own, PROGRAM)), undone)
        steps = _as_it_is_now(one.steps)(handbook)
        try:
            results = carry_out(steps, templates, STORE, Here(), unheard)
        except OutsideFailure as stopped:
            return [str(stopped)]
        if refused := [finding for result in results.values() for finding in result.findings]:
            return list(map(str, refused))
        files = {name: data for result in results.values() for name, data in result.files.items()}
        return list(map(str, prove(handbook, {**printed, **files}, (one,), Here()).differences))


def _broken(breakage: Breakage) -> bytes:
    text = (ROOT / breakage.file).read_text()
    assert text.count(breakage.old) == 1, f"{breakage.old!r} stands {text.count(breakage.old)} times"
    return text.replace(breakage.old, breakage.new).encode()


def _break_module(breakage: Breakage, patch: pytest.MonkeyPatch) -> None:
    """Put the broken definition in place of the sound one, in its module and wherever that has been imported."""
    module = importlib.import_module(
        ".".join(Path(breakage.file).with_suffix("").parts).removesuffix(".__init__")
    )
    texts = (ROOT / breakage.file).read_bytes(), _broken(breakage)
    sound, broken = (ast.parse(one).body for one in texts)
    (statement,) = (
        other for one, other in zip(sound, broken, strict=True) if ast.dump(one) != ast.dump(other)
    )
    future = ast.parse("from __future__ import annotations").body
    made: dict[str, object] = {}
    exec(compile(ast.Module([*future, statement], []), breakage.file, "exec"), vars(module), made)
    del made["annotations"]
    for name, value in made.items():
        original = getattr(module, name)
        if isinstance(value, type):  # a class stays the one that others know; what is in it is exchanged
            for inner, one in vars(value).items():
                if callable(one) or isinstance(one, property):
                    patch.setattr(original, inner, one)
        else:
            _put_everywhere(module.__name__, name, value, patch)


def _put_everywhere(owner: str, name: str, value: object, patch: pytest.MonkeyPatch) -> None:
    """Put ``value`` in place of what the module ``owner`` has under a name, there and wherever it has got to."""
    original = vars(sys.modules[owner])[name]
    for module in [one for key, one in sys.modules.items() if key.startswith("pipeline.")]:
        facts = vars(module)
        # A constant may stand under the same name elsewhere: there it is another's.
        if facts.get(name) is original and (callable(original) or _has_it_from(module, owner, name)):
            patch.setattr(module, name, value)
        for key, held in list(facts.items()):  # the filters of templates
            if isinstance(held, tuple) and any(one == (name, original) for one in held):
                patch.setattr(
                    module, key, tuple((name, value) if one == (name, original) else one for one in held)
                )
            elif isinstance(held, dict) and callable(original) and held.get(name) is original:
                patch.setitem(held, name, value)


def _has_it_from(module: ModuleType, owner: str, name: str) -> bool:
    imports = [one for one in ast.walk(_tree(str(module.__file__))) if isinstance(one, ast.ImportFrom)]
    return module.__name__ == owner or any(
        one.module == owner and name in [alias.name for alias in one.names] for one in imports
    )


@cache
def _tree(file: str) -> ast.Module:
    return ast.parse(Path(file).read_bytes())


def _as_it_is_now(function: Callable[..., object]) -> Callable[..., object]:
    """The function of this name: a format knows its functions by themselves."""
    return getattr(sys.modules[function.__module__], function.__name__, function)


_DRAWN: dict[object, tuple[Image.Image, ...]] = {}
_draw = picture.pictures


def _drawn_once(html, stylesheets, kit, width, height, *, images=picture.NO_IMAGES, words):
    """Pictures as they were drawn from the same mark-up before: most breakages leave covers as they are."""
    key = (html, tuple(stylesheets), width, height, tuple(images.items()), tuple(words))
    if key not in _DRAWN:
        _DRAWN[key] = _draw(html, stylesheets, kit, width, height, images=images, words=words)
    return tuple(image.copy() for image in _DRAWN[key])
