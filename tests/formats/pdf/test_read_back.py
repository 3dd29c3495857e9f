"""The text that is read back out of the finished files, and what must not count as shown."""

from __future__ import annotations

import dataclasses

import pikepdf
import pytest

from pipeline.findings import UNREADABLE
from pipeline.formats.pdf import FORMAT, PRESS, SCREEN
from pipeline.handbook import (
    PageSize,
    Paragraph,
    Question,
    Terms,
    Text,
    question_text,
    without_space,
    words_digest,
)
from pipeline.seen.edition import Stamp
from pipeline.verify.compare import compare
from tests.formats.pdf.opening import changed, seen
from tests.values import files_of, opened

READINGS = {SCREEN: "pdf.screen", PRESS: "pdf.press"}


def read(files, file=SCREEN):
    """What is found in ``file``."""
    return opened(FORMAT, files, READINGS[file])


def faults(handbook, files, file=SCREEN):
    """The numbers of the questions of ``file`` that differ from the handbook."""
    (edition,) = read(files, file).editions
    return sorted({difference.number for difference in compare(handbook, edition)})


@pytest.fixture
def copied(written, sample):
    """A copy of the sample's files, to be altered."""
    return dict(written(sample))


@pytest.fixture
def alter(copied):
    """Alter a page of one of the files with PyMuPDF; the files."""

    def altered(change, file=SCREEN, page=7):  # where the sample's first question stands
        with seen(copied[file]) as pdf:
            change(pdf[page])
            copied[file] = pdf.tobytes()
        return copied

    return altered


def test_both_files_say_what_the_handbook_says(handbook, written):
    editions = [edition for file in READINGS for edition in read(written(handbook), file).editions]
    assert [edition.file for edition in editions] == [SCREEN, PRESS]
    for edition in editions:
        assert [found.number for found in edition.questions] == [one.number for one in handbook.questions]
        for found, question in zip(edition.questions, handbook.questions, strict=True):
            assert without_space(found.text) == without_space(question_text(handbook, question))


@pytest.mark.parametrize(("width", "height"), [(140, 203), (185, 260), (120, 165.5)])
def test_other_page_sizes_say_the_same(sample, width, height):
    book = dataclasses.replace(sample, page=PageSize(f"{width}mm×{height}mm", width, height))
    files = files_of(FORMAT, handbook=book)
    assert [faults(book, files, file) for file in (SCREEN, PRESS)] == [[], []]


def test_a_bare_handbook_says_the_same(sample):
    """One question of one paragraph and a long title; no short title, preface, sources, cases, terms."""
    question = Question("only", 1, "问？", (Paragraph((Text("答。"),)),))
    part = dataclasses.replace(sample.categories[1], questions=(question,))
    title = "没有简称而且书名很长的一本手册的全部名称要排几行"
    book = dataclasses.replace(
        sample, title=title, short_title="", preface=(), terms=Terms(), images=(), categories=(part,)
    )
    files = files_of(FORMAT, handbook=book)
    assert [faults(book, files, file) for file in (SCREEN, PRESS)] == [[], []]


def test_the_place_is_the_printed_page(written, sample):
    for file in (SCREEN, PRESS):
        (edition,) = read(written(sample), file).editions
        assert [found.place for found in edition.questions] == ["第2页", "第4页", "第6页"]


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_two_characters_that_change_places_are_seen(copied, sample, file):
    """The thirty characters of a line are one string of glyph numbers, two bytes each."""

    def swap(pdf):
        page = pdf.pages[9]  # where the sample's second question begins
        operations = list(pikepdf.parse_content_stream(page))
        longest = max(
            (
                part
                for operands, name in operations
                if str(name) == "TJ"
                for part in operands[0]
                if len(str(part)) > 40
            ),
            key=lambda part: len(bytes(part)),
        )
        glyphs = bytes(longest)
        swapped = glyphs[2:4] + glyphs[:2] + glyphs[4:]
        assert swapped != glyphs
        page.Contents = pdf.make_stream(
            pikepdf.unparse_content_stream(operations).replace(glyphs.hex().encode(), swapped.hex().encode())
        )

    copied[file] = changed(copied[file], swap)
    assert faults(sample, copied, file) == [2]


def test_an_added_word_is_seen(alter, sample):
    assert faults(sample, alter(lambda page: page.insert_text((100, 300), "more"))) == [1]


def test_words_that_are_covered_are_missed(alter, sample):
    files = alter(lambda page: page.draw_rect((100, 130, 200, 165), color=(1, 1, 1), fill=(1, 1, 1)))
    assert faults(sample, files) == [1]


def test_a_covered_dash_is_missed_whole(alter, sample):
    """—— is one glyph for two characters: both are seen or neither."""

    def cover(page):
        (dash,) = page.search_for("——")[:1]
        page.draw_rect((dash.x0, dash.y0, dash.x0 + 21, dash.y1), color=(1, 1, 1), fill=(1, 1, 1))

    files = alter(cover)
    assert faults(sample, files) == [1]
    assert "—" not in read(files).editions[0].questions[0].text


@pytest.mark.parametrize(
    "hidden",
    [
        {"render_mode": 3},
        {"color": (1, 1, 1)},
        {"fill_opacity": 0.0},
    ],
    ids=["no-ink", "white-on-white", "transparent"],
)
def test_words_that_nobody_sees_do_not_count(alter, sample, hidden):
    assert faults(sample, alter(lambda page: page.insert_text((100, 300), "hidden", **hidden))) == []


def test_words_beside_the_trimmed_page_do_not_count(alter, sample):
    files = alter(lambda page: page.insert_text((5, 300), "cut"), file=PRESS)
    assert faults(sample, files, PRESS) == []


def test_words_out_of_order_are_read_as_they_stand(alter, sample):
    """A word painted last but standing in the first line belongs into the first line."""
    (edition,) = read(alter(lambda page: page.insert_text((200, 118), "first"))).editions
    text = edition.questions[0].text
    assert text.index("first") < text.index("代码")


def test_a_reference_to_the_wrong_page_is_a_difference(copied, sample):
    def relabel(pdf):
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])

    copied[SCREEN] = changed(copied[SCREEN], relabel)
    assert faults(sample, copied) == [1]


@pytest.mark.parametrize("data", [None, b"", b"no PDF at all", b"%PDF-1.7\n%%EOF\n"])
@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_a_missing_or_broken_file_is_one_finding(copied, file, data):
    del copied[file]
    if data is not None:
        copied[file] = data
    found = read(copied, file)
    assert found.editions == ()
    (finding,) = found.findings
    assert (finding.file, finding.code) == (file, UNREADABLE)
    assert finding.hint
    assert "\n" not in str(finding)


def test_a_file_cut_short_does_not_pass(copied, sample):
    """PyMuPDF mends what it can; what is lost must be missed."""
    copied[SCREEN] = copied[SCREEN][: len(copied[SCREEN]) // 3]
    found = read(copied)
    assert found.findings or faults(sample, copied)


# ---- a copy of whatever name ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_a_copy_is_known_by_what_it_says_itself(written, sample, file):
    """Also whether it is for the screen or for the press."""
    found = FORMAT.recognised(written(sample)[file])
    assert found.stamp == Stamp(sample.release, words_digest(sample))
    (edition,) = found.editions
    assert edition.file == file
    assert [one.number for one in edition.questions] == [one.number for one in sample.questions]


@pytest.mark.parametrize("data", [b"", b"no PDF at all", b"%PDF-1.7\n%%EOF\n", None])
def test_other_files_are_not_recognised(data, written, sample):
    def without_packet(pdf):
        del pdf.Root.Metadata

    assert (
        FORMAT.recognised(data if data is not None else changed(written(sample)[SCREEN], without_packet))
        is None
    )


@pytest.mark.parametrize(
    "wrong", [7, pikepdf.Array([3]), pikepdf.Dictionary(S=pikepdf.Name.Part, K=pikepdf.Array([True, 1.5]))]
)
def test_a_copy_with_strange_things_in_it_is_a_finding_or_an_edition(written, sample, wrong):
    """Whatever stands in a place of the file's structure, nothing is raised."""

    def spoil(pdf):
        pdf.Root.StructTreeRoot = wrong
        pdf.Root.OutputIntents = wrong

    found = FORMAT.recognised(changed(written(sample)[SCREEN], spoil))
    assert found.editions or found.findings
