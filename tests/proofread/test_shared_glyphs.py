"""Of the characters that share one glyph in a face of the kit, proofreading lets one through: print shows no other."""

from collections import defaultdict

import pytest
from fontTools.ttLib import TTFont

from pipeline.proofread.manuscript import Passage
from pipeline.proofread.rules import RULES
from pipeline.typeset.font_kit import FACES

# No text of an editor: a plain space beside a fixed one, which is told by its place; the hyphen of a divided word.
TOLD_OTHERWISE = frozenset(" \ue001")


def told_in(text):
    rules = [rule for rule in RULES if rule.code in ("U104", "U105", "U106", "U107", "U115")]
    passage = Passage("paragraph", text, text, None, "q1")
    return {sign for rule in rules for hit in rule.check(passage) for sign in hit.text}


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.name)
def test_one_of_those_that_share_a_glyph(face, kit):
    by_glyph = defaultdict(set)
    with TTFont(kit.folder / face.name, lazy=True) as font:
        for code, glyph in font.getBestCmap().items():
            by_glyph[glyph].add(chr(code))
    shared = [some for some in by_glyph.values() if len(some) > 1]
    told = told_in("".join(f"甲{sign}" for sign in sorted(set.union(*shared))) + "甲") | TOLD_OTHERWISE
    assert [some for some in shared if len(some - told) > 1] == []
