"""Handbooks bound as e-books with a plain cover: most tests need no drawn one, and it takes half of the time."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Mapping

from PIL import Image as Picture

from pipeline.formats.epub import FORMAT as EPUB
from pipeline.formats.epub.steps import COVER
from pipeline.handbook import Handbook
from pipeline.making.carry_out import carry_out, unheard
from pipeline.making.executors import Here
from pipeline.making.steps import Result
from pipeline.world import Given, Over, World
from tests.values import STORE, TEMPLATES


def bound(handbook: Handbook, printed: bytes | None = None, world: World = TEMPLATES) -> bytes:
    """The finished e-book, with the page numbers of the print PDF that an earlier run has left."""
    if printed is not None:
        world = Over((Given({"output/handbook-print.pdf": printed}), world))
    steps = [
        dataclasses.replace(step, run=_plain_cover, fonts=False) if step.name == COVER else step
        for step in EPUB.steps(handbook)
    ]
    results = carry_out(steps, world, STORE, Here(), unheard)
    return results["epub.book"].files["handbook.epub"]


def _plain_cover(_reads: object, _supplies: object) -> Result:
    stream = io.BytesIO()
    Picture.new("RGB", (1500, 2400), (162, 59, 42)).save(stream, "JPEG")
    return Result({"epub.cover/cover.jpg": stream.getvalue()})


def unpacked(book: bytes) -> dict[str, bytes]:
    """Every file of an e-book by its name, in order."""
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return stream.getvalue()
