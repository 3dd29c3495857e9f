"""What the pages of a file draw with, each thing once."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Name


def images(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, str]]:
    """Every picture of the pages and of what they draw, with the resource dictionary and the name it stands under."""
    seen: set[tuple[int, int]] = set()
    for resources in resource_dictionaries(pdf):
        for name, thing in resources.get("/XObject", {}).items():
            if thing.get("/Subtype") == Name.Image and thing.objgen not in seen:
                seen.add(thing.objgen)
                yield resources.XObject, name


def resource_dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """The resources of every page, form, pattern and mask, each once."""
    seen: set[tuple[int, int]] = set()
    waiting = [page.obj.Resources for page in pdf.pages if "/Resources" in page.obj]
    while waiting:
        resources = waiting.pop()
        if resources.is_indirect and resources.objgen in seen:
            continue
        seen.add(resources.objgen)
        yield resources
        for holder in drawings(resources):
            if "/Resources" in holder:
                waiting.append(holder.Resources)


def drawings(resources: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """The forms, patterns and masks that ``resources`` name."""
    for thing in resources.get("/XObject", {}).values():
        if thing.get("/Subtype") == Name.Form:
            yield thing
    yield from resources.get("/Pattern", {}).values()
    for state in resources.get("/ExtGState", {}).values():
        if "/SMask" in state and "/G" in state.SMask:
            yield state.SMask.G
