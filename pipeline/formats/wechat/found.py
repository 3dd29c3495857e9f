"""The words for what is in the articles, found or expected: the names of its parts, and their form."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.formats.wechat.folder import FOLDER, SERIES_FILE
from pipeline.handbook import ZERO_WIDTH
from pipeline.seen.edition import Furnishing

NAMES = {
    "key": "文章代号", "draft": "草稿份数", "file": "文件名", "author": "作者", "questions": "问题", "images": "图片",
    "covers": "封面", "characters": "字符数", "words": "字数",
}  # fmt: skip
QUESTIONS = "清单里的问题 questions "
_WORDS = ("key", "file", "author")


# ---- the list of articles --------------------------------------------------------------------------------------------


def field_said(file: str, name: str, value: object) -> Furnishing:
    """Give what the list says in a field of an article."""
    words = value if isinstance(value, str) and name in _WORDS else written(value)
    return Furnishing(part_of_list(name), file, _visible(words), file=FOLDER + SERIES_FILE)


def part_of_list(name: str) -> str:
    """Name a field of the list."""
    return f"清单里的{NAMES.get(name, '')} {name} "


def written(value: object) -> str:
    """Write a value of the list as it is compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _visible(words: str) -> str:
    """Write white space and marks without width as something that is seen, and compared."""
    return _UNSEEN.sub(lambda found: "␣" if found[0] == " " else f"\\u{ord(found[0]):04x}", words)


_UNSEEN = re.compile(rf"[\s{ZERO_WIDTH}]")


# ---- articles --------------------------------------------------------------------------------------------------------


WORDS = 8  # characters before a link's end that identify it


def linked(before: str, length: int) -> str:
    """Name a link by the words before its end and by how many of them belong to it."""
    return f"{before[-WORDS:]}（{length}字）"


HELD = "这一篇里的问题"


def held_questions(file: str, numbers: Sequence[int]) -> Furnishing:
    """Name the questions that an article holds: 第4～6、9问."""
    runs: list[list[int]] = []
    for before, number in pairwise((None, *numbers)):
        if number is None:
            continue
        if before is not None and number == before + 1:
            runs[-1][1:] = [number]
        else:
            runs.append([number])
    words = "、".join("～".join(map(str, run)) for run in runs)
    return Furnishing(HELD, file, f"第{words}问" if words else "没有问题", file=FOLDER + file)
