"""What the pages of a file draw with, each thing once."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pikepdf
from pikepdf import Name

_NUMBER = (int, Decimal)
EXACT = Decimal("0.001")  # how exactly programs write numbers
_OF_STORING = {"/Length", "/Filter", "/DecodeParms"}


class SameObjects:
    """Compares objects of two files, whatever their numbers in these; each pair is looked at once."""

    def __init__(self) -> None:
        self._seen: set[tuple[tuple[int, int], tuple[int, int]]] = set()

    def __call__(self, one: pikepdf.Object, other: pikepdf.Object) -> bool:
        """Report whether both are the same, with all that they refer to."""
        if isinstance(one, _NUMBER) and isinstance(other, _NUMBER):
            return abs(one - other) < EXACT
        if not (isinstance(one, pikepdf.Object) and isinstance(other, pikepdf.Object)):
            return bool(one == other)
        if one.is_indirect and other.is_indirect:
            pair = one.objgen, other.objgen
            if pair in self._seen:
                return True
            self._seen.add(pair)
        if isinstance(one, pikepdf.Stream) and isinstance(other, pikepdf.Stream):
            return self._items(one, other, _OF_STORING) and one.read_bytes() == other.read_bytes()
        if isinstance(one, pikepdf.Dictionary) and isinstance(other, pikepdf.Dictionary):
            return self._items(one, other, set())
        if isinstance(one, pikepdf.Array) and isinstance(other, pikepdf.Array):
            return len(one) == len(other) and all(map(self, list(one), list(other)))
        return bool(one == other)

    def _items(self, one: pikepdf.Object, other: pikepdf.Object, without: set[str]) -> bool:
        names = set(one.keys()) - without
        return names == set(other.keys()) - without and all(self(one[name], other[name]) for name in names)


def images(pdf: pikepdf.Pdf) -> Iterator[tuple[pikepdf.Object, str]]:
    """Give every picture of the pages and of what they draw: the resource dictionary with it, and its name there."""
    seen: set[tuple[int, int]] = set()
    for resources in resource_dictionaries(pdf):
        for name, thing in resources.get("/XObject", {}).items():
            if thing.get("/Subtype") == Name.Image and thing.objgen not in seen:
                seen.add(thing.objgen)
                yield resources.XObject, name


def resource_dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Give the resources of every page, form, pattern and mask, each once."""
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
    """Give the forms, patterns and masks that ``resources`` name."""
    for thing in resources.get("/XObject", {}).values():
        if thing.get("/Subtype") == Name.Form:
            yield thing
    yield from resources.get("/Pattern", {}).values()
    for state in resources.get("/ExtGState", {}).values():
        if "/SMask" in state and "/G" in state.SMask:
            yield state.SMask.G
