"""A new question at its place in the book, or a question at another: what files are written, renamed and removed.

The order of questions lives in the numbers of file names. Ids never change, so references, releases and published
articles still name the same questions. A plan is made from a world and touches no disk.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.findings import Finding, Severity, WrongUse
from pipeline.handbook import Category, Handbook, Question, items_named
from pipeline.handbook.names import QUESTIONS
from pipeline.importing.identifiers import identifier
from pipeline.importing.review.order import LAST, renamed
from pipeline.importing.writing import scalar, yaml_text
from pipeline.read import read_handbook
from pipeline.read.inlines import close_to
from pipeline.world import Given, Over, Without, World

_HARMLESS = frozenset({"S111", "S112", "S113"})  # faults that leave no doubt about the order of the questions
_CATEGORY = re.compile(r"""^(category:[ \t]*)("[^"\n]*"|'[^'\n]*'|[^\s#]+)""", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Arrangement:
    """What is to be done: ``files`` to write, names to remove, ``renames`` (old, new); or the faults that forbid it.

    ``file`` is that of the question that was asked for, under its new name.
    """

    file: str = ""
    files: Mapping[str, bytes] | None = None
    removed: tuple[str, ...] = ()
    renames: tuple[tuple[str, str], ...] = ()
    faults: tuple[Finding, ...] = ()


def added(world: World, title: str, category: str = "", after: str = "") -> Arrangement:
    """Plan a new question with this title: behind the question ``after``, else last in ``category`` (id or title).

    Raises :class:`WrongUse` where these do not name one place.
    """
    title = " ".join(title.split())
    if not title:
        raise WrongUse("新问题没有题目", '写在引号里，如 baiwen add "什么是微更新？" --category general')
    handbook = _sound(world)
    if not isinstance(handbook, Handbook):
        return Arrangement(faults=handbook)
    neighbour = _question(handbook, after) if after else None
    part = _category(handbook, category) if category else _category_of(handbook, neighbour)
    if neighbour and neighbour not in part.questions:
        raise WrongUse(f"“{after}”不在“{part.title}”里", "删去 --category，或改成这一类里的问题")
    taken = {*(one.id for one in handbook.questions), *(one.id for one in items_named(handbook))}
    name = identifier(title, taken)
    order = _order(handbook)
    own = order[part.id]
    own.insert(own.index(_name(neighbour)) + 1 if neighbour else len(own), f"{name}.md")
    text = f"---\nid: {name}\ncategory: {scalar(part.id)}\n{yaml_text({'question': title})}---\n"
    return _arranged(world, order, part.id, f"{name}.md", text.encode())


def moved(world: World, question: str, *, after: str = "", before: str = "", to: str = "") -> Arrangement:
    """Plan that the question with this id stands behind or before another one, or last in the category ``to``.

    Raises :class:`WrongUse` where these do not name one place.
    """
    if sum(map(bool, (after, before, to))) != 1:
        raise WrongUse("移到哪里要说清楚", "--after、--before、--to 写其中一项")
    if question in (after, before):
        raise WrongUse(f"“{question}”不能移到自己旁边", "写另一个问题的 id")
    handbook = _sound(world)
    if not isinstance(handbook, Handbook):
        return Arrangement(faults=handbook)
    one = _question(handbook, question)
    neighbour = None if to else _question(handbook, after or before)
    part = _category(handbook, to) if to else _category_of(handbook, neighbour)
    order, name = _order(handbook), _name(one)
    home = _category_of(handbook, one)
    order[home.id].remove(name)
    own = order[part.id]
    own.insert(own.index(_name(neighbour)) + bool(after) if neighbour else len(own), name)
    data = world.read(one.at.file)
    if home != part:
        data = _CATEGORY.sub(lambda match: match[1] + part.id, data.decode(), count=1).encode()
    return _arranged(world, order, part.id, name, data)


def _arranged(world: World, order: Mapping[str, list[str]], part: str, name: str, data: bytes) -> Arrangement:
    """Give what makes ``order`` true; ``name`` is the file that is new or moved, and ``data`` what it then holds."""
    if sum(map(len, order.values())) > LAST:
        raise WrongUse(f"一本书最多{LAST}个问题", "先删去或合并一些问题")
    standing = [one[:3] for files in order.values() for one in files if one != name]
    # Where every category counts for itself, the others keep their numbers.
    alone = len(set(standing)) < len(standing)
    new = renamed({part: order[part]} if alone else order)
    files = {f"{QUESTIONS}/{new.get(name, name)}": data}
    renames = [(f"{QUESTIONS}/{old}", f"{QUESTIONS}/{named}") for old, named in new.items()]
    renames = [pair for pair in renames if re.match(r"\d{3}-", PurePosixPath(pair[0]).name)]
    for old, named in renames:
        files.setdefault(named, world.read(old))
    removed = tuple(old for old, _ in renames if old not in files)
    # Read as it would be: no question may be lost to another's name, each must stand where it should.
    after = read_handbook(Over((Given(files), Without(world, frozenset(removed))))).handbook
    wanted = {one: [new.get(file, file) for file in own] for one, own in order.items()}
    if after is None or _order(after) != wanted:
        raise WrongUse(
            "这样排会弄乱文件，没有改动", "先让文件名里数字以后的部分各不相同，信息栏里写 category: 类别"
        )
    return Arrangement(f"{QUESTIONS}/{new.get(name, name)}", files, removed, tuple(renames))


def _sound(world: World) -> Handbook | tuple[Finding, ...]:
    """Read the handbook; give the faults that leave its order in doubt, if there are any."""
    reading = read_handbook(world)
    faults = tuple(
        one
        for one in reading.findings
        if one.severity is Severity.ERROR and one.code.startswith("S") and one.code not in _HARMLESS
    )
    if reading.handbook is None:
        return faults or reading.findings
    return faults or reading.handbook


def _order(handbook: Handbook) -> dict[str, list[str]]:
    return {part.id: [_name(one) for one in part.questions] for part in handbook.categories}


def _name(question: Question) -> str:
    return PurePosixPath(question.at.file).name


def _question(handbook: Handbook, name: str) -> Question:
    found = next((one for one in handbook.questions if one.id == name), None)
    if found is None:
        raise WrongUse(f"没有 id 是“{name}”的问题", _suggestion(name, [one.id for one in handbook.questions]))
    return found


def _category(handbook: Handbook, name: str) -> Category:
    found = next((one for one in handbook.categories if name in (one.id, one.title)), None)
    if found is None:
        known = [one.id for one in handbook.categories]
        raise WrongUse(f"没有类别“{name}”", _suggestion(name, known, "、".join(known)))
    return found


def _category_of(handbook: Handbook, question: Question | None) -> Category:
    """Give the category of a question. Raises :class:`WrongUse` where none is given, and so nothing tells it."""
    if question is None:
        raise WrongUse("没有说放在哪一类", "加上 --category 类别，或 --after 前一个问题的 id")
    return next(one for one in handbook.categories if question in one.questions)


def _suggestion(name: str, known: Sequence[str], otherwise: str = "") -> str:
    return close_to(name, known) or (f"写其中之一：{otherwise}" if otherwise else "写问题文件开头的 id")
