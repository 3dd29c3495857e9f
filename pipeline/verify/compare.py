"""What a finished edition says, block by block, against what the handbook says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from pipeline.findings import Finding, finding_in
from pipeline.handbook import KINDS, REVISED, Handbook, Question, question_passages, without_space
from pipeline.seen.edition import FoundBlock, FoundEdition, FoundQuestion, Furnishing
from pipeline.seen.likeness import alike
from pipeline.typeset.font_kit import FontKit
from pipeline.verify.enclosures import enclosures_that_differ, usual_enclosures
from pipeline.verify.marks import marks_that_differ
from pipeline.verify.spaces import spaces_that_differ
from pipeline.verify.wanted import CONTEXT, Wanted

LINE = 72  # characters: a text that is no longer is reported whole
# What kind of difference it is.
WORDS, QUESTIONS, STANDS_IN, SPACES, BLOCKS, MARKS, BESIDE = (
    "V101",
    "V102",
    "V103",
    "V104",
    "V105",
    "V106",
    "V107",
)
_AGAIN = "运行 baiwen build 重新生成；仍有就改模板"
MOST = 5  # differences reported of one question: where there are more, the others follow from them


def compare(handbook: Handbook, edition: FoundEdition, kit: FontKit | None = None) -> tuple[Finding, ...]:
    """Compare every question of ``edition`` with ``handbook``: text, order, count, emphasis, links, pictures.

    White space counts where the edition keeps it as it was written. Drawings are drawn with the faces of ``kit``.
    """
    wanted = {one.number: _wanted(handbook, one, edition) for one in handbook.questions}
    known = [(found, wanted[found.number]) for found in edition.questions if found.number in wanted]
    usual = usual_enclosures(known)
    differences: list[Finding] = []
    for found, question in known:
        differences += _compare_question(handbook, edition, found, question, kit)
        if without_space(found.text) == question.text:
            differences += (
                finding_in(edition.file, STANDS_IN, words, number=found.number, place=found.place_of(at))
                for at, words in enclosures_that_differ(found, question, usual)
            )
    strange = [found for found in edition.questions if found.number not in wanted]
    differences += [
        finding_in(edition.file, QUESTIONS, "源文件里没有这一问", number=one.number, place=one.place)
        for one in strange
    ]
    seen: set[int] = set()
    for found in edition.questions:
        if found.number in seen:
            differences.append(
                finding_in(
                    edition.file, QUESTIONS, "这一问出现了不止一次", number=found.number, place=found.place
                )
            )
        seen.add(found.number)
    missing = wanted.keys() - {found.number for found in edition.questions}
    differences += [
        finding_in(edition.file, QUESTIONS, "成品里没有这一问", number=number) for number in missing
    ]
    if not differences and [found.number for found in edition.questions] != list(wanted):
        order = "、".join(str(found.number) for found in edition.questions)
        differences.append(finding_in(edition.file, QUESTIONS, f"问题的次序不对：{order}"))
    return tuple(sorted(differences, key=lambda finding: finding.number))


def _wanted(handbook: Handbook, question: Question, edition: FoundEdition) -> Wanted:
    passages = question_passages(handbook, question)
    if "revised" not in edition.shows:
        passages = tuple(passage for passage in passages if passage.id != REVISED)
    return Wanted(passages)


def _compare_question(
    handbook: Handbook, edition: FoundEdition, found: FoundQuestion, wanted: Wanted, kit: FontKit | None
) -> Iterator[Finding]:
    def difference(at: int, message: str, code: str = WORDS, hint: str = "") -> Finding:
        return finding_in(edition.file, code, message, hint, number=found.number, place=found.place_of(at))

    text = without_space(found.text)
    if text != wanted.text:
        yield from (difference(at, words) for at, words in _words_that_differ(text, wanted))
        return
    if edition.shows_spaces:
        yield from (
            difference(at, words, SPACES, _AGAIN) for at, words in spaces_that_differ(found, wanted.passages)
        )
    if edition.shows_blocks:
        yield from (difference(at, words, BLOCKS) for at, words in _blocks_that_differ(found, wanted))
    yield from (
        difference(at, words, MARKS)
        for at, words in _dress_that_differs(handbook, edition, found, wanted, kit)
    )


def _dress_that_differs(
    handbook: Handbook, edition: FoundEdition, found: FoundQuestion, wanted: Wanted, kit: FontKit | None
) -> Iterator[tuple[int, str]]:
    """Marks and pictures; the words of ``found`` are right already."""
    addresses = handbook.printing.link_addresses != "none"
    yield from marks_that_differ(edition, found, wanted.passages, wanted.starts, addresses=addresses)
    if "picture" in edition.shows:
        yield from _pictures_that_differ(handbook, found, wanted, kit)


# ---- words ----------------------------------------------------------------------------------------------------------


def _words_that_differ(text: str, wanted: Wanted) -> Iterator[tuple[int, str]]:
    """Each run of characters that is another, where it begins in ``text``, and what should stand there."""
    changes = [change for change in _changes(wanted.text, text) if change[0] != "equal"]
    for _, a, b, c, d in changes[:MOST]:
        should, does = _excerpt(wanted.text, a, b), _excerpt(text, c, d)
        yield c, f"{KINDS[wanted.at(a).kind]}不同：应为“{should}”，实为“{does}”"
    if len(changes) > MOST:
        yield changes[MOST][3], f"另有 {len(changes) - MOST} 处文字不同"


def _changes(old: str, new: str) -> Sequence[tuple[str, int, int, int, int]]:
    """The operations that make ``new`` of ``old``; only what stands between equal ends is looked into."""
    shorter = min(len(old), len(new))
    begin = next((at for at in range(shorter) if old[at] != new[at]), shorter)
    rest = shorter - begin
    end = next((at for at in range(rest) if old[-1 - at] != new[-1 - at]), rest)
    middle = SequenceMatcher(None, old[begin : len(old) - end], new[begin : len(new) - end], autojunk=False)
    return [
        (action, a + begin, b + begin, c + begin, d + begin) for action, a, b, c, d in middle.get_opcodes()
    ]


def _excerpt(text: str, start: int, end: int) -> str:
    """What differs with some characters around it; the end of a text is named, the middle of a long one left out."""
    words = text[start:end]
    if len(words) > 3 * CONTEXT:
        words = f"{words[:CONTEXT]}…{words[-CONTEXT:]}"
    before, behind = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    return f"{'…' if start > CONTEXT else ''}{before}{words}{behind}{'…' if end + CONTEXT < len(text) else '（完）'}"


# ---- blocks and pictures --------------------------------------------------------------------------------------------


def _blocks_that_differ(found: FoundQuestion, wanted: Wanted) -> Iterator[tuple[int, str]]:
    """Where a block begins that should not, or does not begin that should."""
    lengths = [len(without_space(block.text)) for block in found.blocks]
    begun = {at for at, length in zip(accumulate(lengths, initial=0), lengths, strict=False) if length}
    both = list(zip(wanted.passages, wanted.starts, wanted.starts[1:], strict=False))
    may = {start for _, start, end in both if end > start}
    must = {start for passage, start, end in both if end > start and not passage.runs_in}
    for at in sorted(must - begun):
        yield at, f"“{wanted.text[at : at + CONTEXT]}”应另起一段"
    for at in sorted(begun - may):
        yield at, f"“{wanted.text[at : at + CONTEXT]}”不应另起一段"


def _pictures_that_differ(
    handbook: Handbook, found: FoundQuestion, wanted: Wanted, kit: FontKit | None
) -> Iterator[tuple[int, str]]:
    places = accumulate((len(without_space(block.text)) for block in found.blocks), initial=0)
    shown = [(at, block) for at, block in zip(places, found.blocks, strict=False) if block.picture]
    should = [
        (at, passage)
        for at, passage in zip(wanted.starts, wanted.passages, strict=False)
        if passage.kind == "picture"
    ]
    if [at for at, _ in shown] != [at for at, _ in should]:
        yield (shown or should)[0][0], f"应有 {len(should)} 幅图，实有 {len(shown)} 幅，或位置不对"
        return
    for (at, block), (_, passage) in zip(shown, should, strict=True):
        if not alike(handbook.image(passage.image), block.picture, kit):
            yield at, f"图不是 {passage.image}"
        if block.alternative not in (None, passage.alternative):
            yield at, f"{passage.image} 的替代文字应为“{passage.alternative}”，实为“{block.alternative}”"


# ---- furniture ------------------------------------------------------------------------------------------------------


def compare_furniture(
    handbook: Handbook,
    wanted: Sequence[Furnishing],
    edition: FoundEdition,
    kit: FontKit | None = None,
) -> tuple[Finding, ...]:
    """Compare every other text of ``edition`` with what should be there."""
    should, does = (
        [(one.part, one.place, without_space(one.text)) for one in side]
        for side in (wanted, edition.furniture)
    )
    files = {(one.part, one.place): one.file for one in edition.furniture if one.file}
    numbers = {(one.part, one.place): one.number for one in (*wanted, *edition.furniture)}

    def difference(part: str, place: str, message: str, exactly: str = "") -> Finding:
        file, number = files.get((part, place), edition.file), numbers.get((part, place), 0)
        return finding_in(file, BESIDE, message, number=number, place=exactly or place)

    exact = {
        (one.part, one.place): FoundBlock(one.text, one.places) for one in edition.furniture if one.places
    }
    differences: list[Finding] = []
    for action, a, b, c, d in SequenceMatcher(None, should, does, autojunk=False).get_opcodes():
        if action == "equal":
            for one, other in zip(wanted[a:b], edition.furniture[c:d], strict=True):
                if one.passages:
                    found = FoundQuestion(0, other.blocks, other.place)
                    differences += (
                        difference(one.part, one.place, f"{one.part}：{words}", found.place_of(at))
                        for at, words in _dress_that_differs(
                            handbook, edition, found, Wanted(one.passages), kit
                        )
                    )
            continue
        left, right = list(should[a:b]), list(does[c:d])
        for part, place, text in left:
            twin = next((one for one in right if one[:2] == (part, place)), None)
            if twin is None:
                differences.append(difference(part, place, f"{part}缺少“{_short(text)}”"))
                continue
            right.remove(twin)
            if max(len(text), len(twin[2])) <= LINE:
                differences.append(difference(part, place, f"{part}不同：应为“{text}”，实为“{twin[2]}”"))
                continue
            for change in [one for one in _changes(text, twin[2]) if one[0] != "equal"][:MOST]:
                expected, actual = _excerpt(text, *change[1:3]), _excerpt(twin[2], *change[3:5])
                message = f"{part}不同：应为“{expected}”，实为“{actual}”"
                block = exact.get((part, place))
                where = block.place(change[3]) if block else place
                differences.append(difference(part, place, message, where))
        differences += [
            difference(part, place, f"{part}多出“{_short(text)}”，源文件里没有")
            for part, place, text in right
        ]
    return tuple(differences)


def _short(text: str) -> str:
    return text if len(text) <= 4 * CONTEXT else f"{text[: 2 * CONTEXT]}…{text[-2 * CONTEXT :]}"
