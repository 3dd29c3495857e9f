"""The text that is read back out of the finished files, and what must not count as shown."""

from __future__ import annotations

import dataclasses
import shutil

import pikepdf
import pymupdf
import pytest

from pipeline.formats.contract import UnreadableOutput
from pipeline.formats.pdf import FORMAT, PRESS, SCREEN
from pipeline.handbook import PageSize, Paragraph, Question, Terms, Text, question_text, without_space
from pipeline.verify.compare import compare


def faults(handbook, folder, file=SCREEN):
    """The numbers of the questions of ``file`` that differ from the handbook."""
    (edition,) = (edition for edition in FORMAT.read_back(folder) if edition.file == file)
    return sorted({difference.number for difference in compare(handbook, edition)})


@pytest.fixture
def copied(tmp_path, written, sample):
    """A copy of the sample's files, to be altered."""
    return shutil.copytree(written(sample), tmp_path / "copy")


@pytest.fixture
def alter(copied):
    """Alter a page of one of the files with PyMuPDF; the folder."""

    def altered(change, file=SCREEN, page=7):  # where the sample's first question stands
        with pymupdf.open(copied / file) as pdf:
            change(pdf[page])
            pdf.saveIncr()
        return copied

    return altered


def test_both_files_say_what_the_handbook_says(handbook, written):
    editions = FORMAT.read_back(written(handbook))
    assert [edition.file for edition in editions] == [SCREEN, PRESS]
    for edition in editions:
        assert [found.number for found in edition.questions] == [one.number for one in handbook.questions]
        for found, question in zip(edition.questions, handbook.questions, strict=True):
            assert without_space(found.text) == without_space(question_text(handbook, question))


@pytest.mark.parametrize(("width", "height"), [(140, 203), (185, 260), (120, 165.5)])
def test_other_page_sizes_say_the_same(sample, workshop, tmp_path, width, height):
    book = dataclasses.replace(sample, page=PageSize(f"{width}mm×{height}mm", width, height))
    FORMAT.write(book, workshop, tmp_path)
    assert [faults(book, tmp_path, file) for file in (SCREEN, PRESS)] == [[], []]


def test_a_bare_handbook_says_the_same(sample, workshop, tmp_path):
    """One question of one paragraph and a long title; no short title, preface, sources, cases, terms."""
    question = Question("only", 1, "问？", (Paragraph((Text("答。"),)),))
    part = dataclasses.replace(sample.categories[1], questions=(question,))
    title = "没有简称而且书名很长的一本手册的全部名称要排几行"
    book = dataclasses.replace(
        sample, title=title, short_title="", preface=(), terms=Terms(), images=(), categories=(part,)
    )
    FORMAT.write(book, workshop, tmp_path)
    assert [faults(book, tmp_path, file) for file in (SCREEN, PRESS)] == [[], []]


def test_the_place_is_the_printed_page(written, sample):
    for edition in FORMAT.read_back(written(sample)):
        assert [found.place for found in edition.questions] == ["第2页", "第4页", "第6页"]


@pytest.mark.parametrize("file", [SCREEN, PRESS])
def test_two_characters_that_change_places_are_seen(copied, sample, file):
    """The thirty characters of a line are one string of glyph numbers, two bytes each."""
    with pikepdf.open(copied / file, allow_overwriting_input=True) as pdf:
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
        pdf.save()
    assert faults(sample, copied, file) == [2]


def test_an_added_word_is_seen(alter, sample):
    assert faults(sample, alter(lambda page: page.insert_text((100, 300), "more"))) == [1]


def test_words_that_are_covered_are_missed(alter, sample):
    folder = alter(lambda page: page.draw_rect((100, 130, 200, 165), color=(1, 1, 1), fill=(1, 1, 1)))
    assert faults(sample, folder) == [1]


def test_a_covered_dash_is_missed_whole(alter, sample):
    """—— is one glyph for two characters: both are seen or neither."""

    def cover(page):
        (dash,) = page.search_for("——")[:1]
        page.draw_rect((dash.x0, dash.y0, dash.x0 + 21, dash.y1), color=(1, 1, 1), fill=(1, 1, 1))

    folder = alter(cover)
    assert faults(sample, folder) == [1]
    assert "—" not in FORMAT.read_back(folder)[0].questions[0].text


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
    folder = alter(lambda page: page.insert_text((5, 300), "cut"), file=PRESS)
    assert faults(sample, folder, PRESS) == []


def test_words_out_of_order_are_read_as_they_stand(alter, sample):
    """A word painted last but standing in the first line belongs into the first line."""
    folder = alter(lambda page: page.insert_text((200, 118), "first"))
    (edition, _) = FORMAT.read_back(folder)
    text = edition.questions[0].text
    assert text.index("first") < text.index("代码")


def test_a_reference_to_the_wrong_page_is_a_difference(copied, sample):
    with pikepdf.open(copied / SCREEN, allow_overwriting_input=True) as pdf:
        pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D)])
        pdf.save()
    assert faults(sample, copied) == [1]


@pytest.mark.parametrize("data", [None, b"", b"no PDF at all", b"%PDF-1.7\n%%EOF\n"])
def test_a_missing_or_broken_file_is_one_line(copied, data):
    (copied / PRESS).unlink()
    if data is not None:
        (copied / PRESS).write_bytes(data)
    with pytest.raises(UnreadableOutput, match=rf"^.*{PRESS}.*改法：.*$") as caught:
        FORMAT.read_back(copied)
    assert "\n" not in str(caught.value)


def test_a_file_cut_short_does_not_pass(copied, sample):
    """PyMuPDF mends what it can; what is lost must be missed."""
    data = (copied / SCREEN).read_bytes()
    (copied / SCREEN).write_bytes(data[: len(data) // 3])
    try:
        found = faults(sample, copied)
    except UnreadableOutput:
        found = [0]
    assert found
