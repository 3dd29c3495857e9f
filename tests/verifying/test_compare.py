"""A finished edition that says something else is told, with the question and the place."""

import dataclasses

import pytest

from pipeline.formats.contract import FoundEdition, FoundQuestion
from pipeline.handbook import question_text
from pipeline.verify.compare import compare
from tests.sample import sample_handbook


def edition(change=lambda questions: questions):
    handbook = sample_handbook()
    found = [
        FoundQuestion(q.number, question_text(handbook, q), f"第{q.number}页") for q in handbook.questions
    ]
    return handbook, FoundEdition("handbook.pdf", tuple(change(found)))


def with_text(questions, number, old, new):
    def changed(found):
        assert old in found.text
        return dataclasses.replace(found, text=found.text.replace(old, new, 1))

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
