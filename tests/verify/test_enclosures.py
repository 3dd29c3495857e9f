"""What a block stands in is compared as an edition sets it off, whatever its templates make of a case."""

from pipeline.handbook import Passage
from pipeline.seen.edition import FoundBlock, FoundQuestion
from pipeline.verify.enclosures import enclosures_that_differ, usual_enclosures
from pipeline.verify.wanted import Wanted

PLACE = ((0, "第1段"),)


def question(number, shown_as, moved=None):
    """A paragraph, a case of three, a paragraph; the case is shown as something, one of it perhaps elsewhere."""
    kinds = ((), ("case",), ("case",), ("case",), ())
    texts = [f"第{number}问第{at}段" for at in range(len(kinds))]
    wanted = Wanted(
        tuple(Passage("paragraph", text, within=kind) for text, kind in zip(texts, kinds, strict=True))
    )
    shown = [shown_as if kind else () for kind in kinds]
    if moved is not None:
        shown[moved] = ()
    blocks = [FoundBlock(text, PLACE, within=within) for text, within in zip(texts, shown, strict=True)]
    return FoundQuestion(number, tuple(blocks), "第1段"), wanted


def told(questions):
    usual = usual_enclosures(questions)
    return [words for found, wanted in questions for _, words in enclosures_that_differ(found, wanted, usual)]


def test_a_paragraph_out_of_its_case_is_told():
    questions = [question(1, ("case",)), question(2, ("case",), moved=3)]
    assert told(questions) == ["“第2问第3段”应在案例里，实不在框里"]


def test_cases_may_look_like_notes():
    questions = [question(number, ("note",)) for number in range(1, 4)]
    assert told(questions) == []
    assert told([*questions, question(4, ("note",), moved=1)]) == ["“第4问第1段”应在案例里，实不在框里"]


def test_a_case_that_alone_looks_like_a_note_is_told():
    assert len(told([question(1, ("case",)), question(2, ("note",))])) == 3


def test_a_file_that_does_not_tell_is_not_asked():
    assert told([question(1, None)]) == []
