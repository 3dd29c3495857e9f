"""How much of the pages of a finished book is empty, but for the last page of a part."""

from __future__ import annotations

from itertools import groupby

import pymupdf

from pipeline.typeset.geometry import POINT, page_geometry

PAPER = 250  # a pixel at least as light as this one is empty


def empty_shares(data: bytes) -> dict[int, float]:
    """The pages of the text (counted from 1) → the share of the text area's height that is empty at one stretch."""
    with pymupdf.open(stream=data, filetype="pdf") as pdf:
        named = pdf.resolve_names()
        starts = {at["page"] for name, at in named.items() if name.startswith(("part-", "back"))}
        end = min((at["page"] for name, at in named.items() if name.startswith("back")), default=len(pdf))
        written = [bool(page.get_texttrace()) for page in pdf]
        inside = (
            number
            for number in range(min(starts) + 1, end - 1)
            if number not in starts and number + 1 not in starts and written[number] and written[number + 1]
        )
        return {number + 1: _empty(pdf[number]) for number in inside}


def _empty(page: pymupdf.Page) -> float:
    area = page_geometry(page.rect.width * POINT, page.rect.height * POINT)
    left = (area.inside if page.number % 2 == 0 else area.outside) / POINT
    clip = (left, area.head / POINT, left + area.measure / POINT, (area.head + area.depth) / POINT)
    drawn = page.get_pixmap(dpi=36, clip=clip, colorspace=pymupdf.csGRAY)
    rows = [
        drawn.samples[start : start + drawn.width] for start in range(0, len(drawn.samples), drawn.stride)
    ]
    stretches = (len(list(same)) for empty, same in groupby(min(row) > PAPER for row in rows) if empty)
    return max(stretches, default=0) / len(rows)
