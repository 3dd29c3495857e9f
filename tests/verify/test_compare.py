"""A finished edition that says something else is told, with the question and the place."""

import dataclasses

import pytest

from pipeline.handbook import Mark, question_passages
from pipeline.seen.edition import FoundBlock, FoundEdition, FoundQuestion
from pipeline.verify.compare import compare
from tests.sample import png, sample_handbook

SHOWN = frozenset({"strong", "emphasis", "code", "link", "reference", "note", "picture"})


def edition(change=lambda questions: questions):
    handbook = sample_handbook()
    found = [found_question(handbook, question) for question in handbook.questions]
    return handbook, FoundEdition("handbook.epub", tuple(change(found)), SHOWN, shows_blocks=True)


def found_question(handbook, question):
    """A question as a file shows it that says just what it should, a block a passage, two blocks a page."""
    blocks = tuple(
        FoundBlock(
            passage.text,
            ((0, f"第{at // 2}页"),),
            passage.marks,
            handbook.image(passage.image).data if passage.image else b"",
            passage.alternative or None,
        )
        for at, passage in enumerate(question_passages(handbook, question))
    )
    return FoundQuestion(question.number, blocks, "第0页")


def with_block(questions, number, words, **facts):
    """The block that holds ``words`` with other facts."""

    def changed(found):
        assert words in found.text
        blocks = tuple(
            dataclasses.replace(block, **facts) if words in block.text else block for block in found.blocks
        )
        return dataclasses.replace(found, blocks=blocks)

    return [changed(found) if found.number == number else found for found in questions]


def with_text(questions, number, old, new):
    block = next(
        block for found in questions if found.number == number for block in found.blocks if old in block.text
    )
    return with_block(questions, number, block.text, text=block.text.replace(old, new, 1))


def with_mark(questions, number, kind, **facts):
    (block,) = (
        block
        for found in questions
        if found.number == number
        for block in found.blocks
        if kind in {mark.kind for mark in block.marks} and "其中" in block.text
    )
    at = next(at for at, mark in enumerate(block.marks) if mark.kind == kind)
    changed = [*block.marks]
    changed[at] = dataclasses.replace(changed[at], **facts)
    return with_block(questions, number, block.text, marks=tuple(changed))


def without_mark(questions, number, kind):
    return with_mark(questions, number, kind, end=0, start=0)


def joined(questions, number, words):
    """The block that is ``words``, put at the end of the one before."""

    def changed(found):
        at = next(at for at, block in enumerate(found.blocks) if block.text == words)
        before = found.blocks[at - 1]
        one = dataclasses.replace(before, text=before.text + words)
        return dataclasses.replace(found, blocks=(*found.blocks[: at - 1], one, *found.blocks[at + 1 :]))

    return [changed(found) if found.number == number else found for found in questions]


def with_picture(questions, number, **facts):
    def changed(found):
        at = next(at for at, block in enumerate(found.blocks) if block.picture)
        one = dataclasses.replace(found.blocks[at], **facts)
        return dataclasses.replace(found, blocks=(*found.blocks[:at], one, *found.blocks[at + 1 :]))

    return [changed(found) if found.number == number else found for found in questions]


def test_equal():
    assert compare(*edition()) == ()


def test_white_space_is_of_no_account():
    assert compare(*edition(lambda q: with_text(q, 1, "样例", " 样\n\u200b例\u3000"))) == ()


FAULTS = {
    "a character changed": lambda q: with_text(q, 2, "每季度", "每年度"),
    "a number changed": lambda q: with_text(q, 1, "1234.5", "1234.6"),
    "a character lost at the end": lambda q: with_text(q, 3, "乙。", "乙"),
    "a character too many at the end": lambda q: with_text(q, 3, "乙。", "乙。甲"),
    "a width changed": lambda q: with_text(q, 2, "，", ","),
    "a dash halved": lambda q: with_text(q, 1, "——", "—"),
    "a footnote lost": lambda q: with_text(q, 2, "表内脚注。", ""),
    "emphasis lost": lambda q: without_mark(q, 1, "strong"),
    "emphasis added": lambda q: with_block(q, 3, "答：", marks=(Mark("strong", 0, 1),)),
    "a link that leads elsewhere": lambda q: with_mark(q, 1, "link", target="https://example.org/else"),
    "a reference that leads elsewhere": lambda q: with_mark(q, 1, "reference", target="last"),
    "a footnote's mark at another place": lambda q: with_mark(q, 1, "note", start=30, end=30),
    "two paragraphs in one": lambda q: joined(q, 2, "第二段。"),
    "another picture": lambda q: with_picture(q, 2, picture=png(360, 640)),
    "other words for a picture": lambda q: with_picture(q, 2, alternative="别的"),
    "a question lost": lambda q: q[:1] + q[2:],
    "a question too many": lambda q: [*q, dataclasses.replace(q[0], number=4)],
    "questions in another order": lambda q: [q[1], q[0], q[2]],
    "a question twice": lambda q: [*q, q[0]],
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault(fault, snapshot):
    differences = compare(*edition(FAULTS[fault]))
    assert len(differences) == 1
    assert str(differences[0]) == snapshot
