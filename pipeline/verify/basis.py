"""What a format's files were made from, so that a later look shows whether the same files would be made again."""

from __future__ import annotations

import dataclasses

from pydantic import ConfigDict, with_config
from typing_extensions import TypedDict

from pipeline.formats.contract import Format
from pipeline.handbook import Handbook, digest, words_digest
from pipeline.making.program import program
from pipeline.typeset.font_kit import installed_kit
from pipeline.world import TEMPLATES, World, digest_of


@with_config(ConfigDict(extra="forbid"))
class Basis(TypedDict):
    """Digests of what a format was made from.

    ``words`` is over what readers are shown, ``settings`` over all of the handbook that the format uses, ``slice`` over
    that and the addresses of published articles, which turn references into links and put nothing out of date;
    ``templates``, ``fonts`` (empty where it uses none, or where the machine has none) and ``program`` say the rest.
    """

    words: str
    settings: str
    slice: str
    templates: str
    fonts: str
    program: str


def basis(handbook: Handbook, one: Format, world: World) -> Basis:
    """Give the basis from which the files of a format would be made now."""
    steps = one.steps(handbook)
    unpublished = dataclasses.replace(handbook, wechat=dataclasses.replace(handbook.wechat, published=()))
    looks = sorted({look for step in steps for look in step.looks if look.startswith(TEMPLATES)})
    return {
        "words": words_digest(handbook),
        "settings": digest(tuple(step.reads for step in one.steps(unpublished))),
        "slice": digest(tuple(step.reads for step in steps)),
        "templates": digest_of(world, looks),
        "fonts": installed_kit() if any(step.fonts for step in steps) else "",
        "program": program(),
    }
